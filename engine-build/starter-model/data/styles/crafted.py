"""Styles that look made by hand from a material: clay, sticker, cut paper, pixels, gold foil."""

import numpy as np
from PIL import Image
from scipy import ndimage

from data.styles.brush import join, line, mix, over_shadow, ramp, shadow, soft_step
from data.styles.noise import field

_GRID = 32


def _dome(distance, radius):
    """Height of a rounded edge: rises like a quarter circle over `radius` pixels."""
    near = np.clip(1 - distance / radius, 0, 1)
    return radius * np.sqrt(1 - near**2)


def _relief(motif):
    """Light on the motif as if every part of it were a cushion."""
    height = _dome(motif.depth, 34) + 0.45 * _dome(np.minimum(motif.to_inner, motif.depth), 15)
    height += 0.5 * field(motif.size, 5, motif.seed)
    down, right = np.gradient(ndimage.gaussian_filter(height, 3.2))
    return (0.50 * down + 0.40 * right + 0.77) / np.sqrt(1 + down**2 + right**2)


def clay(motif):
    """Plasticine: soft cushions of colour, matte light, a soft shadow below."""
    light = _relief(motif)
    rgb = 0.12 + 0.88 * motif.colour
    rgb = rgb * (0.62 + 0.5 * np.clip(light, 0, 1.1))[..., None]
    rgb = rgb * (1 - 0.16 * np.exp(-motif.to_inner / 5))[..., None]
    rgb = mix(rgb, (1, 0.99, 0.96), 0.55 * soft_step(light, 0.84, 1.0) ** 2)
    return over_shadow(rgb, motif.alpha, shadow(motif.alpha, 7, 4, 5, 0.34), (0.18, 0.13, 0.16))


def sticker(motif):
    """A white rim with a hairline of grey and a soft shadow, so that it also shows on white."""
    distance = ndimage.gaussian_filter(motif.outside, 0.8)
    rim = soft_step(11.5 - distance, 0, 1.2)
    hair = soft_step(distance, 9.8, 11)
    own = motif.pixels[..., :3] + (1 - motif.alpha[..., None]) * ramp(hair, (1, 1, 1), (0.8, 0.8, 0.83))
    return over_shadow(own, np.maximum(rim, motif.alpha), shadow(rim, 3, 1, 2.2, 0.42), (0.2, 0.2, 0.26))


def _notches(motif):
    """Crescents and teeth along the inside of broad parts, as a paper cutter would liven them up."""
    free = np.minimum(motif.to_inner, 60)
    y, x = np.mgrid[: motif.size, : motif.size] / np.float32(motif.size) - 0.5
    teeth = 0.5 + 0.5 * np.sin(np.arctan2(y, x) * 44)
    band = line(np.abs(motif.depth - 19), 2.5 + 5 * teeth) * soft_step(teeth, 0.25, 0.45)
    return band * soft_step(free, 9, 11)


def papercut(motif):
    """Red paper with the inner contours and the light parts cut out, lifted off the ground by a thin shadow."""
    depth, light = motif.depth, soft_step(motif.lightness, 0.8, 0.86)
    hole = ndimage.gaussian_filter(light * soft_step(depth, 7, 9), 1.5)
    hole = soft_step(hole, 0.35, 0.65) if hole.sum() < 0.3 * motif.alpha.sum() else 0 * hole
    cut = np.maximum(line(motif.to_inner, 4.6) * soft_step(depth, 5, 7), hole)
    alpha = motif.alpha * (1 - np.maximum(cut, _notches(motif) * (1 - hole)))
    rgb = ramp(0.5 + 0.5 * field(motif.size, 24, motif.seed), (0.74, 0.07, 0.1), (0.83, 0.13, 0.14))
    return over_shadow(rgb, alpha, shadow(alpha, 2, 1, 1.4, 0.25), (0.25, 0.02, 0.03))


def pixel(motif):
    """A sprite of 32 x 32 squares in few colours with a darker rim."""
    small = Image.fromarray((motif.pixels * 255).astype(np.uint8)).resize((_GRID, _GRID), Image.BOX)
    cells = np.asarray(small, np.float32)
    solid = cells[..., 3] > 110
    rgb = np.clip(cells[..., :3] / np.maximum(cells[..., 3:], 1) * 255, 0, 255).astype(np.uint8)
    rgb[~solid] = rgb[solid].mean(0) if solid.any() else 0
    rgb = np.asarray(Image.fromarray(rgb).quantize(12, Image.Quantize.MEDIANCUT).convert("RGB"), np.float32) / 255
    rim = solid & ~ndimage.binary_erosion(solid)
    rgb = np.where(rim[..., None], rgb * 0.62, rgb)
    return join(rgb, solid.astype(np.float32)).repeat(motif.size // _GRID, 0).repeat(motif.size // _GRID, 1)


def gold(motif):
    """Gold foil: bands of reflection, keyed by lightness, with engraved contours and a bevelled rim."""
    y, x = np.mgrid[: motif.size, : motif.size] / np.float32(motif.size)
    bands = 0.5 + 0.5 * np.sin(2 * np.pi * (1.5 * x + 1.9 * y) + 1.2 * field(motif.size, 40, motif.seed))
    value = 0.16 + 0.5 * motif.tone + 0.34 * bands
    value += 0.5 * (_relief(motif) - 0.77)
    rgb = ramp(value, (0.30, 0.16, 0.03), (0.58, 0.37, 0.07), (0.83, 0.62, 0.17), (0.97, 0.83, 0.42), (1, 0.96, 0.74))
    engraved = np.maximum(line(motif.to_inner, 2.6), line(motif.to_rim, 4))
    return join(mix(rgb, (0.40, 0.23, 0.04), 0.85 * engraved), np.maximum(motif.alpha, line(motif.to_rim, 3)))
