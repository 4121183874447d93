"""Writes the numbers that ReferenceLayers is compared with, computed by PyTorch in double precision.

    pip install torch numpy
    python make_fixtures.py

Made with Python 3.11.7, torch 2.15.0 and 2.13.0 (which agree), numpy 2.4.6. Inputs are random with
fixed seeds and rounded to three decimals; each expected number is written with all its digits. Weights
are stored as ReferenceLayers has them, [D, M], and transposed here for PyTorch.
"""

import json
import pathlib
from unittest import mock

import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
FOLDER = pathlib.Path(__file__).parent


def tensor_json(values):
    array = values.detach().numpy() if isinstance(values, torch.Tensor) else np.asarray(values)
    return {"shape": list(array.shape), "scalars": [float(v) for v in array.reshape(-1)]}


def question(case):
    """A case without its answers."""
    return json.dumps({k: v for k, v in case.items() if k not in ("outputs", "gradients")})


def kept(written, case):
    """The case as it is on file, if the answers differ in nothing but the last digits.

    Another version of PyTorch, or another processor, adds up in another order.
    """
    def values(case):
        return {(a, k): v for a in ("outputs", "gradients") for k, v in case[a].items()}

    def alike(old, new):
        scale = max((abs(x) for v in new.values() for x in v["scalars"]), default=0)
        return old.keys() == new.keys() and all(
            old[k]["shape"] == new[k]["shape"]
            and all(abs(x - y) <= 1e-13 * scale for x, y in zip(old[k]["scalars"], new[k]["scalars"]))
            for k in new)

    return written if written and alike(values(written), values(case)) else case


class Book:
    """A file of cases."""

    def __init__(self, name, seed):
        self.name, self.random, self.cases = name, np.random.default_rng(seed), []

    def normal(self, *shape, scale=1.0):
        return np.round(self.random.normal(size=shape) * scale, 3)

    def uniform(self, *shape, low=0.0, high=1.0):
        return np.round(self.random.uniform(low, high, size=shape), 3)

    def distribution(self, rows, classes):
        raw = self.random.uniform(0.1, 1, size=(rows, classes))
        return np.round(raw / raw.sum(axis=1, keepdims=True), 3)

    def labels(self, rows, classes):
        return [int(k) for k in self.random.integers(0, classes, size=rows)]

    def add(self, subject, name, function, inputs, constants=None, labels=None, **settings):
        """Runs a function of the inputs, and records it with the gradients for a random upstream."""
        leaves = {k: torch.tensor(v, requires_grad=True) for k, v in inputs.items()}
        outputs = function(**leaves)
        if isinstance(outputs, torch.Tensor):
            outputs = {"y": outputs}
        upstream = {k: self.normal(*v.shape) for k, v in outputs.items()}
        gradients = {}
        if any(v.requires_grad for v in outputs.values()):
            found = torch.autograd.grad(
                list(outputs.values()),
                list(leaves.values()),
                [torch.tensor(v) for v in upstream.values()],
            )
            gradients = dict(zip(leaves, found))
        self.cases.append({
            "subject": subject,
            "name": name,
            "inputs": {k: tensor_json(v) for k, v in inputs.items()},
            "constants": {k: tensor_json(v) for k, v in (constants or {}).items()},
            "labels": labels or [],
            "settings": settings,
            "upstream": {k: tensor_json(v) for k, v in upstream.items()},
            "outputs": {k: tensor_json(v) for k, v in outputs.items()},
            "gradients": {k: tensor_json(v) for k, v in gradients.items()},
        })

    def write(self):
        path = FOLDER / f"{self.name}.json"
        written = {question(c): c for c in (json.loads(path.read_text()) if path.exists() else [])}
        cases = [kept(written.get(question(c)), c) for c in self.cases]
        text = ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases)
        path.write_text("[\n" + text + "\n]\n")


# Activations

book = Book("Activations", 1)
EXTREMES = np.array([[-1000, -300, -40, -20.5, -6, -1, -1e-8, 0, 1e-8, 1, 6, 20.5, 40, 300, 1000.0]])
ACTIVATIONS = {
    "Identity": (lambda x: x * 1, {}),
    "Sigmoid": (torch.sigmoid, {}),
    "Tanh": (torch.tanh, {}),
    "ReLU": (torch.relu, {}),
    "LeakyReLU": (lambda x: F.leaky_relu(x, 0.2), {"slope": 0.2}),
    "ELU": (lambda x: F.elu(x, 1.7), {"alpha": 1.7}),
    "GELU": (F.gelu, {}),
    "GELUTanh": (lambda x: F.gelu(x, approximate="tanh"), {}),
    "SiLU": (F.silu, {}),
    # F.softplus is the identity above 20; this is exact.
    "Softplus": (lambda x: torch.logaddexp(x, torch.zeros_like(x)), {}),
}
for subject, (function, settings) in ACTIVATIONS.items():
    for name, x in {
        "batch of 1": book.normal(1, 5, scale=2),
        "non-square": book.normal(3, 4, scale=2),
        "three axes": book.normal(2, 3, 2, scale=4),
        "extremes": EXTREMES,
    }.items():
        book.add(subject, name, lambda x: function(x), {"x": x}, **settings)
for subject, function in {"Softmax": F.softmax, "LogSoftmax": F.log_softmax}.items():
    for name, x, axis in [
        ("batch of 1", book.normal(1, 5, scale=2), -1),
        ("first axis", book.normal(3, 4, scale=2), 0),
        ("middle axis", book.normal(2, 3, 4, scale=2), 1),
        ("extremes", np.array([[1000, -1000, 0, 999], [-1000, -1000, -1000, -1001.0]]), -1),
        ("equal scores", np.full((2, 3), 7.0), -1),
    ]:
        book.add(subject, name, lambda x: function(x, dim=axis), {"x": x}, axis=axis)
book.write()

# Losses

book = Book("Losses", 2)
REDUCTIONS = ["mean", "sum", "none"]


