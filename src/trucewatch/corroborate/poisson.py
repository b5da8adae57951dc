"""Exact Poisson bounds, from the distribution itself."""

from __future__ import annotations

from math import exp, lgamma, log


def cdf(k: int, mean: float) -> float:
    """P(X <= k) for a Poisson variable of that mean."""
    if k < 0:
        return 0.0
    if mean <= 0:
        return 1.0
    return min(1.0, sum(exp(i * log(mean) - mean - lgamma(i + 1)) for i in range(k + 1)))


def upper_mean(count: int, level: float) -> float:
    """The exact one-sided upper confidence bound of a Poisson mean after ``count`` events (Garwood 1936)."""
    low, high = float(count), float(count) + 10.0
    while cdf(count, high) > 1 - level:
        high *= 2
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if cdf(count, middle) > 1 - level else (low, middle)
    return high


def upper_count(mean: float, level: float) -> int:
    """The smallest k that a Poisson variable of that mean does not exceed with probability ``level``."""
    k, total = 0, 0.0
    while True:
        total = cdf(k, mean)
        if total >= level:
            return k
        k += 1
