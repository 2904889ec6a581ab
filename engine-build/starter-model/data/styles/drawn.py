"""Styles that look drawn or painted: comic outline, blue-and-white porcelain, ink, watercolour, line art."""

import numpy as np
from scipy import ndimage

from data.styles.brush import join, line, mix, ramp, soft_step
from data.styles.noise import field


def outline(motif):
    """Flat colours with a bold dark contour around and a thinner one along the inner edges."""
    rgb = np.clip(1.06 * motif.colour - 0.01, 0, 1)
    dark = np.maximum(line(motif.to_rim, 10), line(motif.to_inner, 5))
    return join(mix(rgb, (0.13, 0.1, 0.17), dark), np.maximum(motif.alpha, line(motif.to_rim, 10)))


def lineart(motif):
    """Thin black contours, white inside."""
    drawn = np.maximum(line(motif.to_rim, 4.2), line(motif.to_inner, 3.2))
    return join(ramp(drawn, (1, 1, 1), (0.07, 0.07, 0.09)), np.maximum(motif.alpha, drawn))


def porcelain(motif):
    """Cobalt on white glaze: pale tonal washes that pool at their edges, and drawn contours."""
    blots, grain = field(motif.size, 14, motif.seed), field(motif.size, 3, motif.seed)
    dark = 1 - motif.tone + 0.07 * blots + 0.04 * grain
    wash = 0.2 * soft_step(dark, 0.25, 0.33) + 0.2 * soft_step(dark, 0.55, 0.63) + 0.3 * soft_step(dark, 0.88, 0.96)
    pool = np.exp(-np.minimum(motif.to_inner, motif.to_rim) / 5) * soft_step(dark, 0.2, 0.3)
    rgb = ramp(wash + 0.16 * pool + 0.05 * blots * (wash > 0), (0.965, 0.978, 1), (0.55, 0.67, 0.9), (0.19, 0.33, 0.71), (0.05, 0.13, 0.45))
    drawn = np.maximum(line(motif.to_rim, 5.5 + 1.6 * blots), line(motif.to_inner, 3.3 + 1.2 * blots))
    return join(mix(rgb, (0.07, 0.17, 0.54), drawn * (0.86 + 0.14 * grain)), np.maximum(motif.alpha, drawn))


def _warped(motif, grain, reach):
    """The simplified colours and alpha, displaced by a smooth field: hands do not draw straight."""
    y, x = np.mgrid[: motif.size, : motif.size].astype(np.float32)
    places = (y + reach * field(motif.size, grain, motif.seed), x + reach * field(motif.size, grain, motif.seed + 7))
    bands = [*np.moveaxis(motif.colour, -1, 0), motif.alpha, motif.to_inner, motif.to_rim]
    return [ndimage.map_coordinates(b, places, order=1, mode="nearest") for b in bands]


def ink(motif):
    """Grey washes that bleed a little, under brush lines that swell, thin out and run dry."""
    swell, dry = field(motif.size, 16, motif.seed), field(motif.size, 3, motif.seed)
    *colour, alpha, inner, rim = _warped(motif, 10, 2.2)
    tone = ndimage.gaussian_filter(motif.tone, 2.5)
    alpha = ndimage.gaussian_filter(alpha, 2)
    bleed = np.exp(-np.maximum(motif.outside, 0) / 5) * 0.22 * (1 - tone) * (1 + swell)
    grey = 0.72 * soft_step(1 - tone + 0.16 * swell + 0.05 * dry, 0.05, 1.05)
    brush = np.maximum(line(rim, 6 + 4.5 * swell), line(inner, 3.6 + 3 * swell))
    brush = ndimage.gaussian_filter(brush, 0.8) * (0.9 - 0.25 * soft_step(dry - swell, 0.5, 1.2))
    rgb = mix(ramp(grey, (0.965, 0.96, 0.945), (0.12, 0.12, 0.14)), (0.06, 0.06, 0.08), brush)
    return join(rgb, np.maximum(np.maximum(alpha, brush), bleed * (1 - alpha)))


def watercolour(motif):
    """Pale washes with blots, drifting hues, darker edges of pigment and slivers of paper between the parts."""
    blots, drift = field(motif.size, 18, motif.seed), field(motif.size, 32, motif.seed + 1)
    *colour, alpha, inner, rim = _warped(motif, 12, 3.5)
    pigment = 1 - np.stack(colour, -1)
    pigment = ndimage.gaussian_filter(pigment, (2, 2, 0)) + 0.05
    pigment *= 1 + drift[..., None] * np.array([0.22, -0.1, -0.22], np.float32)
    edge = np.exp(-np.minimum(inner, rim) / 3.2)
    amount = 0.68 + 0.2 * blots + 0.6 * edge
    rgb = 1 - pigment * amount[..., None]
    rgb = mix(rgb, (1, 1, 1), 0.45 * line(inner, 1.6))
    return join(rgb, ndimage.gaussian_filter(alpha, 0.8) * (0.93 + 0.07 * blots))