def reduced(losses, reduction):
    return {"mean": losses.mean, "sum": losses.sum, "none": lambda: losses}[reduction]()


SHAPES = {"batch of 1": (1, 4), "non-square": (3, 5), "three axes": (2, 3, 2)}
PAIRS = {
    "MeanSquaredError": (lambda x, t, r: F.mse_loss(x, t, reduction=r), {}),
    "MeanAbsoluteError": (lambda x, t, r: F.l1_loss(x, t, reduction=r), {}),
    "SmoothL1": (lambda x, t, r: F.smooth_l1_loss(x, t, beta=0.7, reduction=r), {"beta": 0.7}),
    "Huber": (lambda x, t, r: F.huber_loss(x, t, delta=1.3, reduction=r), {"delta": 1.3}),
}
for subject, (function, settings) in PAIRS.items():
    for reduction in REDUCTIONS:
        pairs = {n: (book.normal(*s), book.normal(*s)) for n, s in SHAPES.items()}
        pairs["extremes"] = (np.array([[1000, -1000, 3, 1e-9]]), np.array([[-1000, -1000, 3.5, 0]]))
        for name, (x, t) in pairs.items():
            book.add(
                subject, name, lambda prediction: function(prediction, torch.tensor(t), reduction),
                {"prediction": x}, {"target": t}, reduction=reduction, **settings)
for reduction in REDUCTIONS:
    for name, shape in SHAPES.items():
        p, t = book.uniform(*shape, low=0.02, high=0.98), book.uniform(*shape)
        book.add(
            "BinaryCrossEntropy", name,
            lambda probability: F.binary_cross_entropy(
                probability, torch.tensor(t), reduction=reduction),
            {"probability": p}, {"target": t}, reduction=reduction)
        z = book.normal(*shape, scale=3)
        book.add(
            "BinaryCrossEntropyOnLogits", name,
            lambda logit: F.binary_cross_entropy_with_logits(
                logit, torch.tensor(t), reduction=reduction),
            {"logit": z}, {"target": t}, reduction=reduction)
    # Nearer to 0 and 1 PyTorch divides by a single-precision 1e-12.
    p, t = np.array([[1e-11, 1 - 1e-9, 1e-11, 0.5]]), np.array([[1.0, 0, 0, 0.5]])
    book.add(
        "BinaryCrossEntropy", "extremes",
        lambda probability: F.binary_cross_entropy(probability, torch.tensor(t), reduction=reduction),
        {"probability": p}, {"target": t}, reduction=reduction)
    z, t = np.array([[1000, -1000, 1000, -1000, 0, 40.0]]), np.array([[1, 0, 0, 1, 0.5, 0.25]])
    book.add(
        "BinaryCrossEntropyOnLogits", "extremes",
        lambda logit: F.binary_cross_entropy_with_logits(logit, torch.tensor(t), reduction=reduction),
        {"logit": z}, {"target": t}, reduction=reduction)
HUGE = np.array([[1000, -1000, 0, 999], [-1000, -1000, -1000, -1001], [1000, 0, 0, -1000.0]])
for reduction in REDUCTIONS:
    for name, z in {
        "batch of 1": book.normal(1, 4, scale=2),
        "non-square": book.normal(3, 5, scale=2),
        "two classes": book.normal(4, 2, scale=2),
        "extremes": HUGE,
    }.items():
        rows, classes = z.shape
        k = book.labels(rows, classes)
        target = torch.tensor(k)
        book.add(
            "SoftmaxCrossEntropy", name,
            lambda logits: F.cross_entropy(logits, target, reduction=reduction),
            {"logits": z}, labels=k, reduction=reduction)
        q = book.distribution(rows, classes)
        book.add(
            "SoftmaxCrossEntropy on distributions", name,
            lambda logits, targets: F.cross_entropy(logits, targets, reduction=reduction),
            {"logits": z, "targets": q}, reduction=reduction)
        book.add(
            "CrossEntropy", name,
            lambda logits: F.cross_entropy(
                logits, target, label_smoothing=0.1, reduction=reduction),
            {"logits": z}, labels=k, smoothing=0.1, reduction=reduction)
        if rows > 1:
            some = k[:1] + [-100] + k[2:]
            book.add(
                "CrossEntropy", name + ", one row ignored",
                lambda logits: F.cross_entropy(
                    logits, torch.tensor(some), ignore_index=-100, label_smoothing=0.2,
                    reduction=reduction),
                {"logits": z}, labels=some, smoothing=0.2, ignored=-100, reduction=reduction)
        y = np.round(np.log(book.distribution(rows, classes)), 3)
        book.add(
            "NegativeLogLikelihood", name,
            lambda logProbabilities: F.nll_loss(logProbabilities, target, reduction=reduction),
            {"logProbabilities": y}, labels=k, reduction=reduction)
        t = book.distribution(rows, classes)
        t[0, 0] = 0
        book.add(
            "KLDivergence", name,
            lambda logProbabilities: reduced(
                F.kl_div(logProbabilities, torch.tensor(t), reduction="none").sum(1), reduction),
            {"logProbabilities": y}, {"targets": t}, reduction=reduction)
        p = book.distribution(rows, classes)
        p[0, 1] = 0
        book.add(
            "ProbabilityCrossEntropy", name,
            lambda probabilities: reduced(
                -(torch.tensor(t) * torch.log(probabilities + 1e-8)).sum(1), reduction),
            {"probabilities": p}, {"targets": t}, epsilon=1e-8, reduction=reduction)
        book.add(
            "MulticlassHinge", name,
            lambda scores: reduced(
                classes * F.multi_margin_loss(scores, target, margin=1.5, reduction="none"),
                reduction),
            {"scores": z}, labels=k, margin=1.5, reduction=reduction)
