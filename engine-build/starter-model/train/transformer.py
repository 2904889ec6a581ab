"""Trains the transformer, the teacher of distill.py, by rectified flow.

Usage: python3 -m train.transformer DATA_DIR MINUTES TOTAL_MINUTES DEVICE [--start FOLDER] [--batch N] [--chunks N]
    [--wait-for N] [--step-seconds S]
With torchrun --nproc_per_node N before -m it trains on N devices, with N batches a step (train/ranks.py).

Resumable: the state is saved when MINUTES are over, and the next call goes on; the learning rate follows
one cosine over TOTAL_MINUTES. --start takes the first weights from a transformer folder of an earlier model.
"""

import argparse
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
from train.precision import bfloat16_on
from train.ranks import join, processes, rank as process_rank
from train.run import Run, compile_blocks
from train.text_tower import TextTower

SEED, SHIFT, DROPOUT, TOP_RATE, DECAY = 6, 3.0, 0.1, 8e-4, 0.9995
#: Outlines are lost between noise levels 0.7 and 0.9, where they are recalled and no longer seen; there most examples are.
LEARNT_SHIFT = 4.0
#: Share of the examples at any level of noise alike.
EVEN = 0.1
CONFIG = dict(
    sample_size=32, patch_size=2, in_channels=16, out_channels=16, num_layers=7, attention_head_dim=64,
    num_attention_heads=5, caption_projection_dim=320, joint_attention_dim=384, pooled_projection_dim=384,
    pos_embed_max_size=32, qk_norm="rms_norm",
)


def draw_sigmas(count, device):
    """Noise levels, most of them logit-normal and then shifted to high noise: flat pictures are still visible at half noise."""
    sigma = torch.sigmoid(torch.randn(count, device=device))
    even = torch.rand(2, count, device=device)
    return torch.where(even[0] < EVEN, even[1], LEARNT_SHIFT * sigma / (1 + (LEARNT_SHIFT - 1) * sigma))


def velocity_of(model, noisy, sigma, rows, pooled):
    """The model's velocity [B, 16, h, w] at noise levels sigma [B]."""
    with bfloat16_on(noisy.device):
        return model(hidden_states=noisy, timestep=1000 * sigma, encoder_hidden_states=rows,
                     pooled_projections=pooled, return_dict=False)[0].float()


def loss_by(tower):
    """The loss of a step: mean squared error of the velocity at noise levels sigma [B], beside the wanted one."""

    def velocity_loss(model, noisy, sigma, wanted, captions):
        return (velocity_of(model, noisy, sigma, *tower(captions)) - wanted).square().mean()

    return velocity_loss


def rate(done):
    """Warm-up, then a cosine to 1 % of the top."""
    return TOP_RATE * min(1, done / 0.01 + 0.02) * (0.01 + 0.99 * (1 + math.cos(math.pi * min(done, 1))) / 2)


def examples(clean, captions, tower):
    """Latents with noise, its levels, the velocity between the two, and captions, some of which are the empty one."""
    count = len(clean)
    dropped = torch.rand(count, 1, device=clean.device) < DROPOUT
    noise, sigma = torch.randn_like(clean), draw_sigmas(count, clean.device)
    level = sigma.view(-1, 1, 1, 1)
    return (1 - level) * clean + level * noise, sigma, noise - clean, torch.where(dropped, tower.empty(captions), captions)


def train(run, learn, tower, pool, minutes, total_minutes, batch, clock):
    """Trains until this call's or all minutes are over."""
    start, begun, losses = time.time(), run.minutes, []
    while (spent := clock.minutes(len(losses))) < minutes and begun + spent < total_minutes:
        run.minutes = begun + spent
        losses.append(learn(rate(run.minutes / total_minutes), *examples(*pool.batch(batch), tower)))
        if run.step % 500 == 0:
            pool.refresh()
            speed = processes() * batch * len(losses) / (time.time() - start)
            print(f"{run.minutes:.2f} min step {run.step} loss {torch.stack(losses[-500:]).mean():.4f} "
                  f"{speed:.0f} samples/s {len(pool)} chunks", flush=True)
    run.minutes = begun + spent
    if losses:
        print(trend(losses), flush=True)


def open_run(data_dir, start, device):
    """The run saved in DATA_DIR, or a new one, with the weights in `start` if given."""
    model = SD3Transformer2DModel.from_pretrained(start, torch_dtype=torch.float32) if start else SD3Transformer2DModel(**CONFIG)
    run, checkpoint = Run(model.to(device), DECAY), data_dir / "teacher.pt"
    if checkpoint.exists():
        run.load(torch.load(checkpoint, map_location=device))
    return run


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("minutes", type=float)
    parser.add_argument("total_minutes", type=float)
    parser.add_argument("device")
    parser.add_argument("--start")
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--chunks", type=int, default=320, help="chunks of latents to hold in the device's memory")
    parser.add_argument("--wait-for", type=int, default=1, help="chunks of latents that must be there before training begins")
    add_option(parser)
    return parser.parse_args()


def main():
    args = arguments()
    expect(args.data_dir, "text_encoder", "text_encoder_2")
    join(args.device)
    use_own_stream(args.device)
    torch.manual_seed(SEED)
    torch.set_float32_matmul_precision("high")
    run = open_run(args.data_dir, args.start, args.device)
    print(f"{sum(p.numel() for p in run.model.parameters()) / 1e6:.2f} M parameters, step {run.step}", flush=True)
    if args.device == "cuda":
        compile_blocks(run.model)
    tower = TextTower(args.data_dir, args.device)
    pool = LatentPool(args.data_dir, args.device, args.chunks)
    pool.wait_for(args.wait_for)
    learn = Learner(run, loss_by(tower))
    for batch in pool.batch_of_each_shape(args.batch):
        learn.rehearse(*examples(*batch, tower))
    # A resumed run draws other batches than the run before it, and every process its own.
    torch.manual_seed(SEED + run.step + 10**6 * process_rank())
    train(run, learn, tower, pool, args.minutes, args.total_minutes, args.batch, Clock(args.step_seconds))
    if process_rank() == 0:
        run.save(args.data_dir / "teacher.pt")
        run.average.save_pretrained(args.data_dir / "teacher")
    print(f"step {run.step} after {run.minutes:.2f} minutes", flush=True)


if __name__ == "__main__":
    main()
