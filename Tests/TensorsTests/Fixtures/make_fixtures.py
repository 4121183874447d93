"""Writes expected.json, the numbers that TensorsTests compares with.

They come from NumPy and, for the random numbers, from the published algorithms written down here a second
time. Run it in this folder: python3 make_fixtures.py   (made with NumPy 2.4)
"""

import itertools
import json
import math

import numpy as np


def pattern(shape, salt=0):
    """Whole numbers from -5 to 5 without symmetry, so that every result below is exact."""
    count = math.prod(shape)
    values = [((i * i + 7 * i + 3 * salt) * 5 // 3) % 11 - 5 for i in range(count)]
    return np.array(values, dtype=float).reshape(shape)


def tensor(array):
    array = np.asarray(array, dtype=float)
    return {"shape": list(array.shape), "scalars": array.ravel().tolist()}


def checksum(array):
    """Depends on the place of every value."""
    return float(sum((i % 97 + 1) * v for i, v in enumerate(np.ravel(array).tolist())))


def shapes(rank, sizes):
    return [list(s) for r in range(rank + 1) for s in itertools.product(sizes, repeat=r)]


# Broadcasting: every pair of shapes up to rank 3. For each pair the index of the shape of the result (-1 when
# NumPy refuses), and the checksum of a + 16 b.
every = shapes(3, [0, 1, 2, 3])
index = {tuple(s): i for i, s in enumerate(every)}
results, sums = [], []
for a in every:
    for b in every:
        try:
            value = pattern(a) + 16 * pattern(b, 1)
        except ValueError:
            results.append(-1)
            sums.append(0)
        else:
            results.append(index[value.shape])
            sums.append(int(checksum(value)))

# Matrix products.
pairs = [
    ([2, 3], [3, 4]), ([1, 5], [5, 1]), ([5, 7], [7, 9]), ([4, 4], [4, 4]), ([8, 3], [3, 8]), ([9, 17], [17, 6]),
    ([3], [3]), ([3], [3, 2]), ([2, 3], [3]), ([20], [20]), ([6, 19], [19]), ([2, 2, 3], [2, 3, 4]),
    ([2, 1, 2, 3], [5, 3, 4]), ([2, 3], [4, 3, 5]), ([4, 2, 3], [3]), ([3], [4, 3, 2]), ([0, 3], [3, 2]), ([2, 0], [0, 3]),
    ([3, 0], [0]), ([0], [0]), ([2, 0, 3], [3, 2]), ([0, 2, 3], [3, 2]), ([2, 3], [3, 0]), ([5, 1, 1, 2], [1, 2, 3]),
]
products = [{"a": a, "b": b, "result": tensor(np.matmul(pattern(a), pattern(b, 1)))} for a, b in pairs]

# Reductions along every set of axes.
reductions = []
for shape in ([], [4], [0], [2, 3], [3, 1], [0, 3], [2, 0, 3], [2, 3, 4], [2, 1, 9, 2]):
    x = pattern(shape)
    for r in range(len(shape) + 1):
        for axes in itertools.combinations(range(len(shape)), r):
            for keep in (False, True):
                size = math.prod(shape[i] for i in axes)
                entry = {
                    "shape": shape, "axes": list(axes), "keep": keep, "sum": tensor(np.sum(x, axes, keepdims=keep)),
                }
                if size > 0:
                    entry["mean"] = tensor(np.mean(x, axes, keepdims=keep))
                    entry["max"] = tensor(np.max(x, axes, keepdims=keep))
                    if r == 1:
                        entry["argmax"] = np.argmax(x, axes[0]).ravel().tolist()
                reductions.append(entry)

# Axes in another order, slices, joins.
permutations = [
    {"shape": s, "axes": list(p), "result": tensor(pattern(s).transpose(p))}
    for s in ([], [3], [2, 3], [3, 1], [2, 3, 4], [2, 0, 3], [2, 3, 1, 4])
    for p in itertools.permutations(range(len(s)))
]
slices = [
    {"shape": s, "axis": axis, "range": [low, high], "result": tensor(pattern(s).take(range(low, high), axis))}
    for s in ([4], [3, 4], [2, 3, 4], [2, 0])
    for axis in range(len(s))
    for low in range(s[axis] + 1)
    for high in range(low, s[axis] + 1)
]
joins = [
    {"shapes": ss, "axis": axis, "result": tensor(np.concatenate([pattern(s, i) for i, s in enumerate(ss)], axis))}
    for ss, axis in (
        ([[2], [3], [1]], 0), ([[2, 3], [1, 3]], 0), ([[2, 3], [2, 1], [2, 0]], 1), ([[2, 1, 3], [2, 4, 3]], 1),
        ([[2, 2, 1], [2, 2, 3]], -1), ([[0, 3], [2, 3]], 0), ([[0, 2], [0, 1]], 1), ([[2, 3]], 0),
    )
]
stacks = [
    {"shape": s, "count": n, "axis": axis, "result": tensor(np.stack([pattern(s, i) for i in range(n)], axis))}
    for s, n in (([], 3), ([2], 3), ([2, 3], 2), ([0, 2], 2))
    for axis in range(-len(s) - 1, len(s) + 1)
]

# Elementwise functions, in double precision from the C library through Python.
points = [-3.5, -2.0, -1.0, -0.3, -1e-9, 0.0, 1e-9, 0.3, 0.5, 1.0, 2.0, 3.5, 30.0]


def table(function, domain=points):
    return [[x, function(x)] for x in domain]


positive = [x for x in points if x > 0]
elementwise = {
    "exp": table(math.exp), "log": table(math.log, positive), "log1p": table(math.log1p, [x for x in points if x > -1]),
    "expm1": table(math.expm1), "sqrt": table(math.sqrt, positive), "tanh": table(math.tanh), "erf": table(math.erf),
    "sin": table(math.sin), "cos": table(math.cos), "abs": table(abs), "sign": table(lambda x: float(np.sign(x))),
    "squared": table(lambda x: x * x), "cubed": table(lambda x: x**3), "clamped": table(lambda x: min(max(x, -1.0), 2.0)),
    "maximum": table(lambda x: max(x, 0.25)), "minimum": table(lambda x: min(x, 0.25)),
}

# Random numbers.
MASK = 2**64 - 1


class SplitMix64:  # https://prng.di.unimi.it/splitmix64.c
    def __init__(self, state):
        self.x = state

    def next(self):
        self.x = (self.x + 0x9E3779B97F4A7C15) & MASK
        z = self.x
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)


class Xoshiro256StarStar:  # https://prng.di.unimi.it/xoshiro256starstar.c
    def __init__(self, state):
        self.s = list(state)
        self.spare = None

    @classmethod
    def seeded(cls, seed):
        mix = SplitMix64(seed)
        return cls([mix.next() for _ in range(4)])

    def next(self):
        s = self.s
        rotl = lambda x, k: ((x << k) & MASK) | (x >> (64 - k))
        result = (rotl((s[1] * 5) & MASK, 7) * 9) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 45)
        return result

    def uniform(self):
        return (self.next() >> 11) * 2.0**-53

    def integer(self, bound):
        while True:
            product = self.next() * bound
            if product & MASK >= (2**64 - bound) % bound:
                return product >> 64

    def permutation(self, count):
        order = list(range(count))
        for i in range(count - 1, 0, -1):
            j = self.integer(i + 1)
            order[i], order[j] = order[j], order[i]
        return order

    def normal(self):  # Marsaglia's polar method
        if self.spare is not None:
            value, self.spare = self.spare, None
            return value
        while True:
            u = 2 * self.uniform() - 1
            v = 2 * self.uniform() - 1
            s = u * u + v * v
            if 0 < s < 1:
                factor = math.sqrt(-2 * log(s) / s)
                self.spare = v * factor
                return u * factor