# Losses whose target is differentiated, too.
for reduction in REDUCTIONS:
    for name, shape in SHAPES.items():
        x, t = book.normal(*shape), book.normal(*shape)
        for subject, (function, settings) in PAIRS.items():
            book.add(
                subject + ", target too", name,
                lambda prediction, target: function(prediction, target, reduction),
                {"prediction": x, "target": t}, reduction=reduction, **settings)
        t = book.uniform(*shape)
        book.add(
            "BinaryCrossEntropy, target too", name,
            lambda probability, target: F.binary_cross_entropy(
                probability, target, reduction=reduction),
            {"probability": book.uniform(*shape, low=0.02, high=0.98), "target": t},
            reduction=reduction)
        book.add(
            "BinaryCrossEntropyOnLogits, target too", name,
            lambda logit, target: F.binary_cross_entropy_with_logits(
                logit, target, reduction=reduction),
            {"logit": book.normal(*shape, scale=3), "target": t}, reduction=reduction)
    # At 0 and 1 PyTorch gives the target an infinite gradient, though its logarithms are cut off at −100.
    p, t = np.array([[1e-11, 1e-11, 1 - 1e-9, 0.5]]), np.array([[0, 1.0, 0, 0.5]])
    book.add(
        "BinaryCrossEntropy, target too", "extremes",
        lambda probability, target: F.binary_cross_entropy(
            probability, target, reduction=reduction),
        {"probability": p, "target": t}, reduction=reduction)
    for name, (rows, classes) in {"batch of 1": (1, 4), "non-square": (3, 5)}.items():
        t = book.distribution(rows, classes)
        book.add(
            "KLDivergence, target too", name,
            lambda logProbabilities, targets: reduced(
                F.kl_div(logProbabilities, targets, reduction="none").sum(1), reduction),
            {"logProbabilities": np.round(np.log(book.distribution(rows, classes)), 3), "targets": t},
            reduction=reduction)
        p = book.distribution(rows, classes)
        p[0, 1] = 0
        book.add(
            "ProbabilityCrossEntropy, target too", name,
            lambda probabilities, targets: reduced(
                -(targets * torch.log(probabilities + 1e-8)).sum(1), reduction),
            {"probabilities": p, "targets": t}, epsilon=1e-8, reduction=reduction)
for name, first, second in [
    ("vectors", book.normal(3), book.normal(4)), ("matrices", book.normal(2, 3), book.normal(3, 1)),
    ("with zeros", np.array([[0, 2.5], [-1e3, 0]]), np.array([1e-6])),
]:
    # The gradient of ½·λ·Σw² is what PyTorch's weight decay λ adds: see the optimisers.
    book.add(
        "L2Penalty", name,
        lambda first, second: 0.3 / 2 * sum(torch.linalg.vector_norm(w) ** 2 for w in (first, second)),
        {"first": first, "second": second}, strength=0.3)
    book.add(
        "L1Penalty", name,
        lambda first, second: 0.3 * sum(torch.linalg.vector_norm(w, 1) for w in (first, second)),
        {"first": first, "second": second}, strength=0.3)
book.write()

# Layers

book = Book("Layers", 3)
for name, lead, d, m in [
    ("batch of 1", (1,), 4, 3), ("non-square", (5,), 3, 2), ("three axes", (2, 3), 4, 5),
    ("one feature", (3,), 1, 1),
]:
    book.add(
        "Linear", name, lambda x, weight, bias: F.linear(x, weight.T, bias),
        {"x": book.normal(*lead, d), "weight": book.normal(d, m), "bias": book.normal(m)})
book.add(
    "Linear", "extremes", lambda x, weight, bias: F.linear(x, weight.T, bias),
    {"x": book.normal(2, 3, scale=1e6), "weight": book.normal(3, 4, scale=1e-6),
     "bias": book.normal(4, scale=1000)})
for name, shape in {"batch of 1": (1, 2, 3), "images": (2, 3, 2, 2), "rows": (3, 4)}.items():
    book.add("Flatten", name, lambda x: x.flatten(1), {"x": book.normal(*shape)})
for name, shape, p in [("batch of 1", (1, 6), 0.5), ("images", (2, 2, 3, 2), 0.2), ("none", (3, 4), 0)]:
    mask = (book.uniform(*shape) >= p).astype(float)
    # PyTorch draws its own masks: this is its definition, with ours.
    book.add(
        "Dropout", name, lambda x: x * torch.tensor(mask) / (1 - p),
        {"x": book.normal(*shape)}, {"mask": mask}, probability=p)

for name, x in {
    "rows": book.normal(4, 3),
    "batch of 1": book.normal(1, 3, 2, 4),
    "images": book.normal(2, 3, 3, 2) * 3 + 1,
    "large": np.round(book.normal(5, 2, scale=1e6) + np.array([1e6, -1e6]), 3),
    "small, where epsilon rules": np.round(book.normal(4, 3) * 1e-4, 7),
}.items():
    c = x.shape[1]
    inputs = {"x": x, "scale": book.normal(c), "shift": book.normal(c)}
    book.add(
        "BatchNorm", name,
        lambda x, scale, shift: F.batch_norm(x, None, None, scale, shift, True, eps=1e-5),
        inputs, epsilon=1e-5)
    mean, variance = book.normal(c), book.uniform(c, low=0.1, high=2)
    book.add(
        "BatchNorm evaluation", name,
        lambda x, scale, shift: F.batch_norm(
            x, torch.tensor(mean), torch.tensor(variance), scale, shift, False, eps=1e-3),
        inputs, {"mean": mean, "variance": variance}, epsilon=1e-3)

    def statistics(x):
        running = torch.tensor(mean), torch.tensor(variance)
        F.batch_norm(x.detach(), *running, None, None, True, momentum=0.3)
        return {"mean": running[0], "variance": running[1]}

    book.add(
        "BatchNorm statistics", name, statistics, {"x": x},
        {"mean": mean, "variance": variance}, momentum=0.3)
