"""Motif styles: each turns a flat RGBA icon into the same motif in another technique."""

import numpy as np
from scipy import ndimage

STYLES = ("flat", "sticker", "lineart", "papercut", "porcelain", "ink")


def _lightness(icon):
    """Lightness 0..1; clear pixels count as white so that the rim of a motif is an edge."""
    rgb, alpha = icon[..., :3] / 255.0, icon[..., 3:] / 255.0
    return (rgb * alpha + 1 - alpha) @ np.array([0.3, 0.59, 0.11])


def _soft_step(x, low, high):
    """0 below `low`, 1 above `high`, straight between."""
    return np.clip((x - low) / (high - low), 0, 1)


def _edges(icon, width):
    """Inner and outer contours as 0..1, about `width` pixels wide."""
    colour = np.concatenate([icon[..., :3] * (icon[..., 3:] / 255.0), icon[..., 3:]], -1) / 255.0
    colour = ndimage.gaussian_filter(colour, (1.2, 1.2, 0))
    slope = np.sqrt(sum(ndimage.sobel(colour, axis) ** 2 for axis in (0, 1))).max(-1)
    line = ndimage.maximum_filter(_soft_step(slope, 0.25, 0.6), size=width)
    return ndimage.gaussian_filter(line, 0.8)


def _join(rgb, alpha):
    """Colour and alpha in 0..1 as one RGBA picture in 0..255."""
    rgb = np.broadcast_to(rgb, (*alpha.shape, 3))
    return np.concatenate([np.clip(rgb, 0, 1), np.clip(alpha, 0, 1)[..., None]], -1) * 255


def _ramp(value, dark, light):
    """A colour between two, by a value in 0..1 per pixel."""
    return np.asarray(dark) + value[..., None] * (np.asarray(light) - np.asarray(dark))


def sticker(icon):
    """A white rim with a hairline of grey, so that it also shows on white."""
    solid = icon[..., 3] > 60
    distance = ndimage.distance_transform_edt(~solid)
    rim = _soft_step(13 - distance, 0, 1.5)
    grey = _soft_step(distance - 10.5, 0, 1)
    own = icon[..., 3:] / 255.0
    back = _ramp(grey, (1, 1, 1), (0.72, 0.72, 0.74))
    return _join(icon[..., :3] / 255.0 * own + back * (1 - own), np.maximum(rim, own[..., 0]))


def lineart(icon):
    """Black contours, white inside."""
    line = _edges(icon, 5)
    return _join(_ramp(line, (1, 1, 1), (0.1, 0.1, 0.12)), np.maximum(icon[..., 3] / 255.0, line))


def papercut(icon):
    """Red paper, the inner contours and the light parts cut out."""
    alpha = icon[..., 3] / 255.0
    inside = ndimage.minimum_filter(alpha, size=9)
    light = _soft_step(_lightness(icon), 0.8, 0.86) * inside
    if light.sum() > 0.4 * alpha.sum():
        light = light * 0
    cut = np.maximum(_edges(icon, 4) * inside, light)
    return _join((0.78, 0.12, 0.13), alpha * (1 - cut))


def porcelain(icon):
    """Cobalt blue on white glaze: dark parts deep blue, light parts white, contours drawn."""
    light = _soft_step(_lightness(icon), 0.1, 0.95)
    rgb = _ramp(light, (0.06, 0.16, 0.5), (0.93, 0.96, 1.0))
    line = _edges(icon, 3)[..., None]
    return _join(rgb * (1 - line) + np.array([0.05, 0.14, 0.45]) * line, np.maximum(icon[..., 3] / 255.0, line[..., 0]))


def ink(icon):
    """A grey wash, softened, with darker brush contours."""
    wash = ndimage.gaussian_filter(_soft_step(_lightness(icon), 0.0, 1.0), 2.5)
    line = ndimage.gaussian_filter(_edges(icon, 5), 1.2) * 0.8
    alpha = ndimage.gaussian_filter(icon[..., 3] / 255.0, 1.5)
    rgb = _ramp(wash, (0.2, 0.2, 0.21), (0.95, 0.95, 0.94)) * (1 - line[..., None]) + 0.1 * line[..., None]
    return _join(rgb, np.maximum(alpha, line))


_DRAW = {"sticker": sticker, "lineart": lineart, "papercut": papercut, "porcelain": porcelain, "ink": ink}


def apply_style(name, icon):
    """`icon` uint8 [S, S, 4] in the named style, same form."""
    return icon if name == "flat" else (_DRAW[name](icon.astype(np.float64)) + 0.5).astype(np.uint8)
