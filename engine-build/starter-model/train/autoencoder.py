"""Trains the autoencoder (factor 16, 16 channels), while pictures are still being drawn.

Usage: python3 -m train.autoencoder DATA_DIR MINUTES DEVICE [--start FOLDER] [--decoder] [--out NAME] [--batch N]
    [--chunks N] [--step-seconds S]

--start takes the first weights from an autoencoder's folder. --decoder trains the decoder alone, beside the transformer:
latents stay what they are. It sees them a little off, as a transformer makes them. --out is the folder in DATA_DIR.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from diffusers import AutoencoderKL
from PIL import Image

from data.pool import read_chunk, to_unit
from train.chunk_pool import ChunkPool, expect_pool, held_out_chunk, training_chunks
from train.clock import Clock, add_option, trend
from train.precision import bfloat16_on

CROP, TOP_RATE, KL_WEIGHT = 256, 1e-3, 5e-5
#: With the decoder alone: its rate, and how far off latents are at most, in their own deviations.
DECODER_RATE, MOST_OFF = 5e-4, 0.15
CONFIG = dict(
    in_channels=3, out_channels=3, latent_channels=16, sample_size=512, layers_per_block=1, norm_num_groups=8,
    # Few channels at full resolution: that is where the time goes on the kiosk's CPU.
    block_out_channels=(32, 32, 64, 128, 192),
    down_block_types=("DownEncoderBlock2D",) * 5, up_block_types=("UpDecoderBlock2D",) * 5,
    use_quant_conv=False, use_post_quant_conv=False, mid_block_add_attention=False,
)


def slopes(x):
    """Differences to the pixel below and to the right."""
    return x[..., 1:, :] - x[..., :-1, :], x[..., 1:] - x[..., :-1]


def picture_loss(got, want):
    """L1 and L2, L1 of the slopes at two scales (sharp edges), L1 of the coarse picture (true colours)."""
    loss = (got - want).abs().mean() + (got - want).square().mean()
    for _ in range(2):
        loss = loss + sum((a - b).abs().mean() for a, b in zip(slopes(got), slopes(want)))
        got, want = F.avg_pool2d(got, 2), F.avg_pool2d(want, 2)
    return loss + 0.5 * (F.avg_pool2d(got, 4) - F.avg_pool2d(want, 4)).abs().mean()


def autoencode(vae, want):
    """Picture and mean KL of one batch."""
    posterior = vae.encode(want).latent_dist
    return vae.decode(posterior.sample()).sample, posterior.kl().mean() / posterior.mean[0].numel()


def decode_only(vae, want):
    """Picture of one batch from latents that are a little off, and no KL: the encoder stays."""
    with torch.no_grad():
        mean = vae.encode(want).latent_dist.mean
    off = MOST_OFF / vae.config.scaling_factor * torch.rand(len(want), 1, 1, 1, device=want.device)
    return vae.decode(mean + off * torch.randn_like(mean)).sample, torch.zeros((), device=want.device)


def crops(pictures, rng, count, size):
    """A batch of random crops; one offset for all, so that it is one slice."""
    y, x = (int(rng.integers(0, side - size + 1)) for side in pictures.shape[-2:])
    chosen = torch.from_numpy(rng.integers(0, len(pictures), count)).to(pictures.device)
    return to_unit(pictures[chosen, :, y : y + size, x : x + size]).contiguous(memory_format=torch.channels_last)


def psnr(vae, pictures):
    """Mean PSNR in dB over whole pictures, and the reconstructions."""
    with torch.no_grad():
        got = torch.cat([vae.decode(vae.encode(to_unit(p[None])).latent_dist.mode()).sample.float() for p in pictures])
    mse = ((got.clamp(-1, 1) - to_unit(pictures)) / 2).square().mean((1, 2, 3))
    return float((-10 * mse.clamp_min(1e-9).log10()).mean()), got


def learn(vae, optimiser, loss):
    """One step of the optimiser."""
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(vae.parameters(), 1.0)
    optimiser.step()


def train(vae, pool, held_out, minutes, batch, clock, through=autoencode, top_rate=TOP_RATE):
    """One cosine schedule over the clock's time, so that the stage ends when planned; `through` gives picture and KL."""
    optimiser = torch.optim.AdamW([p for p in vae.parameters() if p.requires_grad], lr=0, betas=(0.9, 0.99), weight_decay=0.0, fused=True)
    rng, start, step, losses = np.random.default_rng(2), time.time(), 0, []
    while (done := clock.minutes(step) / minutes) < 1:
        optimiser.param_groups[0]["lr"] = top_rate * min(1, (step + 1) / 200) * (0.01 + 0.99 * (1 + np.cos(np.pi * done)) / 2)
        want = crops(pool.chunks[int(rng.integers(len(pool.chunks)))], rng, batch, CROP)
        with bfloat16_on(want.device):
            got, kl = through(vae, want)
        loss = picture_loss(got.float(), want) + KL_WEIGHT * kl.float()
        learn(vae, optimiser, loss)
        losses.append(loss.detach())
        step += 1
        if step % 250 == 1:
            print(f"{time.time() - start:.0f} s step {step} loss {loss.item():.4f} kl {kl.item():.2f} "
                  f"psnr {psnr(vae, held_out[:16])[0]:.2f} {len(pool.chunks)} chunks", flush=True)
    print(trend(losses), flush=True)
    return step