for name, x, axes in [
    ("batch of 1", book.normal(1, 5), 1),
    ("sequence", book.normal(2, 3, 4), 1),
    ("two axes", book.normal(3, 2, 4) * 3 + 1, 2),
    ("large", np.round(book.normal(2, 5, scale=1e6) + 1e6, 3), 1),
    ("small, where epsilon rules", np.round(book.normal(3, 4) * 1e-4, 7), 1),
]:
    shape = x.shape[-axes:]
    book.add(
        "LayerNorm", name,
        lambda x, scale, shift: F.layer_norm(x, shape, scale, shift, eps=1e-5),
        {"x": x, "scale": book.normal(*shape), "shift": book.normal(*shape)}, epsilon=1e-5)
for name, x, groups in [
    ("batch of 1", book.normal(1, 4, 3), 2), ("images", book.normal(2, 6, 2, 3), 3),
    ("one group", book.normal(3, 4), 1), ("instance", book.normal(2, 3, 2, 2), 3),
]:
    c = x.shape[1]
    book.add(
        "GroupNorm", name,
        lambda x, scale, shift: F.group_norm(x, groups, scale, shift, eps=1e-5),
        {"x": x, "scale": book.normal(c), "shift": book.normal(c)}, groups=groups, epsilon=1e-5)

for name, (n, c, h, w), (f, kh, kw), s, p, d in [
    ("batch of 1", (1, 1, 4, 5), (2, 3, 2), 1, 0, 1),
    ("stride and padding", (2, 3, 5, 6), (4, 3, 3), 2, 1, 1),
    ("dilation", (2, 2, 7, 6), (3, 2, 3), 1, 2, 2),
    ("all three", (1, 2, 8, 9), (2, 3, 2), 3, 2, 2),
    ("one by one", (2, 3, 3, 2), (4, 1, 1), 1, 0, 1),
    ("padding wider than the image", (1, 1, 2, 1), (1, 3, 3), 2, 3, 1),
]:
    book.add(
        "Conv2D", name,
        lambda x, weight, bias: F.conv2d(x, weight, bias, stride=s, padding=p, dilation=d),
        {"x": book.normal(n, c, h, w), "weight": book.normal(f, c, kh, kw), "bias": book.normal(f)},
        stride=s, padding=p, dilation=d)
for name, x, size, s, p in [
    ("batch of 1", book.normal(1, 1, 4, 6), 2, 2, 0),
    ("overlap", book.normal(2, 3, 5, 6), 3, 2, 0),
    ("padding", book.normal(2, 2, 5, 4), 3, 2, 1),
    ("ties", np.round(book.normal(2, 2, 6, 5)), 3, 1, 1),
    ("rows left over", book.normal(1, 2, 5, 7), 2, 3, 0),
]:
    book.add(
        "MaxPool2D", name, lambda x: F.max_pool2d(x, size, s, p), {"x": x},
        size=size, stride=s, padding=p)
    book.add(
        "AveragePool2D", name, lambda x: F.avg_pool2d(x, size, s, p), {"x": x},
        size=size, stride=s, padding=p)
for name, v, d, k in [
    ("one index", 3, 2, [1]), ("repeats", 5, 3, [4, 0, 4, 4, 2]), ("all rows", 2, 4, [1, 0, 1]),
]:
    book.add(
        "Embedding", name, lambda table: F.embedding(torch.tensor(k), table),
        {"table": book.normal(v, d)}, labels=k)

SEQUENCES = {
    "batch of 1": (1, 3, 2, 4, 1), "one step": (3, 1, 4, 2, 1), "non-square": (2, 4, 3, 5, 1),
    "extremes": (2, 3, 2, 3, 30),
}
for name, (n, t, d, h, scale) in SEQUENCES.items():
    x = book.normal(n, t, d, scale=scale)
    x[0] = np.round(x[0] / scale, 3)  # not all saturated, or the gradients are only rounding errors
    book.add(
        "TanhRNN", name,
        lambda x, state, inputWeight, hiddenWeight, bias: torch.rnn_tanh(
            x, state[None], [inputWeight.T, hiddenWeight.T, bias, torch.zeros(h)],
            True, 1, 0.0, False, False, True)[0],
        {"x": x, "state": book.normal(n, h), "inputWeight": book.normal(d, h),
         "hiddenWeight": book.normal(h, h), "bias": book.normal(h)})
    book.add(
        "GRU", name,
        lambda x, state, inputWeight, hiddenWeight, inputBias, hiddenBias: torch.gru(
            x, state[None], [inputWeight.T, hiddenWeight.T, inputBias, hiddenBias],
            True, 1, 0.0, False, False, True)[0],
        {"x": x, "state": book.normal(n, h), "inputWeight": book.normal(d, 3 * h),
         "hiddenWeight": book.normal(h, 3 * h), "inputBias": book.normal(3 * h),
         "hiddenBias": book.normal(3 * h)})

    def lstm(x, hidden, cell, inputWeight, hiddenWeight, bias):
        out = torch.lstm(
            x, (hidden[None], cell[None]),
            [inputWeight.T, hiddenWeight.T, bias, torch.zeros(4 * h)],
            True, 1, 0.0, False, False, True)
        return {"hidden": out[0], "cell": out[2][0]}

    book.add(
        "LSTM", name, lstm,
        {"x": x, "hidden": book.normal(n, h), "cell": book.normal(n, h),
         "inputWeight": book.normal(d, 4 * h), "hiddenWeight": book.normal(h, 4 * h),
         "bias": book.normal(4 * h)})

for name, lead, t, s, d, e, scale, kind in [
    ("batch of 1", (1,), 2, 3, 4, 5, 1, "none"), ("no batch", (), 3, 2, 2, 3, 1, "none"),
    ("causal", (2, 2), 4, 4, 3, 2, 1, "causal"), ("mask for each item", (2,), 2, 4, 3, 2, 1, "random"),
    ("extremes", (2,), 3, 4, 2, 3, 50, "none"),
]:
    mask = {"causal": np.tril(np.ones((t, s))), "none": np.ones((t, s)),
            "random": (book.uniform(*lead, t, s) > 0.5).astype(float)}[kind]
    mask[..., 0] = 1
    allowed = torch.tensor(mask > 0)
    book.add(
        "ScaledDotProductAttention", name,
        lambda query, key, value: F.scaled_dot_product_attention(
            query, key, value, attn_mask=allowed),
        {"query": book.normal(*lead, t, d, scale=scale), "key": book.normal(*lead, s, d, scale=scale),
         "value": book.normal(*lead, s, e)},
        {} if kind == "none" else {"mask": mask})
