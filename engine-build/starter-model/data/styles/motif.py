"""What the styles need to know of an icon: its simplified colours, contours and distances, each computed once."""

from functools import cached_property

import numpy as np
from PIL import Image, ImageFilter
from scipy import ndimage

from data.styles.brush import soft_step

# Contour pixels per pixel of area beyond which an icon counts as busy and is simplified harder.
_BUSY = 0.075
_SHORT = 22


def _premultiplied(icon):
    """Colour times alpha, and alpha, as float 0..1."""
    scaled = icon.astype(np.float32) / 255
    scaled[..., :3] *= scaled[..., 3:]
    return scaled


def _smoothed(pixels, median):
    """Details smaller than the median's window vanish; works at half size, because a median is slow."""
    half = Image.fromarray((pixels * 255).astype(np.uint8)).reduce(2)
    bands = [band.filter(ImageFilter.MedianFilter(median)) for band in half.split()]
    size = pixels.shape[1], pixels.shape[0]
    return np.stack([np.asarray(b.resize(size, Image.BICUBIC), np.float32) for b in bands], -1) / 255


def _slope(pixels):
    """The steepest channel's gradient (magnitude, down, right) per pixel."""
    blurred = ndimage.gaussian_filter(pixels, (1.5, 1.5, 0))
    down, right = np.gradient(blurred, axis=(0, 1))
    squared = down**2 + right**2
    steepest = squared.argmax(-1)[..., None]
    pick = [np.take_along_axis(a, steepest, -1)[..., 0] for a in (squared, down, right)]
    return np.sqrt(pick[0]), pick[1], pick[2]


def _ridge(size, down, right):
    """Where the slope is larger than at both neighbours across the edge."""
    ridge = np.zeros(size.shape, bool)
    steep = np.abs(down) > 2.4 * np.abs(right)
    level = np.abs(right) > 2.4 * np.abs(down)
    same = down * right > 0
    kinds = ((steep, (1, 0)), (level, (0, 1)), (~steep & ~level & same, (1, 1)), (~steep & ~level & ~same, (1, -1)))
    for where, (dy, dx) in kinds:
        before, after = np.roll(size, (dy, dx), (0, 1)), np.roll(size, (-dy, -dx), (0, 1))
        ridge |= where & (size >= before) & (size > after)
    return ridge


def _contours(pixels, weak, strong):
    """One-pixel contours: weak ones only where they continue strong ones, specks dropped."""
    size, down, right = _slope(pixels)
    ridge = _ridge(size, down, right) & (size > weak)
    labels, count = ndimage.label(ridge, np.ones((3, 3)))
    lengths = np.bincount(labels.ravel(), minlength=count + 1)
    peaks = np.bincount(labels.ravel(), (ridge & (size > strong)).ravel(), minlength=count + 1)
    keep = (lengths >= _SHORT) & (peaks > 0.3 * lengths)
    keep[0] = False
    return keep[labels]


class Motif:
    """An icon uint8 [S, S, 4] and its analysis; `seed` fixes the textures it gets."""

    def __init__(self, icon, seed):
        self.icon, self.seed, self.size = icon, seed, icon.shape[0]
        self.pixels = _premultiplied(icon)
        self.alpha = self.pixels[..., 3]

    @cached_property
    def _simplified(self):
        """Smoothed pixels and their contours, from a stronger median where the icon is busy."""
        area = max(1.0, float(self.alpha.sum()))
        for median, weak in ((3, 0.016), (5, 0.03), (9, 0.05)):
            smooth = _smoothed(self.pixels, median)
            lines = _contours(smooth, weak, 2 * weak)
            if lines.sum() < _BUSY * area:
                break
        return smooth, lines

    @cached_property
    def colour(self):
        """Simplified colour 0..1; around the solid part it goes on as that part's nearest colour, without a fringe."""
        smooth = self._simplified[0]
        solid = smooth[..., 3] > min(0.97, 0.9 * float(smooth[..., 3].max()))
        nearest = ndimage.distance_transform_edt(~solid, return_distances=False, return_indices=True)
        colour = np.clip(smooth[..., :3] / np.maximum(smooth[..., 3:], 0.02), 0, 1)
        return colour[tuple(nearest)]

    @cached_property
    def lightness(self):
        """Lightness of the simplified colour, 0..1."""
        return self.colour @ np.array([0.3, 0.59, 0.11], np.float32)

    @cached_property
    def tone(self):
        """Lightness stretched to the icon's own range, so that dark icons do not become black blots."""
        inside = self.lightness[self.alpha > 0.5]
        low, high = np.percentile(inside[::7], (4, 96)) if inside.size else (0, 1)
        return soft_step(self.lightness, min(low, 0.5) - 0.02, min(max(high, low + 0.25), 0.9))

    @cached_property
    def depth(self):
        """Distance to the rim from inside, in pixels."""
        return ndimage.distance_transform_edt(self.alpha > 0.5).astype(np.float32)

    @cached_property
    def outside(self):
        """Distance to the motif from outside, in pixels."""
        return ndimage.distance_transform_edt(self.alpha <= 0.5).astype(np.float32)

    @cached_property
    def to_inner(self):
        """Distance to the nearest inner contour."""
        inner = self._simplified[1] & (self.depth > 5)
        if not inner.any():
            return np.full(self.alpha.shape, 999, np.float32)
        return ndimage.gaussian_filter(ndimage.distance_transform_edt(~inner).astype(np.float32), 1.1)

    @cached_property
    def to_rim(self):
        """Distance to the outer contour, from either side; smoothed while signed, which takes the stairs out of it."""
        return np.abs(ndimage.gaussian_filter(self.depth - self.outside, 1.6))
