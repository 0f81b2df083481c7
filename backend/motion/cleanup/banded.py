"""Least squares over a sequence whose unknowns hang together only with their neighbours."""

import numpy as np

from ..arrays import Floats

_BLOCK = 24


def solve(diagonals: Floats, right: Floats) -> Floats:
    """x (n,) of A x = right, A symmetric and positive definite: diagonals (3, n) holds A[i, i], A[i, i + 1]
    and A[i, i + 2]. Linear in n."""
    count = len(right)
    size = -(-count // _BLOCK) * _BLOCK
    padded = np.zeros((3, size))
    padded[:, :count], padded[0, count:] = diagonals, 1.0
    values = np.zeros(size)
    values[:count] = right
    rows = np.arange(_BLOCK)
    blocks: list[tuple[Floats, Floats, Floats]] = []
    over: Floats = np.zeros((_BLOCK, _BLOCK))
    known = np.zeros(_BLOCK)
    # Elimination from the front: each block, given the one after it.
    for start in range(0, size, _BLOCK):
        part = padded[:, start : start + _BLOCK]
        here = np.diag(part[0]) + np.diag(part[1, :-1], 1) + np.diag(part[1, :-1], -1)
        here += np.diag(part[2, :-2], 2) + np.diag(part[2, :-2], -2)
        link = np.zeros((_BLOCK, _BLOCK))  # to the next block
        link[-1, 0], link[-2, 0], link[-1, 1] = part[1, -1], part[2, -2], part[2, -1]
        if blocks:
            before = blocks[-1][2]
            here = here - before.T @ over
            known = values[start + rows] - before.T @ known
        else:
            known = values[start + rows]
        found = np.linalg.solve(here, np.column_stack([link, known]))
        over, known = found[:, :-1], found[:, -1]
        blocks.append((over, known, link))
    result, after = np.empty(size), np.zeros(_BLOCK)
    for index in range(len(blocks) - 1, -1, -1):
        over, known, _ = blocks[index]
        after = known - over @ after
        result[index * _BLOCK : (index + 1) * _BLOCK] = after
    return result[:count]


def smoothness(order: int, weights: Floats, count: int) -> Floats:
    """Diagonals (3, n) of the sum of weights · (difference of that order, 1 or 2, of x (n,))²."""
    kernel = {1: (-1.0, 1.0), 2: (1.0, -2.0, 1.0)}[order]
    found = np.zeros((3, count))
    for i, first in enumerate(kernel):
        for j in range(i, len(kernel)):
            found[j - i, i : i + len(weights)] += weights * first * kernel[j]
    return found