PROJECTIONS = ["query", "key", "value", "output"]
for name, n, t, s, e, heads, causal in [
    ("batch of 1", 1, 2, 3, 4, 2, False), ("causal", 2, 3, 3, 6, 3, True), ("one head", 2, 3, 2, 3, 1, False),
]:
    mask = np.tril(np.ones((t, s)))

    def attention(x, memory, **p):
        out = F.multi_head_attention_forward(
            x.transpose(0, 1), memory.transpose(0, 1), memory.transpose(0, 1), e, heads,
            torch.cat([p[k + "Weight"].T for k in PROJECTIONS[:3]]),
            torch.cat([p[k + "Bias"] for k in PROJECTIONS[:3]]),
            None, None, False, 0.0, p["outputWeight"].T, p["outputBias"],
            attn_mask=torch.tensor(mask == 0) if causal else None, need_weights=False)
        return out[0].transpose(0, 1)

    inputs = {"x": book.normal(n, t, e), "memory": book.normal(n, s, e)}
    for k in PROJECTIONS:
        inputs[k + "Weight"], inputs[k + "Bias"] = book.normal(e, e), book.normal(e)
    book.add(
        "MultiHeadAttention", name, attention, inputs, {"mask": mask} if causal else {}, heads=heads)
for name, n, d, m in [("batch of 1", 1, 3, 4), ("non-square", 4, 2, 5), ("narrow", 3, 5, 1)]:
    book.add(
        "ResidualBlock", name,
        lambda x, firstWeight, firstBias, secondWeight, secondBias: x + F.linear(
            torch.relu(F.linear(x, firstWeight.T, firstBias)), secondWeight.T, secondBias),
        {"x": book.normal(n, d), "firstWeight": book.normal(d, m), "firstBias": book.normal(m),
         "secondWeight": book.normal(m, d), "secondBias": book.normal(d)})
for name, n, t, e, m, heads, norm, causal in [
    ("batch of 1", 1, 3, 4, 5, 2, "before", False), ("causal", 2, 3, 4, 3, 2, "before", True),
    ("non-square", 2, 2, 6, 4, 3, "before", False),
    ("after, batch of 1", 1, 2, 4, 5, 2, "after", False), ("after, causal", 2, 3, 4, 6, 1, "after", True),
    ("after, non-square", 3, 2, 3, 4, 3, "after", False),
]:
    mask = np.tril(np.ones((t, t)))
    layer = torch.nn.TransformerEncoderLayer(
        e, heads, m, dropout=0.0, activation="gelu", batch_first=True, norm_first=norm == "before")
    layer.train()

    def block(x, **p):
        named = {
            "self_attn.in_proj_weight": torch.cat([p[k + "Weight"].T for k in PROJECTIONS[:3]]),
            "self_attn.in_proj_bias": torch.cat([p[k + "Bias"] for k in PROJECTIONS[:3]]),
            "self_attn.out_proj.weight": p["outputWeight"].T, "self_attn.out_proj.bias": p["outputBias"],
            "linear1.weight": p["firstWeight"].T, "linear1.bias": p["firstBias"],
            "linear2.weight": p["secondWeight"].T, "linear2.bias": p["secondBias"],
            "norm1.weight": p["firstScale"], "norm1.bias": p["firstShift"],
            "norm2.weight": p["secondScale"], "norm2.bias": p["secondShift"],
        }
        blocked = torch.tensor(mask == 0) if causal else None
        return torch.func.functional_call(layer, named, (x,), {"src_mask": blocked})

    inputs = {"x": book.normal(n, t, e)}
    for k in PROJECTIONS:
        inputs[k + "Weight"], inputs[k + "Bias"] = book.normal(e, e), book.normal(e)
    inputs |= {"firstScale": book.normal(e), "firstShift": book.normal(e),
               "secondScale": book.normal(e), "secondShift": book.normal(e),
               "firstWeight": book.normal(e, m), "firstBias": book.normal(m),
               "secondWeight": book.normal(m, e), "secondBias": book.normal(e)}
    book.add(
        "TransformerBlock", name, block, inputs, {"mask": mask} if causal else {},
        heads=heads, norm=norm)
# Settings that differ for the two axes.
for name, (n, c, h, w), (f, kh, kw), s, p, d in [
    ("strides", (2, 2, 6, 5), (3, 2, 3), (1, 3), (0, 0), (1, 1)),
    ("paddings", (1, 2, 4, 5), (2, 3, 2), (1, 1), (2, 1), (1, 1)),
    ("all different", (2, 1, 9, 8), (2, 2, 3), (3, 2), (1, 4), (4, 2)),
]:
    book.add(
        "Conv2D", name,
        lambda x, weight, bias: F.conv2d(x, weight, bias, stride=s, padding=p, dilation=d),
        {"x": book.normal(n, c, h, w), "weight": book.normal(f, c, kh, kw), "bias": book.normal(f)},
        stride=s[0], strideWidth=s[1], padding=p[0], paddingWidth=p[1], dilation=d[0],
        dilationWidth=d[1])