def measure_latents(vae, pictures):
    """Sets scaling and shift so that latents have mean 0 and deviation 1."""
    with torch.no_grad():
        means = torch.cat([vae.encode(to_unit(p)).latent_dist.mean for p in pictures.split(16)])
    vae.register_to_config(scaling_factor=float(1 / means.std()), shift_factor=float(means.mean()))


def contact_sheet(pictures, got, path):
    """Originals above reconstructions."""
    rows = [torch.cat(list(to_unit(pictures)), -1), torch.cat(list(got.clamp(-1, 1)), -1)]
    sheet = ((torch.cat(rows, -2) + 1) * 127.5).byte().permute(1, 2, 0).cpu().numpy()
    Image.fromarray(sheet).save(path)


def new_vae():
    """Quiet latents from the start: at deviation 1 the decoder sees noise and learns plain white first."""
    vae = AutoencoderKL(**CONFIG)
    torch.nn.init.constant_(vae.encoder.conv_out.bias[CONFIG["latent_channels"]:], -6.0)
    return vae


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("minutes", type=float)
    parser.add_argument("device")
    parser.add_argument("--start")
    parser.add_argument("--decoder", action="store_true")
    parser.add_argument("--out", default="vae")
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--chunks", type=int, default=24, help="chunks of pictures to hold in the device's memory")
    add_option(parser)
    return parser.parse_args()


def main():
    args = arguments()
    torch.manual_seed(1)
    torch.backends.cudnn.benchmark = True
    vae = AutoencoderKL.from_pretrained(args.start, torch_dtype=torch.float32) if args.start else new_vae()
    vae = vae.to(args.device, memory_format=torch.channels_last)
    expect_pool(args.data_dir)
    with ChunkPool(lambda: training_chunks(args.data_dir), lambda path: read_chunk(path)[0].to(args.device), args.chunks) as pool:
        pool.start(1)
        held_out = read_chunk(held_out_chunk(args.data_dir))[0][:64].to(args.device)
        print(f"{sum(p.numel() for p in vae.parameters()) / 1e6:.2f} M parameters, psnr {psnr(vae, held_out[:16])[0]:.2f}", flush=True)
        way = (decode_only, DECODER_RATE) if args.decoder else (autoencode, TOP_RATE)
        vae.encoder.requires_grad_(not args.decoder)
        steps = train(vae, pool, held_out, args.minutes, args.batch, Clock(args.step_seconds), *way)
    if not args.decoder:
        measure_latents(vae, pool.chunks[0][:256])
    value, got = psnr(vae, held_out)
    contact_sheet(held_out[:6], got[:6], args.data_dir / "vae.png")
    vae.save_pretrained(args.data_dir / args.out)
    print(f"{steps} steps, held-out psnr {value:.2f} dB, scaling {vae.config.scaling_factor:.4f} shift {vae.config.shift_factor:.4f}", flush=True)


if __name__ == "__main__":
    main()
