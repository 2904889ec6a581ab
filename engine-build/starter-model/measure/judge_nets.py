"""The networks of the independent judges, and how pictures are brought to the form they read.

Everything runs in batches on the device of the judges; nothing here waits for the host.
"""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from data.scenes import BACKGROUNDS, COLOURS, CONCEPTS, LAYOUTS
from data.styles import STYLES

CONCEPT_SIDE, SCENE_SIDE, PAD = 128, 160, 0.5
#: Widths and residual blocks of the four stages, a side halved in each but the first.
CONCEPT_TRUNK, SCENE_TRUNK = ((32, 64, 128, 320), (1, 2, 2, 2)), ((32, 64, 128, 256), (1, 1, 2, 2))
#: Heads of the scene judge with their classes, as columns of the pool's attributes name them.
HEADS = {"layout": LAYOUTS, "style": STYLES, "background": BACKGROUNDS, "colour": tuple(COLOURS)}
#: Classes that look alike: the first counts as the second. "None" is plain white, to be cut out.
MERGED = {"background": {"none": "plain"}}


class Residual(nn.Module):
    """Two 3x3 convolutions around a shortcut."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.second = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.norms = nn.ModuleList([nn.BatchNorm2d(outputs), nn.BatchNorm2d(outputs)])
        straight = inputs == outputs and stride == 1
        self.short = nn.Identity() if straight else nn.Sequential(
            nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        inner = F.relu(self.norms[0](self.first(x)), inplace=True)
        return F.relu(self.norms[1](self.second(inner)) + self.short(x), inplace=True)


class Trunk(nn.Module):
    """Pictures [N, 3, S, S] in 0..1 to features [N, widths[-1]]."""

    def __init__(self, widths, blocks):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, widths[0], 5, 2, 2, bias=False), nn.BatchNorm2d(widths[0]), nn.ReLU())
        stages = [Residual(a, b, 1 + (i > 0 and j == 0)) for i, (a, b, n) in
                  enumerate(zip((widths[0], *widths), widths, blocks)) for j, a in enumerate([a] + [b] * (n - 1))]
        self.body = nn.Sequential(*stages)

    def forward(self, pictures):
        x = (pictures - 0.5).mul(3).contiguous(memory_format=torch.channels_last)
        return self.body(self.stem(x)).mean((2, 3)).float()


class ConceptJudge(nn.Module):
    """Which concept a motif shows: about 4.3 M parameters at 440 concepts."""

    def __init__(self):
        super().__init__()
        self.trunk = Trunk(*CONCEPT_TRUNK)
        self.head = nn.Linear(CONCEPT_TRUNK[0][-1], len(CONCEPTS))

    def forward(self, pictures):
        """Logits [N, concepts] and features [N, F]. It learnt icons as they are; of a picture it also looks at the mirror, and the surer look counts."""
        features = self.trunk(pictures)
        logits = self.head(F.dropout(features, 0.1, self.training))
        if self.training:
            return logits, features
        other = self.head(self.trunk(pictures.flip(-1)))
        return torch.maximum(logits.log_softmax(-1), other.log_softmax(-1)), features


class SceneJudge(nn.Module):
    """Layout, style, background and its colour of a whole picture: one logit row per head."""

    def __init__(self):
        super().__init__()
        self.trunk = Trunk(*SCENE_TRUNK)
        self.heads = nn.ModuleDict({name: nn.Linear(SCENE_TRUNK[0][-1], len(classes)) for name, classes in HEADS.items()})

    def forward(self, pictures):
        features = F.dropout(self.trunk(pictures), 0.1, self.training)
        return {name: head(features) for name, head in self.heads.items()}


def merge(name, labels):
    """Labels of a head with the classes that look alike put together."""
    for alike, kept in MERGED.get(name, {}).items():
        labels = labels.masked_fill(labels == HEADS[name].index(alike), HEADS[name].index(kept))
    return labels


def centre_square(pictures, side=CONCEPT_SIDE):
    """The middle square over the shorter side, at the side that the concept judge reads."""
    height, width = pictures.shape[-2:]
    short = min(height, width)
    top, left = (height - short) // 2, (width - short) // 2
    return F.interpolate(pictures[..., top : top + short, left : left + short], (side, side), mode="area")


def halves(pictures):
    """The two halves of a pair, side by side or, in upright pictures, stacked: [2 N, 3, S, S], first halves first."""
    axis = 2 if pictures.shape[2] > pictures.shape[3] else 3
    # In long pictures a pair closes up around the middle.
    length, short = pictures.shape[axis], min(pictures.shape[2:])
    kept = min(length, round(2.1 * short))
    pictures = pictures.narrow(axis, (length - kept) // 2, kept)
    return torch.cat([centre_square(half) for half in pictures.chunk(2, axis)])


def padded(pictures, side=SCENE_SIDE):
    """The whole picture in a square, its aspect kept, grey at the sides."""
    height, width = pictures.shape[-2:]
    scale = side / max(height, width)
    rows, columns = round(height * scale), round(width * scale)
    small = F.interpolate(pictures, (rows, columns), mode="area")
    top, left = (side - rows) // 2, (side - columns) // 2
    return F.pad(small, (left, side - columns - left, top, side - rows - top), value=PAD)


def load(data_dir, device="cpu"):
    """Both trained judges, ready to judge."""
    path = Path(data_dir) / "judge.pt"
    if not path.exists():
        raise SystemExit(f"Expected trained judges in {path} but found none. Run python3 -m measure.judge {data_dir} 90 {device} first.")
    saved, judges = torch.load(path, map_location=device), (ConceptJudge(), SceneJudge())
    for judge, name in zip(judges, ("concept", "scene")):
        judge.load_state_dict(saved[name])
        judge.to(device, memory_format=torch.channels_last).eval()
    return judges