for name, x, size, s, p in [
    ("flat window", book.normal(1, 2, 4, 7), (1, 3), (1, 3), (0, 0)),
    ("tall window with padding", book.normal(2, 1, 6, 5), (5, 2), (2, 1), (2, 0)),
    ("all different", book.normal(2, 3, 5, 9), (2, 5), (3, 4), (1, 2)),
    ("ties, tall window", np.round(book.normal(2, 2, 6, 5)), (3, 2), (1, 2), (1, 1)),
]:
    settings = dict(
        size=size[0], sizeWidth=size[1], stride=s[0], strideWidth=s[1], padding=p[0],
        paddingWidth=p[1])
    book.add("MaxPool2D", name, lambda x: F.max_pool2d(x, size, s, p), {"x": x}, **settings)
    book.add("AveragePool2D", name, lambda x: F.avg_pool2d(x, size, s, p), {"x": x}, **settings)
    book.add(
        "AveragePool2D without the padding", name,
        lambda x: F.avg_pool2d(x, size, s, p, count_include_pad=False), {"x": x}, **settings)
for name, x, size, s, p in [
    ("square", book.normal(2, 2, 5, 4), 3, 2, 1), ("batch of 1", book.normal(1, 1, 4, 4), 2, 2, 1),
]:
    book.add(
        "AveragePool2D without the padding", name,
        lambda x: F.avg_pool2d(x, size, s, p, count_include_pad=False), {"x": x},
        size=size, stride=s, padding=p)
for name, v, d, k, padding in [
    ("one index", 3, 2, [1, 0], 1), ("repeats", 5, 3, [4, 0, 4, 4, 2], 4),
    ("padding not looked up", 4, 2, [1, 0, 1], 3),
]:
    table = book.normal(v, d)
    book.add(
        "Embedding with padding", name,
        lambda table: F.embedding(torch.tensor(k), table, padding_idx=padding), {"table": table},
        {"padding": table[padding]}, labels=k, paddingIndex=padding)
for name, x in {
    "rows": book.normal(4, 3), "images": book.normal(2, 3, 3, 2) * 3 + 1,
    "large": np.round(book.normal(5, 2, scale=1e3) + np.array([1e3, -1e3]), 3),
}.items():
    axes = [axis for axis in range(x.ndim) if axis != 1]

    def moments(x):
        variance, mean = torch.var_mean(x, axes, correction=0)
        return {"mean": mean, "variance": variance}

    book.add("BatchNorm batch statistics", name, moments, {"x": x})


def reset_before(x, state, inputWeight, hiddenWeight, inputBias, hiddenBias):
    """Cho et al., 2014, equations 5 to 8, with two biases; PyTorch has only the other form."""
    W, U = inputWeight.chunk(3, 1), hiddenWeight.chunk(3, 1)
    b, d = inputBias.chunk(3), hiddenBias.chunk(3)
    h, states = state, []
    for t in range(x.shape[1]):
        r = torch.sigmoid(x[:, t] @ W[0] + b[0] + h @ U[0] + d[0])
        z = torch.sigmoid(x[:, t] @ W[1] + b[1] + h @ U[1] + d[1])
        candidate = torch.tanh(x[:, t] @ W[2] + b[2] + (r * h) @ U[2] + d[2])
        h = z * h + (1 - z) * candidate
        states.append(h)
    return torch.stack(states, 1)


for name, (n, t, d, h, scale) in SEQUENCES.items():
    x = book.normal(n, t, d, scale=scale)
    x[0] = np.round(x[0] / scale, 3)
    book.add(
        "GRU with the reset before", name, reset_before,
        {"x": x, "state": book.normal(n, h), "inputWeight": book.normal(d, 3 * h),
         "hiddenWeight": book.normal(h, 3 * h), "inputBias": book.normal(3 * h),
         "hiddenBias": book.normal(3 * h)})
for name, lead, t, s, d, scale, kind in [
    ("batch of 1", (1,), 2, 3, 4, 1, "none"), ("causal", (2, 2), 4, 4, 3, 1, "causal"),
    ("extremes", (2,), 3, 4, 2, 50, "none"),
]:
    mask = np.tril(np.ones((t, s))) if kind == "causal" else np.ones((t, s))
    allowed = torch.tensor(mask > 0)
    book.add(
        "ScaledDotProductAttention weights", name,
        # With the identity as values, the output is the weights.
        lambda query, key: F.scaled_dot_product_attention(
            query, key, torch.eye(s).expand(*lead, s, s), attn_mask=allowed),
        {"query": book.normal(*lead, t, d, scale=scale),
         "key": book.normal(*lead, s, d, scale=scale)},
        {} if kind == "none" else {"mask": mask})
for name, n, t, s, e, c, d, heads, causal in [
    ("batch of 1", 1, 2, 3, 4, 3, 5, 2, False), ("causal", 2, 3, 3, 6, 6, 6, 3, True),
    ("all different", 2, 4, 3, 2, 5, 1, 1, False),
]:
    mask = np.tril(np.ones((t, s)))

    def other_values(x, key, value, **p):
        out, weights = F.multi_head_attention_forward(
            x.transpose(0, 1), key.transpose(0, 1), value.transpose(0, 1), e, heads, None,
            torch.cat([p[k + "Bias"] for k in PROJECTIONS[:3]]),
            None, None, False, 0.0, p["outputWeight"].T, p["outputBias"],
            attn_mask=torch.tensor(mask == 0) if causal else None, need_weights=True,
            use_separate_proj_weight=True, q_proj_weight=p["queryWeight"].T,
            k_proj_weight=p["keyWeight"].T, v_proj_weight=p["valueWeight"].T,
            average_attn_weights=False)
        return {"y": out.transpose(0, 1), "weights": weights}

    inputs = {"x": book.normal(n, t, e), "key": book.normal(n, s, c), "value": book.normal(n, s, d)}
    for k, width in zip(PROJECTIONS, [e, c, d, e]):
        inputs[k + "Weight"], inputs[k + "Bias"] = book.normal(width, e), book.normal(e)
    constants = {"mask": mask} if causal else {}
    book.add(
        "MultiHeadAttention with other values", name, lambda **i: {"y": other_values(**i)["y"]},
        inputs, constants, heads=heads)
    book.add(
        "MultiHeadAttention weights", name,
        lambda memory, **i: {"weights": other_values(key=memory, **i)["weights"].detach()},
        {"memory" if k == "key" else k: v for k, v in inputs.items()}, constants, heads=heads)
