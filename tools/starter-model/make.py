"""Make models/food11.onnx and models/food11.json, and measure them by leave-one-out.

    python make.py --photos DIR --packages node_modules --out ../../models

See README.md beside this file for what each step does and why.
"""

import argparse
import json
import os
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import onnx
import onnxruntime

import concepts
import dataset
import graph
import images
import weights
from head import balanced, calibration_error, cross_entropy, fit_head, fit_temperature, softmax
from images import CLASSES

VARIANTS = (0, 1)  # EfficientNet-Lite0 and -Lite1, side by side
PENALTY = 3e-4
CONCEPT_SCALE = 0.05
DRAWN = {"emoji3d": 0.3, "emoji": 0.15, "scenes": 0.3}  # their weight, where the photos' is 1
SHARP_FILTER = 2  # of images.FILTERS: the nearest to the server's own resize


def session(model):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    source = model if isinstance(model, (str, bytes)) else model.SerializeToString()
    return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])


def train(sets, keep):
    """The head from the photos numbered in `keep` and the drawn sets: shift, scale, weight, bias."""
    photos = sets["photos"]
    kept = np.isin(photos["sources"], keep)
    rows, labels = [photos["rows"][kept]], [photos["labels"][kept]]
    counts = [balanced(labels[0], len(CLASSES))]
    for name, share in DRAWN.items():
        rows.append(sets[name]["rows"])
        labels.append(sets[name]["labels"])
        counts.append(share * balanced(sets[name]["labels"], len(CLASSES)))
    rows, labels, counts = np.concatenate(rows), np.concatenate(labels), np.concatenate(counts)
    width = rows.shape[1] - len(concepts.GROUPS)
    spread = rows[:, :width].std(axis=0)
    scale = np.full(rows.shape[1], CONCEPT_SCALE, np.float32)
    scale[:width] = 1 / ((spread + 0.05 * spread.mean()) * np.sqrt(width))
    shift = rows.mean(axis=0)
    weight, bias = fit_head((rows - shift) * scale, labels, counts, len(CLASSES), PENALTY)
    return {"shift": shift, "scale": scale, "weight": weight, "bias": bias}


def apply(head, rows):
    return ((rows - head["shift"]) * head["scale"]) @ head["weight"] + head["bias"]


def leave_one_out(sets, photos):
    """Logits of every photo, under each resize filter, by a head that never saw it in any form."""
    per_photo = len(sets["photos"]["labels"]) // len(photos)
    logits = np.zeros((len(images.FILTERS), len(photos), len(CLASSES)))
    for index in range(len(photos)):
        head = train(sets, np.delete(np.arange(len(photos)), index))
        first = index * per_photo
        for f in range(len(images.FILTERS)):
            logits[f, index] = apply(head, sets["photos"]["rows"][first + f])
    return logits


def nested_calibration(logits, labels):
    """Probabilities where each photo's temperature was chosen on the other photos alone."""
    rows = []
    for index in range(len(labels)):
        others = np.delete(np.arange(len(labels)), index)
        rows.append(softmax(logits[index] / fit_temperature(logits[others], labels[others])))
    return np.array(rows)


def by_kind(right, kinds):
    return {kind: f"{int(right[kinds == kind].sum())}/{int((kinds == kind).sum())}" for kind in np.unique(kinds)}


def milliseconds(run, repeats=60):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return round(float(np.median(times[5:])) * 1000, 1)


def measure(sets, photos, logits, head):
    labels = np.array([photo["label"] for photo in photos])
    kinds = np.array([photo["kind"] for photo in photos])
    winner = logits[SHARP_FILTER]
    right = winner.argmax(axis=1) == labels
    noto, noto_labels = apply(head, sets["noto"]["rows"]), sets["noto"]["labels"]
    noto_right = noto.argmax(axis=1) == noto_labels
    probabilities = nested_calibration(winner, labels)
    return {
        "leave-one-out right": f"{int(right.sum())}/{len(labels)}",
        "by resize filter": {
            f.name.lower(): int((logits[i].argmax(axis=1) == labels).sum())
            for i, f in enumerate(images.FILTERS)
        },
        "by kind": by_kind(right, kinds),
        "by class": by_kind(right, np.array([CLASSES[i] for i in labels])),
        "cross entropy": round(cross_entropy(np.log(probabilities), labels), 3),
        "calibration error": round(calibration_error(probabilities, labels, 5), 3),
        "mean confidence": round(float(probabilities.max(axis=1).mean()), 3),
        "mistakes": [
            f"{photos[i]['file']}: {CLASSES[labels[i]]} taken for {CLASSES[winner[i].argmax()]}, "
            f"{probabilities[i].max():.2f}"
            for i in np.flatnonzero(~right)
        ],
        "noto right": round(float(noto_right.mean()), 3),
        "noto by background": {
            name: round(float(noto_right[k::2].mean()), 3) for k, name in enumerate(["plain", "wood"])
        },
        "noto mean confidence": round(float(softmax(noto).max(axis=1).mean()), 3),
        "noto by class": by_kind(noto_right, np.array([CLASSES[i] for i in noto_labels])),
    }


