"""Exact Poisson probabilities, from the distribution itself."""

from __future__ import annotations

from math import exp, lgamma, log


def cdf(k: int, mean: float) -> float:
    """P(X <= k) for a Poisson variable of that mean."""
    if k < 0:
        return 0.0
    if mean <= 0:
        return 1.0
    return min(1.0, sum(exp(i * log(mean) - mean - lgamma(i + 1)) for i in range(k + 1)))


def at_least(k: int, mean: float) -> float:
    """P(X >= k) for a Poisson variable of that mean, without the loss of digits that 1 - cdf has where it is small."""
    if k <= 0:
        return 1.0
    if mean <= 0:
        return 0.0
    if k > mean + 1:
        term = exp(k * log(mean) - mean - lgamma(k + 1))
        total, i = term, k
        while term > total * 1e-16:
            i += 1
            term *= mean / i
            total += term
        return min(1.0, total)
    return max(0.0, 1.0 - cdf(k - 1, mean))