for name, x, axes in [
    ("batch of 1", book.normal(1, 5), 1), ("sequence", book.normal(2, 3, 4), 1),
    ("two axes", book.normal(3, 2, 4) * 3 + 1, 2), ("one feature", book.normal(4, 1), 1),
    ("large", np.round(book.normal(2, 5, scale=1e6) + 1e6, 3), 1),
    ("small, where epsilon rules", np.round(book.normal(3, 4) * 1e-4, 7), 1),
]:
    shape = x.shape[-axes:]
    book.add(
        "RMSNorm", name, lambda x, scale: F.rms_norm(x, shape, scale, eps=1e-5),
        {"x": x, "scale": book.normal(*shape)}, epsilon=1e-5)
for name, d, m in [("one output", 4, 1), ("non-square", 3, 5), ("two inputs", 2, 3)]:
    book.add(
        "WeightNorm", name,
        lambda direction, length: torch._weight_norm(direction.T, length[:, None], 0).T,
        {"direction": book.normal(d, m), "length": book.normal(m)})
for name, (n, c, h, w), (f, kh, kw), s, p, d, groups in [
    ("two groups", (2, 4, 5, 4), (6, 2, 3), (1, 2), (1, 0), (1, 1), 2),
    ("depthwise", (2, 3, 4, 6), (3, 3, 2), (1, 1), (1, 1), (1, 2), 3),
    ("two filters for each channel", (1, 2, 5, 5), (4, 2, 2), (2, 2), (0, 0), (1, 1), 2),
]:
    book.add(
        "Conv2D with groups", name,
        lambda x, weight, bias: F.conv2d(
            x, weight, bias, stride=s, padding=p, dilation=d, groups=groups),
        {"x": book.normal(n, c, h, w), "weight": book.normal(f, c // groups, kh, kw),
         "bias": book.normal(f)},
        stride=s[0], strideWidth=s[1], padding=p[0], paddingWidth=p[1], dilation=d[0],
        dilationWidth=d[1], groups=groups)
for name, (n, c, l), (f, k), s, p, d in [
    ("batch of 1", (1, 1, 5), (1, 3), 1, 0, 1), ("non-square", (2, 3, 7), (4, 2), 2, 1, 1),
    ("dilation", (3, 2, 9), (2, 3), 2, 2, 3),
]:
    book.add(
        "Conv1D", name,
        lambda x, weight, bias: F.conv1d(x, weight, bias, stride=s, padding=p, dilation=d),
        {"x": book.normal(n, c, l), "weight": book.normal(f, c, k), "bias": book.normal(f)},
        stride=s, padding=p, dilation=d)
for name, (n, c, h, w), (f, kh, kw), s, p, o, d in [
    ("batch of 1", (1, 1, 3, 2), (1, 2, 3), (1, 1), (0, 0), (0, 0), (1, 1)),
    ("stride and padding", (2, 3, 2, 4), (2, 3, 3), (2, 2), (1, 1), (1, 1), (1, 1)),
    ("all different", (2, 2, 3, 4), (3, 2, 3), (3, 2), (1, 2), (2, 0), (2, 3)),
]:
    book.add(
        "ConvTranspose2D", name,
        lambda x, weight, bias: F.conv_transpose2d(
            x, weight, bias, stride=s, padding=p, output_padding=o, dilation=d),
        {"x": book.normal(n, c, h, w), "weight": book.normal(c, f, kh, kw), "bias": book.normal(f)},
        stride=s[0], strideWidth=s[1], padding=p[0], paddingWidth=p[1], outputPadding=o[0],
        outputPaddingWidth=o[1], dilation=d[0], dilationWidth=d[1])
for name, x, size, s, p, d in [
    ("batch of 1", book.normal(1, 1, 3, 4), (2, 2), (1, 1), (0, 0), (1, 1)),
    ("overlap", book.normal(2, 3, 5, 6), (3, 2), (2, 1), (1, 0), (1, 1)),
    ("all different", book.normal(2, 2, 6, 9), (2, 3), (1, 2), (1, 2), (3, 2)),
]:
    book.add(
        "Unfold2D", name,
        lambda x: F.unfold(x, size, dilation=d, padding=p, stride=s), {"x": x},
        size=size[0], sizeWidth=size[1], stride=s[0], strideWidth=s[1], padding=p[0],
        paddingWidth=p[1], dilation=d[0], dilationWidth=d[1])
for name, shape, (p, q) in [
    ("batch of 1", (1, 1, 2, 3), (1, 1)), ("all different", (2, 3, 4, 2), (1, 2)),
    ("none", (2, 1, 3, 2), (0, 0)),
]:
    x = book.normal(*shape)
    book.add(
        "ZeroPadding2D", name, lambda x: F.pad(x, (q, q, p, p)), {"x": x}, padding=p,
        paddingWidth=q)
    book.add("GlobalAveragePool2D", name, lambda x: F.adaptive_avg_pool2d(x, 1)[:, :, 0, 0], {"x": x})
book.write()

# Optimisers: the parameter after each of eight steps with given gradients.

book = Book("Optimisers", 4)
OPTIMISERS = {
    "GradientDescent": (torch.optim.SGD, {"rate": 0.1}, {"lr": 0.1}),
    "Momentum": (torch.optim.SGD, {"rate": 0.1, "momentum": 0.8}, {"lr": 0.1, "momentum": 0.8}),
    "Nesterov": (torch.optim.SGD, {"rate": 0.1, "momentum": 0.8},
                 {"lr": 0.1, "momentum": 0.8, "nesterov": True}),
    "AdaGrad": (torch.optim.Adagrad, {"rate": 0.1, "epsilon": 1e-6}, {"lr": 0.1, "eps": 1e-6}),
    "RMSProp": (torch.optim.RMSprop, {"rate": 0.05, "decay": 0.9, "epsilon": 1e-5},
                {"lr": 0.05, "alpha": 0.9, "eps": 1e-5}),
    "Adam": (torch.optim.Adam,
             {"rate": 0.1, "firstDecay": 0.8, "secondDecay": 0.95, "epsilon": 1e-5},
             {"lr": 0.1, "betas": (0.8, 0.95), "eps": 1e-5}),
    "AdamW": (torch.optim.AdamW,
              {"rate": 0.1, "firstDecay": 0.8, "secondDecay": 0.95, "epsilon": 1e-5,
               "weightDecay": 0.2},
              {"lr": 0.1, "betas": (0.8, 0.95), "eps": 1e-5, "weight_decay": 0.2}),
}
STEPS = 8


def follow(subject, make, settings, options, special=""):
    """Records the path of a parameter, for three shapes."""
    for name, shape, scale in [("vector", (3,), 1), ("matrix", (2, 3), 1), ("single", (1, 1), 100)]:
        start = book.normal(*shape)
        gradients = book.normal(STEPS, *shape, scale=scale)
        gradients[2] = 0
        parameter = torch.tensor(start, requires_grad=True)
        optimiser, path = make([parameter], **options), []
        for gradient in gradients:
            parameter.grad = torch.tensor(gradient)
            optimiser.step()
            path.append(parameter.detach().clone())
        book.cases.append({
            "subject": subject, "name": name + special, "inputs": {"parameter": tensor_json(start)},
            "constants": {"gradients": tensor_json(gradients)}, "labels": [], "settings": settings,
            "upstream": {}, "outputs": {"path": tensor_json(torch.stack(path))}, "gradients": {},
        })


for subject, (make, settings, options) in OPTIMISERS.items():
    follow(subject, make, settings, options)
SCHEDULERS = torch.optim.lr_scheduler
for subject, settings, labels, make in [
    ("step", {"interval": 3, "factor": 0.5}, [], lambda o: SCHEDULERS.StepLR(o, 3, 0.5)),
    ("multiStep", {"factor": 0.1}, [2, 5, 5, 9], lambda o: SCHEDULERS.MultiStepLR(o, [2, 5, 5, 9], 0.1)),
    ("exponential", {"factor": 0.9}, [], lambda o: SCHEDULERS.ExponentialLR(o, 0.9)),
    ("cosine", {"final": 0.01, "period": 12}, [],
     lambda o: SCHEDULERS.CosineAnnealingLR(o, 12, 0.01)),
    ("linearWarmUp", {"start": 0.25, "length": 5}, [],
     lambda o: SCHEDULERS.LinearLR(o, start_factor=0.25, total_iters=5)),
]:
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.3)
    scheduler, rates = make(optimiser), []
    for _ in range(12):
        rates.append(scheduler.get_last_lr()[0])
        optimiser.step()
        scheduler.step()
    book.cases.append({
        "subject": "Schedule." + subject, "name": "12 epochs", "inputs": {}, "constants": {},
        "labels": labels, "settings": {"initial": 0.3, **settings}, "upstream": {},
        "outputs": {"rates": tensor_json(rates)}, "gradients": {},
    })
