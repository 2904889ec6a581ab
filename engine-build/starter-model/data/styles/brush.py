"""Small tools of all styles: ramps, lines of a given width, shadows, putting layers on one another. All float32, 0..1."""

import numpy as np
from scipy import ndimage


def soft_step(x, low, high):
    """0 below `low`, 1 above `high`, straight between."""
    return np.clip((x - low) / (high - low), 0, 1).astype(np.float32)


def ramp(value, *colours):
    """A colour by a value in 0..1 per pixel, through evenly spaced colours."""
    stops = np.linspace(0, 1, len(colours))
    table = np.stack([np.interp(np.linspace(0, 1, 256), stops, [c[i] for c in colours]) for i in range(3)], -1)
    return table.astype(np.float32)[(np.clip(value, 0, 1) * 255).astype(np.uint8)]


def line(distance, width):
    """A smooth line of `width` pixels (a number, or one per pixel) around distance zero."""
    return np.clip(width / 2 + 0.5 - distance, 0, 1).astype(np.float32)


def mix(below, above, amount):
    """`above` over `below` by `amount` per pixel."""
    return below + (np.asarray(above, np.float32) - below) * amount[..., None]


def shadow(alpha, down, right, blur, strength):
    """How dark a soft shadow of `alpha` is where."""
    moved = np.roll(alpha, (down, right), (0, 1))
    return ndimage.gaussian_filter(moved, blur) * np.float32(strength)


def join(rgb, alpha):
    """Colour and alpha as one uint8 RGBA picture."""
    rgba = np.empty((*alpha.shape, 4), np.float32)
    rgba[..., :3], rgba[..., 3] = rgb, alpha
    return (np.clip(rgba, 0, 1) * 255 + 0.5).astype(np.uint8)


def over_shadow(rgb, alpha, dark, tint):
    """The picture with its shadow below as straight alpha."""
    total = alpha + dark * (1 - alpha)
    share = alpha / np.maximum(total, 1e-4)
    return join(mix(np.broadcast_to(np.asarray(tint, np.float32), rgb.shape), rgb, share), total)
