"""Smooth random fields for washes, blots and wobbling lines: deterministic, because atlases must be repeatable."""

from functools import lru_cache

import numpy as np
from scipy import ndimage

_BANK = 4


@lru_cache(maxsize=None)
def _bank(size, grain):
    """A few fields of one grain in -1..1 that repeat at their borders, so that they may be rolled."""
    rng = np.random.default_rng(grain)
    fields = ndimage.gaussian_filter(rng.standard_normal((_BANK, size, size)), (0, grain, grain), mode="wrap")
    return np.clip(fields / (2 * fields.std()), -1, 1).astype(np.float32)


def field(size, grain, seed):
    """A smooth field [size, size] in -1..1 whose blots measure about `grain` pixels."""
    rng = np.random.default_rng((seed, grain))
    chosen = _bank(size, grain)[rng.integers(_BANK)]
    return np.roll(chosen, tuple(rng.integers(size, size=2)), (0, 1))
