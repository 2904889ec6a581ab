"""Training pictures of the concept judge: rendered icons on grounds, composed and spoiled on the device.

The icons lie on the device as premultiplied bytes; a batch is drawn in a few kernels, without a wait for the host.
"""

import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from data.scenes import COLOURS
from measure.judge_nets import CONCEPT_SIDE

SIDE, FLAT_SHARE, CROWDED = CONCEPT_SIDE, 0.3, 0.3


class Icons:
    """All drawn icons of the atlas as uint8 [styles × icons, 4, SIDE, SIDE], their concepts, and how often to draw each."""

    def __init__(self, data_dir, device):
        table = json.loads((Path(data_dir) / "icons.json").read_text())["icons"]
        atlas = np.load(Path(data_dir) / "atlas.npy", mmap_mode="r")
        # A trial atlas leaves the icons of later concepts clear.
        drawn = [i for i in range(atlas.shape[1]) if atlas[0, i, ::8, ::8, 3].any()]
        self.pixels = torch.cat([_shrink(atlas[style], drawn, device) for style in range(len(atlas))])
        concepts = torch.tensor([table[i]["concept"] for i in drawn], device=device)
        self.concepts = concepts.repeat(len(atlas))
        odds = torch.full((len(self.concepts),), (1 - FLAT_SHARE) / max(1, len(atlas) - 1), device=device)
        odds[: len(drawn)] = FLAT_SHARE
        # Concepts come equally often, however many icons show them.
        self.odds = odds / torch.bincount(concepts)[self.concepts]


def _shrink(icons, drawn, device, part=64):
    """Icons [N, S, S, 4] of one style at SIDE, premultiplied so that the colour of clear pixels stays out of the rim."""
    rows = []
    for i in range(0, len(drawn), part):
        picture = torch.from_numpy(icons[drawn[i : i + part]]).to(device).permute(0, 3, 1, 2).float()
        alpha = picture[:, 3:] / 255
        premultiplied = torch.cat([picture[:, :3] * alpha, picture[:, 3:]], 1)
        rows.append(F.interpolate(premultiplied, (SIDE, SIDE), mode="area").add(0.5).to(torch.uint8))
    return torch.cat(rows)


def _rand(count, device, low=0.0, high=1.0):
    return torch.rand(count, device=device) * (high - low) + low


def _placed(icons, angle, scale, shift):
    """Icons (bytes) turned, scaled and moved: premultiplied layers [N, 4, SIDE, SIDE] in 0..1."""
    turn = torch.stack([angle.cos(), -angle.sin(), angle.sin(), angle.cos()], -1).view(-1, 2, 2)
    places = torch.cat([turn, shift[..., None]], -1) / scale.view(-1, 1, 1)
    grid = F.affine_grid(places, (len(icons), 4, SIDE, SIDE), align_corners=False)
    return F.grid_sample(icons.float() / 255, grid, align_corners=False)


def _main_motifs(icons):
    """Size 0.5–1 of the side, turned by up to 12°, moved by up to 8 %; seldom stretched by the drawing, so not here."""
    n, device = len(icons), icons.device
    angle = _rand(n, device, -1, 1) * math.radians(12)
    return _placed(icons, angle, _rand(n, device, 0.5, 1.0), (torch.rand(n, 2, device=device) - 0.5) * 0.32)


def _neighbours(icons):
    """Other motifs that reach in from one edge, as beside the motif of a pair or a row."""
    n, device = len(icons), icons.device
    side, slide = (torch.rand(n, device=device) < 0.5).float() * 2 - 1, _rand(n, device, -0.6, 0.6)
    far = side * _rand(n, device, 1.15, 1.5)
    upright = torch.rand(n, device=device) < 0.25
    shift = torch.stack([torch.where(upright, slide, far), torch.where(upright, far, slide)], -1)
    return _placed(icons, _rand(n, device, -0.2, 0.2), _rand(n, device, 0.6, 0.9), shift)


def _over(layers, ground):
    return layers[:, :3] + (1 - layers[:, 3:]) * ground


def _grounds(n, device):
    """Plain white for two in five, else a colour, and of all a part with a gradient, stripes or soft clouds to white."""
    tints = torch.tensor(list(COLOURS.values()), device=device, dtype=torch.float32) / 255
    tint = tints[torch.randint(len(tints), (n,), device=device) * (torch.rand(n, device=device) < 0.6)]
    tint = (tint + 0.03 * torch.randn(n, 3, device=device)).clamp(0, 1)[..., None, None]
    y, x = torch.meshgrid(*[torch.linspace(0, 1, SIDE, device=device)] * 2, indexing="ij")
    stripes = (x * 8 % 1 > 0.5).float()
    clouds = F.interpolate(torch.rand(n, 1, 5, 5, device=device), (SIDE, SIDE), mode="bicubic").clamp(0, 1)
    kind = torch.randint(8, (n, 1, 1, 1), device=device)
    mix = torch.where(kind == 0, y, torch.where(kind == 1, stripes, torch.where(kind == 2, clouds, torch.zeros_like(clouds))))
    return torch.lerp(tint.expand(-1, -1, SIDE, SIDE), torch.ones_like(tint), 0.55 * mix)


def spoil(pictures, light=0.08):
    """Blur for half, blocks as of JPEG and fine noise for all, and other light."""
    n, device, side = len(pictures), pictures.device, pictures.shape[-1]
    weak = F.avg_pool2d(pictures, 3, 1, 1, count_include_pad=False)
    strong = F.interpolate(F.avg_pool2d(pictures, 2), (side, side), mode="bilinear")
    blurred = torch.where(torch.rand(n, 1, 1, 1, device=device) < 0.5, weak, strong)
    pictures = torch.lerp(pictures, blurred, (2 * torch.rand(n, 1, 1, 1, device=device) - 1).clamp_min(0))
    blocks = F.interpolate(torch.randn(n, 3, side // 8, side // 8, device=device), (side, side))
    noise = (0.02 * blocks + 0.03 * torch.randn_like(pictures)) * torch.rand(n, 1, 1, 1, device=device)
    tint = 1 + light * torch.randn(n, 3, 1, 1, device=device)
    return (pictures * tint + noise).clamp(0, 1)


def draw_batch(icons, count):
    """`count` spoiled pictures [N, 3, SIDE, SIDE] and the concepts they show."""
    chosen = torch.multinomial(icons.odds, count, replacement=True)
    pixels = icons.pixels[chosen]
    pictures = _grounds(count, pixels.device)
    crowded = int(count * CROWDED)
    pictures[:crowded] = _over(_neighbours(pixels[-crowded:]), pictures[:crowded])
    return spoil(_over(_main_motifs(pixels), pictures)), icons.concepts[chosen]
