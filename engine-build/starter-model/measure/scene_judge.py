"""A judge of layout, technique, ground and its colour that a processor can train: on renders only, never on a picture of the model.

Usage: python3 -m measure.scene_judge DATA SECONDS [PICTURES]

Draws PICTURES square scenes of the generator in which every class comes equally often, and a tenth more that are held out,
into DATA/judge_scenes.npz (kept), trains for SECONDS on as many threads as OMP_NUM_THREADS says, saves DATA/scene_judge.pt
and prints the held-out accuracy of every head and class. Needs the atlas (data.make_atlas).
"""

import sys
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import nn

from data.draw_pool import attributes_of
from data.scenes import BACKGROUNDS, COLOURS, LAYOUTS, Scene, draw
from data.styles import STYLES
from measure.judge import fit, measure_scenes, opened_atlas, say, scene_loss
from measure.judge_nets import HEADS, SCENE_SIDE, Residual

SEED, PICTURES, WIDTHS, BATCH, RATE = 880_001, 9_000, (24, 48, 96, 160), 48, 2e-3
#: Layouts that may show two motifs in turn.
MIXED = ("pattern", "grid", "scatter", "wreath", "border", "row")
#: Techniques are told from single motifs above all, as customers ask for them.
SINGLE_SHARE = 0.3


class SmallSceneJudge(nn.Module):
    """Pictures [N, 3, 160, 160] in 0..1 to one logit row per head; 0.6 M parameters."""

    def __init__(self):
        super().__init__()
        stem = nn.Sequential(nn.Conv2d(3, WIDTHS[0], 5, 2, 2, bias=False), nn.BatchNorm2d(WIDTHS[0]), nn.ReLU())
        self.body = nn.Sequential(stem, *(Residual(a, b, 2) for a, b in zip(WIDTHS, WIDTHS[1:])))
        # Colours of the ground need the mean, a lone motif the strongest answer.
        self.heads = nn.ModuleDict({name: nn.Linear(2 * WIDTHS[-1], len(classes)) for name, classes in HEADS.items()})

    def forward(self, pictures):
        maps = self.body((pictures - 0.5).mul(3).contiguous(memory_format=torch.channels_last))
        features = F.dropout(torch.cat([maps.mean((2, 3)), maps.amax((2, 3))], 1), 0.1, self.training)
        return {name: head(features) for name, head in self.heads.items()}


def scene_of(rng, among):
    """A scene of the motifs `among` whose layout, technique and ground are drawn evenly; "none" is white, as in the generator."""
    first, second = (int(c) for c in rng.choice(among, 2, replace=False))
    layout = "single" if rng.random() < SINGLE_SHARE else str(rng.choice(LAYOUTS))
    two = (layout == "pair" and rng.random() < 0.7) or (layout in MIXED and rng.random() < 0.15)
    background = str(rng.choice(BACKGROUNDS)) if rng.random() < 0.6 else "plain"
    white = background == "none" or (background == "plain" and rng.random() < 0.4)
    colour = "white" if white else str(rng.choice(list(COLOURS)[1:]))
    return Scene([first, second] if two else [first], layout, str(rng.choice(STYLES)), background, colour)


def thumb(data_dir, seed):
    """One scene at the side that the judge reads, and its attributes."""
    rng, atlas = np.random.default_rng(seed), opened_atlas(data_dir)
    scene = scene_of(rng, sorted(atlas.of_concept))
    picture = Image.fromarray(draw(rng, scene, atlas)).resize((SCENE_SIDE, SCENE_SIDE), Image.BOX)
    return np.asarray(picture), attributes_of(scene)


def scenes(data_dir, count):
    """Thumbs uint8 [N, 3, S, S] and attributes of `count` scenes, drawn once."""
    path = Path(data_dir) / "judge_scenes.npz"
    if not path.exists():
        with get_context("spawn").Pool(2) as workers:
            rows = workers.map(partial(thumb, data_dir), range(SEED, SEED + count), 50)
        pictures, attributes = (np.stack(part) for part in zip(*rows))
        np.savez(path, pictures=pictures.transpose(0, 3, 1, 2), attributes=np.array(attributes, np.int64))
    loaded = np.load(path)
    return torch.from_numpy(loaded["pictures"]), torch.from_numpy(loaded["attributes"]).long()


def load(data_dir):
    """The trained judge; ends with a sentence where there is none."""
    path = Path(data_dir) / "scene_judge.pt"
    if not path.exists():
        raise SystemExit(f"Expected a trained judge in {path} but found none. Run python3 -m measure.scene_judge {data_dir} 1200 first.")
    judge = SmallSceneJudge()
    judge.load_state_dict(torch.load(path, map_location="cpu"))
    return judge.eval()


def main(data_dir, seconds, pictures=PICTURES):
    torch.manual_seed(SEED)
    thumbs, attributes = scenes(data_dir, int(pictures) * 11 // 10)
    kept = int(pictures)
    judge = SmallSceneJudge().to(memory_format=torch.channels_last)
    steps = fit(judge, partial(scene_loss, thumbs[:kept], attributes[:kept], BATCH), float(seconds), "cpu", RATE)
    torch.save(judge.state_dict(), Path(data_dir) / "scene_judge.pt")
    say(judge="scene", pictures=kept, steps=steps, batch=BATCH)
    measure_scenes(judge.eval(), [(thumbs[kept:], attributes[kept:])])


if __name__ == "__main__":
    main(*sys.argv[1:])