for subject, (make, settings, options) in OPTIMISERS.items():
    if subject != "AdamW":
        follow(
            subject, make, {**settings, "weightDecay": 0.3}, {**options, "weight_decay": 0.3},
            ", weight decay")
make, settings, options = OPTIMISERS["Momentum"]
follow(subject="Momentum", make=make, settings={**settings, "dampening": 0.4},
       options={**options, "dampening": 0.4}, special=", dampening")
follow(subject="Momentum", make=make, settings={**settings, "dampening": 0.4, "weightDecay": 0.3},
       options={**options, "dampening": 0.4, "weight_decay": 0.3}, special=", dampening and decay")
make, settings, options = OPTIMISERS["RMSProp"]
for subject, momentum, decay, centred in [
    ("RMSProp with momentum", 0.8, 0, False), ("RMSProp with momentum", 0.5, 0.3, False),
    ("RMSProp, centred", 0, 0, True), ("RMSProp, centred", 0.8, 0.3, True),
]:
    follow(
        subject, make, {**settings, "momentum": momentum, "weightDecay": decay},
        {**options, "momentum": momentum, "weight_decay": decay, "centered": centred},
        f", momentum {momentum}")
# What PyTorch hands to its generator of random numbers.
for name, shape in {"linear": (100, 300), "one output": (7, 1), "filters": (20, 30, 5, 5)}.items():
    weight = torch.zeros(shape[::-1] if len(shape) == 2 else shape)
    for gain, nonlinearity in {"relu": "relu", "tanh": "tanh", "linear": "linear"}.items():
        value = torch.nn.init.calculate_gain(nonlinearity)

        def drawn(draw, **options):
            with mock.patch.object(torch.Tensor, "uniform_", autospec=True) as uniform:
                with mock.patch.object(torch.Tensor, "normal_", autospec=True) as normal:
                    draw(weight, **options)
            (call,) = uniform.call_args_list + normal.call_args_list
            return float(call.args[-1])  # the upper bound, or the standard deviation

        init = torch.nn.init
        numbers = {
            "xavierLimit": drawn(init.xavier_uniform_, gain=value),
            "xavierStandardDeviation": drawn(init.xavier_normal_, gain=value),
        }
        for mode in ["fan_in", "fan_out"]:
            options = {"mode": mode, "nonlinearity": nonlinearity}
            way = "Input" if mode == "fan_in" else "Output"
            numbers["kaimingLimit" + way] = drawn(init.kaiming_uniform_, **options)
            numbers["kaimingStandardDeviation" + way] = drawn(init.kaiming_normal_, **options)
        book.cases.append({
            "subject": "Initialiser", "name": f"{name}, {gain}", "inputs": {}, "constants": {},
            "labels": list(shape), "settings": {"gain": value}, "upstream": {},
            "outputs": {k: tensor_json(v) for k, v in numbers.items()}, "gradients": {},
        })
book.write()