def compare(path, photos, sets_labels):
    """Accuracy and speed of another model of the same classes, input and preprocessing."""
    other = session(str(path))
    name, output = other.get_inputs()[0].name, other.get_outputs()[0].name
    pixels = [images.to_input([images.stretch(photo["image"])]) for photo in photos]
    winners = np.array([other.run([output], {name: x})[0][0].argmax() for x in pixels])
    right = winners == sets_labels
    kinds = np.array([photo["kind"] for photo in photos])
    return {
        "right": f"{int(right.sum())}/{len(right)}",
        "by kind": by_kind(right, kinds),
        "milliseconds": milliseconds(lambda: other.run([output], {name: pixels[0]})),
    }


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--photos", required=True, help="folder with photos and labels.csv")
    arguments.add_argument("--packages", required=True, help="node_modules with the emoji packages")
    arguments.add_argument("--out", default="../../models", help="folder for the two files")
    arguments.add_argument("--teacher", help="another ONNX model to measure beside it; never trained on")
    arguments.add_argument("--report", help="write the measurements to this JSON file")
    options = arguments.parse_args()

    states = [weights.read_checkpoint(weights.find_checkpoint(v)) for v in VARIANTS]
    network = session(graph.build(states))
    exact = session(graph.build(states, store="float32"))
    photos = images.read_photos(options.photos)
    labels = np.array([photo["label"] for photo in photos])
    sets = dataset.gather_all(photos, options.packages, network, print)

    logits = leave_one_out(sets, photos)
    temperature = fit_temperature(logits[SHARP_FILTER], labels)
    head = train(sets, np.arange(len(photos)))
    head["weight"], head["bias"] = head["weight"] / temperature, head["bias"] / temperature
    report = measure(sets, photos, logits, head)

    model = graph.build(states, head)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(model, out / "food11.onnx")
    card = {
        "name": "food11",
        "version": "1.0.0",
        "licence": "Apache-2.0",
        "classes": CLASSES,
        "preprocessing": {
            "width": 224, "height": 224, "resize": "stretch", "colour": "RGB",
            "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225], "layout": "NCHW",
        },
    }
    (out / "food11.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")

    shipped = session(str(out / "food11.onnx"))
    pixels = images.to_input([images.stretch(photo["image"]) for photo in photos])
    served, embedding = shipped.run(["logits", "embedding"], {"input": pixels})
    plain = apply(head, exact.run(["features"], {"input": pixels})[0])
    single = shipped.run(["logits"], {"input": pixels[:1]})[0]
    report |= {
        "temperature": round(temperature, 3),
        "training photos right": f"{int((served.argmax(axis=1) == labels).sum())}/{len(labels)}",
        "same class as with float32 weights": f"{int((served.argmax(axis=1) == plain.argmax(axis=1)).sum())}/{len(labels)}",
        "embedding gives the logits within": float(np.abs(embedding @ head["weight"] + head["bias"] - served).max()),
        "batch and single differ by": float(np.abs(single - served[:1]).max()),
        "embedding size": int(embedding.shape[1]),
        "bytes": (out / "food11.onnx").stat().st_size,
        "milliseconds": milliseconds(lambda: shipped.run(["logits"], {"input": pixels[:1]})),
    }
    if options.teacher:
        report["other model"] = compare(options.teacher, photos, labels)
    text = json.dumps(report, indent=2, ensure_ascii=False)
    print(text)
    if options.report:
        Path(options.report).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
