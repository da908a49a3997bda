"""The work in PyTorch, eager. Arguments: f32 or f64, and the number of threads (0: PyTorch's default)."""

import functools
import sys
import time

import torch
from torch import nn
from torch.nn import functional

DTYPE = torch.float64 if sys.argv[1] == "f64" else torch.float32
MASK = 2**64 - 1


class Stream:
    """SplitMix64, as in src/start.rs."""

    def __init__(self, seed):
        self.state = seed

    def bits(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = ((self.state ^ (self.state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def uniforms(self, scale, *shape):
        count = functools.reduce(lambda a, b: a * b, shape)
        numbers = [(2.0 * ((self.bits() >> 11) / 2**53) - 1.0) * scale for _ in range(count)]
        return torch.tensor(numbers, dtype=torch.float64).reshape(shape).to(DTYPE)


@functools.lru_cache(maxsize=4)
def start(sizes, batch):
    """Weights and bias of each layer, examples, labels: as in src/start.rs."""
    stream = Stream(1)
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        weights = stream.uniforms((6.0 / inputs) ** 0.5, outputs, inputs)
        layers.append((weights, stream.uniforms(0.1, outputs)))
    x = stream.uniforms(1.7, batch, sizes[0])
    labels = torch.tensor([stream.bits() % sizes[-1] for _ in range(batch)])
    return layers, x, labels


def network(sizes, layers, activation):
    modules = []
    for index, (weights, bias) in enumerate(layers):
        linear = nn.Linear(sizes[index], sizes[index + 1], dtype=DTYPE)
        with torch.no_grad():
            linear.weight.copy_(weights)
            linear.bias.copy_(bias)
        modules.append(linear)
        if index + 2 < len(sizes):
            modules.append(nn.Tanh() if activation == "tanh" else nn.ReLU())
    return nn.Sequential(*modules)


def train(sizes, batch, rule, activation):
    sizes = tuple(int(size) for size in sizes.split("-"))
    layers, x, labels = start(sizes, int(batch))
    model = network(sizes, layers, activation)
    if rule == "sgd":
        optimizer = torch.optim.SGD(model.parameters(), lr=0.01, fused=True)
    else:
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-4, fused=True)

    def run(times):
        for _ in range(times):
            optimizer.zero_grad(set_to_none=True)
            loss = functional.cross_entropy(model(x), labels)
            loss.backward()
            optimizer.step()
        return loss.item()

    return run


def whole(sizes, batch, rule, activation, steps):
    def run(times):
        for _ in range(times):
            last = train(sizes, batch, rule, activation)(int(steps))
        return last

    return run


def matmul(m, k, n):
    m, k, n = int(m), int(k), int(n)
    a, b, c = torch.rand(m, k, dtype=DTYPE), torch.rand(k, n, dtype=DTYPE), torch.empty(m, n, dtype=DTYPE)

    def run(times):
        for _ in range(times):
            torch.mm(a, b, out=c)
        return c[0, 0].item()

    return run


def activation(name, count):
    f = {"tanh": torch.tanh, "sigmoid": torch.sigmoid, "relu": lambda x, out: torch.clamp_min(x, 0, out=out)}[name]
    x = Stream(2).uniforms(4.0, int(count))
    y = torch.empty_like(x)

    def run(times):
        for _ in range(times):
            f(x, out=y)
        return y[0].item()

    return run


SURFACES = [
    (lambda x, y: 0.05 * x * x + y * y, (-9.0, 2.0)),
    (lambda x, y: (1 - x) ** 2 + 100 * (y - x * x) ** 2, (-1.2, 1.0)),
    (
        lambda x, y: (1.5 - x + x * y) ** 2 + (2.25 - x + x * y * y) ** 2 + (2.625 - x + x * y * y * y) ** 2,
        (1.0, 1.0),
    ),
    (lambda x, y: (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2, (0.0, 0.0)),
]
OPTIMIZERS = [
    lambda p: torch.optim.SGD(p, lr=4e-4, fused=True),
    lambda p: torch.optim.SGD(p, lr=4e-4, momentum=0.9, fused=True),
    lambda p: torch.optim.SGD(p, lr=4e-4, momentum=0.9, nesterov=True, fused=True),
    lambda p: torch.optim.Adagrad(p, lr=0.1, fused=True),
    lambda p: torch.optim.RMSprop(p, lr=0.01),
    lambda p: torch.optim.Adam(p, lr=0.05, fused=True),
    lambda p: torch.optim.Adam(p, lr=0.05, amsgrad=True, fused=True),
    lambda p: torch.optim.AdamW(p, lr=0.05, weight_decay=0.01, fused=True),
]


def race(_how):
    """500 steps of each optimizer on each surface; the sum of all coordinates at the end."""

    def run(times):
        for _ in range(times):
            total = 0.0
            for surface, begin in SURFACES:
                for optimizer in OPTIMIZERS:
                    point = torch.tensor(begin, dtype=DTYPE, requires_grad=True)
                    chosen = optimizer([point])
                    for _ in range(500):
                        chosen.zero_grad(set_to_none=True)
                        surface(*point.unbind()).backward()
                        chosen.step()
                    total += point.sum().item()
        return total

    return run


WORK = {"train": train, "whole": whole, "matmul": matmul, "activation": activation, "race": race}


def best(budget, work):
    """As in src/clock.rs: the best group of runs, in nanoseconds a run."""
    group, started = 1, time.perf_counter()
    while True:
        group_started = time.perf_counter()
        work(group)
        if time.perf_counter() - group_started < 500e-6:
            group *= 2
        elif time.perf_counter() - started >= budget / 5:
            break
    best, started = float("inf"), time.perf_counter()
    while True:
        group_started = time.perf_counter()
        work(group)
        best = min(best, (time.perf_counter() - group_started) / group)
        if time.perf_counter() - started >= budget:
            return best * 1e9


def answer(line):
    command, count, kind, *arguments = line.split()
    if kind not in WORK or arguments == ["hand"]:
        return "none"
    run = WORK[kind](*arguments)
    if command == "loss":
        return repr(run(int(count)))
    return repr(best(int(count) / 1000, run))


if __name__ == "__main__":
    if int(sys.argv[2]):
        torch.set_num_threads(int(sys.argv[2]))
    for line in sys.stdin:
        print(answer(line), flush=True)
