"""Build EfficientNet-Lite as an ONNX graph by hand from a checkpoint's arrays.

Batch normalisation is folded into the convolutions, ReLU6 is a Clip, and the input normalisation
that the caller applies (ImageNet mean and standard deviation) is turned into the one the backbone
was trained with inside the first convolution's input.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import concepts

OPSET = 17
INPUT_SIZE = 224
BATCH_NORM_EPSILON = 1e-3
STAGE_STRIDES = (1, 2, 2, 2, 1, 2, 1)

# What the caller applies to pixels in 0..1 (see models/food11.json) ...
IMAGENET_MEAN = np.array([0.485, 0.456, 0.406], np.float32)
IMAGENET_STD = np.array([0.229, 0.224, 0.225], np.float32)
# ... and what EfficientNet-Lite was trained with: (pixel - 127) / 128 for pixels in 0..255.
LITE_MEAN = 127 / 255
LITE_STD = 128 / 255


def fold_batch_norm(state, conv, norm):
    """The weight and bias of a convolution (without bias) followed by a batch normalisation."""
    weight = state[f"{conv}.weight"]
    scale = state[f"{norm}.weight"] / np.sqrt(state[f"{norm}.running_var"] + BATCH_NORM_EPSILON)
    bias = state[f"{norm}.bias"] - state[f"{norm}.running_mean"] * scale
    return weight * scale[:, None, None, None], bias


def same_padding(size, kernel, stride):
    """TensorFlow's SAME padding of one axis: (before, after, output size)."""
    out = -(-size // stride)
    total = max((out - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2, out


def quantise(weight):
    """Symmetric int8 values and one float scale per output channel (axis 0)."""
    flat = np.abs(weight).reshape(len(weight), -1).max(axis=1)
    scale = np.maximum(flat / 127, 1e-12).astype(np.float32)
    scale = scale.reshape(-1, *([1] * (weight.ndim - 1)))
    return np.clip(np.round(weight / scale), -127, 127).astype(np.int8), scale


class Graph:
    """Collects nodes and initialisers; `store` says how the weights are kept in the file."""

    def __init__(self, store):
        self.store = store
        self.nodes = []
        self.constants = []

    def constant(self, name, values):
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, kind, inputs, output, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def weight(self, name, values):
        """A weight as it is stored. int8 and float16 are widened by nodes on constants alone, which
        the runtime computes once at load: inference itself runs on float32."""
        values = values.astype(np.float32)
        if self.store == "int8":
            stored, scale = quantise(values)
            self.constant(f"{name}.int8", stored)
            self.constant(f"{name}.scale", scale)
            wide = self.node("Cast", [f"{name}.int8"], f"{name}.wide", to=TensorProto.FLOAT)
            return self.node("Mul", [wide, f"{name}.scale"], name)
        if self.store == "float16":
            self.constant(f"{name}.float16", values.astype(np.float16))
            return self.node("Cast", [f"{name}.float16"], name, to=TensorProto.FLOAT)
        return self.constant(name, values)

    def convolution(self, x, size, name, weight, bias, stride=1, depthwise=False, relu6=True):
        kernel = weight.shape[2]
        before, after, out = same_padding(size, kernel, stride)
        x = self.node(
            "Conv",
            [x, self.weight(f"{name}.weight", weight), self.constant(f"{name}.bias", bias)],
            f"{name}.conv",
            kernel_shape=[kernel, kernel],
            strides=[stride, stride],
            pads=[before, before, after, after],
            group=weight.shape[0] if depthwise else 1,
        )
        if relu6:
            x = self.node("Clip", [x, "zero", "six"], f"{name}.relu6")
        return x, out


def add_backbone(graph, state, x, size, prefix):
    """Add EfficientNet-Lite up to its pooled feature vector; returns that vector's name."""

    def conv(x, size, name, conv_name, norm_name, **options):
        weight, bias = fold_batch_norm(state, conv_name, norm_name)
        return graph.convolution(x, size, f"{prefix}{name}", weight, bias, **options)

    x, size = conv(x, size, "stem", "_conv_stem", "_bn0", stride=2)
    stage, channels = -1, None
    count = sum(name.endswith("._project_conv.weight") for name in state)
    for index in range(count):
        block = f"_blocks.{index}"
        out_channels = state[f"{block}._project_conv.weight"].shape[0]
        new_stage = out_channels != channels  # the seven stages differ in their channels
        if new_stage:
            stage += 1
        stride = STAGE_STRIDES[stage] if new_stage else 1
        kept, name = x, f"block{index}"
        if f"{block}._expand_conv.weight" in state:
            x, size = conv(x, size, f"{name}.expand", f"{block}._expand_conv", f"{block}._bn0")
        x, size = conv(
            x, size, f"{name}.depthwise", f"{block}._depthwise_conv", f"{block}._bn1",
            stride=stride, depthwise=True,
        )
        x, size = conv(
            x, size, f"{name}.project", f"{block}._project_conv", f"{block}._bn2", relu6=False
        )
        if not new_stage:
            x = graph.node("Add", [x, kept], f"{prefix}{name}.sum")
        channels = out_channels
    x, size = conv(x, size, "top", "_conv_head", "_bn1")
    x = graph.node("GlobalAveragePool", [x], f"{prefix}pooled")
    return graph.node("Flatten", [x], f"{prefix}flat", axis=1)


def build(states, head=None, store="int8"):
    """The whole classifier: input -> backbones side by side -> embedding -> logits.

    `states` are the backbones' checkpoints. Each backbone's features go through a square root and
    are scaled to length 1, which evens out the few very strong ones; the logarithms of the concept
    groups' shares, averaged over the backbones, follow them. `head` holds `shift` and
    `scale` (embedding = (features - shift) * scale), `weight` (D x classes) and `bias`; without it
    the graph ends in the features, which is what the head is trained on.
    """
    graph = Graph(store)
    graph.constant("zero", np.float32(0))
    graph.constant("six", np.float32(6))
    factor = graph.constant("input.scale", _channels(IMAGENET_STD / LITE_STD))
    offset = graph.constant("input.offset", _channels((IMAGENET_MEAN - LITE_MEAN) / LITE_STD))
    x = graph.node("Mul", ["input", factor], "input.scaled")
    x = graph.node("Add", [x, offset], "input.normalised")
    parts, shares = [], []
    for number, state in enumerate(states):
        name = f"net{number}"
        pooled = add_backbone(graph, state, x, INPUT_SIZE, f"{name}.")
        root = graph.node("Sqrt", [pooled], f"{name}.root")
        parts.append(graph.node("LpNormalization", [root], f"{name}.unit", axis=1, p=2))
        rows = graph.weight(f"{name}.concepts.weight", state["_fc.weight"][concepts.ROWS])
        bias = graph.constant(f"{name}.concepts.bias", state["_fc.bias"][concepts.ROWS])
        scores = graph.node("Gemm", [pooled, rows, bias], f"{name}.scores", transB=1)
        shares.append(graph.node("Softmax", [scores], f"{name}.shares", axis=1))
    members = np.zeros((len(concepts.ROWS), len(concepts.GROUPS)), np.float32)
    start = 0
    for column, group in enumerate(concepts.GROUPS.values()):
        members[start : start + len(group), column] = 1
        start += len(group)
    share = graph.node("Mean", shares, "concepts.mean")
    share = graph.node("MatMul", [share, graph.constant("concepts.members", members)], "concepts.share")
    share = graph.node("Add", [share, graph.constant("concepts.floor", np.float32(concepts.FLOOR))], "concepts.raised")
    parts.append(graph.node("Log", [share], "concepts.log"))
    graph.node("Concat", parts, "features", axis=1)
    width = sum(state["_conv_head.weight"].shape[0] for state in states) + len(concepts.GROUPS)
    outputs = {"features": width}
    if head:
        shift = graph.constant("embedding.shift", head["shift"].astype(np.float32))
        scale = graph.constant("embedding.scale", head["scale"].astype(np.float32))
        x = graph.node("Sub", ["features", shift], "embedding.centred")
        graph.node("Mul", [x, scale], "embedding")
        weight = graph.constant("head.weight", head["weight"].astype(np.float32))
        bias = graph.constant("head.bias", head["bias"].astype(np.float32))
        graph.node("Gemm", ["embedding", weight, bias], "logits")
        outputs = {"logits": len(head["bias"]), "embedding": width}

    def tensor(name, *shape):
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", *shape])

    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "food11",
            [tensor("input", 3, INPUT_SIZE, INPUT_SIZE)],
            [tensor(name, size) for name, size in outputs.items()],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=8,
        producer_name="starter-model",
    )
    onnx.checker.check_model(model)
    return model


def _channels(values):
    return np.asarray(values, np.float32).reshape(1, 3, 1, 1)
