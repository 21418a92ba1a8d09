"""The linear head: weighted multinomial logistic regression, temperature, calibration error."""

import numpy as np
import scipy.optimize


def softmax(logits):
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True)


def balanced(labels, classes):
    """A weight per row that sums to 1: classes count by the square root of their number of rows."""
    weights = 1 / np.sqrt(np.bincount(labels, minlength=classes).clip(1))[labels]
    return weights / weights.sum()


def fit_head(rows, labels, weights, classes, penalty, iterations=100):
    """Weights (D x classes) and bias that minimise cross entropy + penalty/2 * |weights|^2."""
    rows = rows.astype(np.float32)
    targets = np.eye(classes, dtype=np.float32)[labels]
    weights = (weights / weights.sum()).astype(np.float32)[:, None]
    columns = rows.shape[1]

    def loss(flat):
        w = flat[: columns * classes].reshape(columns, classes).astype(np.float32)
        logits = rows @ w + flat[columns * classes :].astype(np.float32)
        logits -= logits.max(axis=1, keepdims=True)
        log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        error = weights * (np.exp(log_p) - targets)
        slope = np.concatenate([(rows.T @ error + penalty * w).ravel(), error.sum(axis=0)])
        value = -(weights * targets * log_p).sum() + penalty / 2 * float((w * w).sum())
        return float(value), slope.astype(np.float64)

    start = np.zeros((columns + 1) * classes)
    options = {"maxiter": iterations, "ftol": 1e-7}
    found = scipy.optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    return found[: columns * classes].reshape(columns, classes), found[columns * classes :]


def cross_entropy(logits, labels):
    return float(-np.log(softmax(logits)[np.arange(len(labels)), labels] + 1e-12).mean())


def fit_temperature(logits, labels):
    """The divisor of the logits, out of a fixed grid, with the least cross entropy."""
    grid = np.geomspace(0.2, 5, 65)
    return float(grid[np.argmin([cross_entropy(logits / t, labels) for t in grid])])


def calibration_error(probabilities, labels, bins=10):
    """Expected calibration error of the winning class over equal-width bins of its confidence."""
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    which = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [
        abs(confidence[which == b].mean() - right[which == b].mean()) * (which == b).mean()
        for b in range(bins)
        if (which == b).any()
    ]
    return float(sum(gaps))
