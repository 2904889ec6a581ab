"""Distils the teacher into a student that draws in four steps without guidance.

Usage: python3 -m train.distill DATA_DIR DRAW_MINUTES LEARN_MINUTES DEVICE [--batch N] [--chunks N]
    [--step-seconds S]
With torchrun --nproc_per_node N before -m it works on N devices: each draws paths of its own, and learns from them.

The teacher draws for DRAW_MINUTES; then the student, a copy of it, learns for LEARN_MINUTES to cross each of
four stretches of the teacher's guided paths in one straight step. It is the piecewise rectified flow of
PeRFlow (Yan et al. 2024, arXiv:2405.07510), on paths that begin at noise, so that the student meets the
very states it will meet when drawing.
"""

import argparse
import copy
import math
import time
from pathlib import Path

import torch
from diffusers import SD3Transformer2DModel

from refusals import expect
from train.captured import use_own_stream
from train.clock import Clock, add_option, trend
from train.latent_pool import LatentPool
from train.learner import Learner
from train.ranks import join, processes, rank as process_rank
from train.run import Run, compile_blocks
from train.text_tower import TextTower
from train.trajectories import boundaries, trajectories
from train.transformer import loss_by

SEED, TOP_RATE, DECAY = 7, 4e-4, 0.999
#: How often each stretch is practised: the last ones span more noise and hold more detail.
STRETCH_ODDS = (0.2, 0.2, 0.3, 0.3)
#: Share of the examples that begin inside a stretch, which makes other numbers of steps work too.
INSIDE = 0.3
LEVELS = torch.tensor(boundaries())


def draw_paths(teacher, tower, pool, minutes, batch, clock):
    """A list of (states [B, 5, 16, h, w], captions [B, L]), as many as fit into the time."""
    paths, start, drawn = [], time.time(), 0
    while clock.minutes(len(paths)) < minutes:
        latents, captions = pool.batch(batch)
        paths.append((trajectories(teacher, tower, captions, latents.shape[1:]), captions.to(torch.int16)))
        drawn += batch
        if len(paths) % 25 == 0:
            print(f"{drawn} paths, {drawn / (time.time() - start):.0f} a second", flush=True)
    print(f"{processes() * drawn} paths", flush=True)
    return paths


def stretches_of(states):
    """A random stretch of each path: where the student stands [B, 16, h, w], its noise level [B], and the velocity it should have."""
    count, device = len(states), states.device
    stretch = torch.multinomial(torch.tensor(STRETCH_ODDS, device=device), count, replacement=True)
    own, levels = torch.arange(count, device=device), LEVELS.to(device)
    begin, end = states[own, stretch].float(), states[own, stretch + 1].float()
    high, low = levels[stretch], levels[stretch + 1]
    inside = torch.rand(count, device=device) * (torch.rand(count, device=device) < INSIDE)
    noisy = torch.lerp(begin, end, inside.view(-1, 1, 1, 1))
    return noisy, torch.lerp(high, low, inside), (begin - end) / (high - low).view(-1, 1, 1, 1)


def rate(done):
    """Short warm-up, then a cosine to nothing."""
    return TOP_RATE * min(1, done / 0.03 + 0.02) * (1 + math.cos(math.pi * min(done, 1))) / 2


def one_of_each_shape(paths):
    """A batch of paths of every shape, in the same order in every process."""
    found = {states.shape[2:]: (states, captions) for states, captions in paths}
    return [found[shape] for shape in sorted(found)]


def learn(run, tower, paths, minutes, new_clock):
    """One cosine over the time of a clock that starts when all is compiled."""
    step = Learner(run, loss_by(tower))
    for states, captions in one_of_each_shape(paths):
        step.rehearse(*stretches_of(states), captions.long())
    start, losses, clock = time.time(), [], new_clock()
    while (done := clock.minutes(len(losses)) / minutes) < 1:
        states, captions = paths[int(torch.randint(len(paths), ()))]
        losses.append(step(rate(done), *stretches_of(states), captions.long()))
        if run.step % 250 == 0:
            print(f"{done * minutes:.2f} min step {run.step} loss {torch.stack(losses[-250:]).mean():.4f} "
                  f"{len(states) * len(losses) / (time.time() - start):.0f} samples/s", flush=True)
    print(trend(losses), flush=True)


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("draw_minutes", type=float)
    parser.add_argument("learn_minutes", type=float)
    parser.add_argument("device")
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--chunks", type=int, default=40, help="chunks of the pool whose captions are drawn")
    add_option(parser)
    return parser.parse_args()


def main():
    args = arguments()
    expect(args.data_dir, "teacher", "text_encoder", "text_encoder_2")
    join(args.device)
    use_own_stream(args.device)
    torch.manual_seed(SEED + process_rank())
    torch.set_float32_matmul_precision("high")
    teacher = SD3Transformer2DModel.from_pretrained(args.data_dir / "teacher").to(args.device).eval()
    tower = TextTower(args.data_dir, args.device)
    run = Run(copy.deepcopy(teacher).train(), DECAY)
    if args.device == "cuda":
        compile_blocks(teacher)
        compile_blocks(run.model)
    pool = LatentPool(args.data_dir, args.device, args.chunks)
    pool.wait_for(1)
    paths = draw_paths(teacher, tower, pool, args.draw_minutes, args.batch, Clock(args.step_seconds))
    learn(run, tower, paths, args.learn_minutes, lambda: Clock(args.step_seconds))
    if process_rank() == 0:
        run.average.save_pretrained(args.data_dir / "transformer")
    print(f"student after {run.step} steps", flush=True)


if __name__ == "__main__":
    main()