def log(x):
    """fdlibm's arrangement with the plain series: + - * / alone, so that every bit is defined."""
    m, e = math.frexp(x)  # 0.5 <= m < 1
    m, e = 2 * m, e - 1
    if m > 2 * math.sqrt(0.5):
        m, e = m / 2, e + 1
    f = m - 1
    s = f / (2 + f)
    r = 0.0
    for k in range(23, 2, -2):
        r = (r + 2 / k) * (s * s)
    return e * 6.93147180369123816490e-01 - ((s * (f - r) - e * 1.90821492927058770002e-10) - f)


def bits(x):
    return str(int(np.float64(x).view(np.uint64)))


split, plain = SplitMix64(1234567), Xoshiro256StarStar([1, 2, 3, 4])
source = Xoshiro256StarStar.seeded(42)
random = {
    "splitmix": [str(split.next()) for _ in range(8)],
    "xoshiro": [str(plain.next()) for _ in range(12)],
    "seeds": {str(s): [str(g.next()) for _ in range(3)] for s in (0, 1, 42, MASK) for g in [Xoshiro256StarStar.seeded(s)]},
    "uniform": [bits(source.uniform()) for _ in range(6)],
    "normal": [bits(source.normal()) for _ in range(9)],
    "integers": [
        # Of 2**62 + 1 numbers a quarter of all draws is drawn again.
        [b, source.integer(b)] for b in (1, 2, 3, 10, 1000, 2**40, 2**63 - 1, *12 * (2**62 + 1,))
    ],
    "permutation": source.permutation(10),
}

with open("expected.json", "w") as file:
    json.dump(
        {
            "shapes": every, "broadcastShapes": results, "broadcastSums": sums, "products": products,
            "reductions": reductions, "permutations": permutations, "slices": slices, "joins": joins, "stacks": stacks,
            "elementwise": elementwise, "random": random,
        },
        file,
        separators=(",", ":"),
    )
    file.write("\n")
