"""Encodes the pool into latents, while pictures are still being drawn and a model trains.

Usage: python3 -m train.encode DATA_DIR DEVICE [--chunks N]

Writes DATA_DIR/latents/NNNNN.pt, a pair of latents fp16 [N, 16, h, w] and captions int16 [N, 4, L], for N chunks of
the pool; goes on where an earlier call ended. It is a process of its own: while a thread of the
trainer unpacked and encoded pictures, training made 615 to 905 samples a second; beside this process, 4,000 to 5,900. That
Python's threads wait for each other at every launch of a kernel is the likely reason; the cores were shared out anew, too.
"""

import argparse
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import torch
from diffusers import AutoencoderKL

from data.pool import read_chunk, to_unit
from refusals import expect
from train.chunk_pool import expect_pool, training_chunks

BATCH = 50
#: Chunks that are unpacked at a time: one chunk keeps a processor busy for seconds.
AHEAD = 3


@torch.no_grad()
def encode(vae, pictures, device):
    """Normalised latents of pictures uint8 [N, 3, H, W]: means of the posterior, as the pipeline scales them."""
    rows = []
    for part in pictures.split(BATCH):
        pixels = to_unit(part.to(device)).to(vae.dtype).contiguous(memory_format=torch.channels_last)
        mean = vae.encode(pixels).latent_dist.mean.float()
        rows.append(((mean - vae.config.shift_factor) * vae.config.scaling_factor).half())
    return torch.cat(rows)


def waiting(data_dir, count):
    """Chunks that have no latents yet, of the first `count`; None when all have."""
    there = {path.stem for path in (data_dir / "latents").glob("*.pt")}
    if len(there) >= count:
        return None
    return [path for path in training_chunks(data_dir) if path.stem not in there][: count - len(there)]


def write(path, latents, captions):
    """The file appears whole: a trainer may be waiting for it."""
    part = path.with_suffix(".part")
    torch.save((latents.cpu(), captions.to(torch.int16)), part)
    part.rename(path)


def encode_all(vae, data_dir, device, paths):
    """Unpacks a few chunks ahead of the device."""
    with ThreadPoolExecutor(AHEAD) as readers:
        coming = deque(readers.submit(read_chunk, path) for path in paths[:AHEAD])
        for path, further in zip(paths, [*paths[AHEAD:], *[None] * AHEAD]):
            pictures, _, captions = coming.popleft().result()
            if further:
                coming.append(readers.submit(read_chunk, further))
            start = time.time()
            write(data_dir / "latents" / f"{path.stem}.pt", encode(vae, pictures, device), captions)
            print(f"chunk {path.stem}, {len(pictures) / (time.time() - start):.0f} pictures/s", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("device")
    parser.add_argument("--chunks", type=int, default=120)
    args = parser.parse_args()
    expect(args.data_dir, "vae")
    expect_pool(args.data_dir)
    kind = torch.bfloat16 if args.device == "cuda" else torch.float32
    vae = AutoencoderKL.from_pretrained(args.data_dir / "vae", torch_dtype=kind).to(args.device, memory_format=torch.channels_last).eval()
    if args.device == "cuda":
        vae.encoder.compile()
    (args.data_dir / "latents").mkdir(exist_ok=True)
    while (paths := waiting(args.data_dir, args.chunks)) is not None:
        encode_all(vae, args.data_dir, args.device, paths)
        time.sleep(0.5)


if __name__ == "__main__":
    main()
