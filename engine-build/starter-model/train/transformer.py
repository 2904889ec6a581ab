"""Trains the transformer by rectified flow. Usage: train_mmdit.py DATA_DIR MINUTES TOTAL_MINUTES DEVICE [BATCH]

Resumable: the state is saved when MINUTES are over, and the next call goes on; the learning rate follows
one cosine over TOTAL_MINUTES.
"""

import copy
import math
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import torch
from diffusers import AutoencoderKL, SD3Transformer2DModel
from transformers import CLIPTextModelWithProjection

from data.pool import chunk_files, read_chunk, second_slot, to_unit

SEED, BATCH, SHIFT, DROPOUT, TOP_RATE = 6, 256, 3.0, 0.1, 8e-4
CONFIG = dict(
    sample_size=32, patch_size=2, in_channels=16, out_channels=16, num_layers=7, attention_head_dim=64,
    num_attention_heads=5, caption_projection_dim=320, joint_attention_dim=384, pooled_projection_dim=384,
    pos_embed_max_size=32, qk_norm="rms_norm",
)


class TextTower:
    """Both frozen encoders: captions to rows [B, L, 384] and pooled [B, 384], as the pipeline joins them."""

    def __init__(self, data_dir, device):
        self.first, self.second = (CLIPTextModelWithProjection.from_pretrained(Path(data_dir) / name).to(device).eval()
                                   for name in ("text_encoder", "text_encoder_2"))
        self.eos = self.first.config.eos_token_id

    @torch.no_grad()
    def __call__(self, captions):
        outs = [self.first(captions, output_hidden_states=True),
                self.second(second_slot(captions, self.eos), output_hidden_states=True)]
        return torch.cat([o.hidden_states[-2] for o in outs], -1), torch.cat([o.text_embeds for o in outs], -1)


@torch.no_grad()
def encode_pool(data_dir, vae, device):
    """Latents fp16 [N, 16, 32, 32] and captions [N, 4, L] of all chunks but the held-out first."""
    latents, captions = [], []
    with ThreadPoolExecutor(4) as readers:
        for pictures, _, rows in readers.map(read_chunk, chunk_files(data_dir)[1:]):
            for part in pictures.split(100):
                with torch.autocast(device, torch.bfloat16):
                    mean = vae.encode(to_unit(part.to(device)).contiguous(memory_format=torch.channels_last)).latent_dist.mean
                latents.append(((mean.float() - vae.config.shift_factor) * vae.config.scaling_factor).half())
            captions.append(rows.to(device))
    return torch.cat(latents), torch.cat(captions)


def cached_latents(data_dir, device):
    """Latents and captions of the pool, encoded once."""
    cache = data_dir / "latents.pt"
    if not cache.exists():
        vae = AutoencoderKL.from_pretrained(data_dir / "vae").to(device, memory_format=torch.channels_last).eval()
        torch.save(encode_pool(data_dir, vae, device), cache)
    return torch.load(cache, map_location=device)


def draw_sigmas(count, device):
    """Noise levels, logit-normal and then shifted to high noise: flat pictures are still visible at half noise."""
    sigma = torch.sigmoid(torch.randn(count, device=device))
    return SHIFT * sigma / (1 + (SHIFT - 1) * sigma)


def empty_caption(captions, eos):
    """The ids of "": start, then end tokens to the end."""
    row = torch.full_like(captions[0, 0], eos)
    row[0] = eos - 1
    return row


def velocity_loss(model, clean, rows, pooled):
    """Mean squared error of the predicted velocity at random noise levels."""
    sigma = draw_sigmas(len(clean), clean.device).view(-1, 1, 1, 1)
    noise = torch.randn_like(clean)
    noisy = (1 - sigma) * clean + sigma * noise
    with torch.autocast(clean.device.type, torch.bfloat16):
        velocity = model(hidden_states=noisy, timestep=1000 * sigma.flatten(), encoder_hidden_states=rows,
                         pooled_projections=pooled, return_dict=False)[0]
    return (velocity.float() - (noise - clean)).square().mean()


def rate(done):
    """Warm-up, then a cosine to 2 % of the top."""
    return TOP_RATE * min(1, done / 0.01 + 0.02) * (0.02 + 0.98 * (1 + math.cos(math.pi * min(done, 1))) / 2)


def batch_of(latents, captions, empty, batch):
    """Random latents, each with one of its captions or, at times, the empty one."""
    chosen = torch.randint(len(latents), (batch,), device=latents.device)
    rows = captions[chosen, torch.randint(4, (batch,), device=latents.device)]
    dropped = torch.rand(batch, 1, device=latents.device) < DROPOUT
    return latents[chosen].float(), torch.where(dropped, empty, rows)


class Run:
    """Model, its moving average, optimiser and clock: what a checkpoint holds."""

    def __init__(self, device):
        self.model = SD3Transformer2DModel(**CONFIG).to(device)
        self.average = copy.deepcopy(self.model).requires_grad_(False)
        self.optimiser = torch.optim.AdamW(self.model.parameters(), lr=0, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.step, self.minutes = 0, 0.0

    def learn(self, loss):
        """One step of the optimiser and of the average."""
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1
        self.update_average()

    def update_average(self):
        """The average follows fast at first, then by 1/2000 a step."""
        decay = min(0.9995, (1 + self.step) / (10 + self.step))
        torch._foreach_lerp_(list(self.average.parameters()), list(self.model.parameters()), 1 - decay)

    def state(self):
        """What load() takes."""
        return {"model": self.model.state_dict(), "average": self.average.state_dict(),
                "optimiser": self.optimiser.state_dict(), "step": self.step, "minutes": self.minutes}

    def load(self, state):
        for name in ("model", "average", "optimiser"):
            getattr(self, name).load_state_dict(state[name])
        self.step, self.minutes = state["step"], state["minutes"]


def train(run, tower, latents, captions, minutes, total_minutes, batch):
    """Trains until this call's or all minutes are over."""
    model = torch.compile(run.model) if latents.is_cuda else run.model
    empty, losses, begun = empty_caption(captions, tower.eos), [], run.minutes
    start = time.time()
    while (spent := (time.time() - start) / 60) < minutes and begun + spent < total_minutes:
        run.minutes = begun + spent
        run.optimiser.param_groups[0]["lr"] = rate(run.minutes / total_minutes)
        clean, rows = batch_of(latents, captions, empty, batch)
        loss = velocity_loss(model, clean, *tower(rows))
        run.learn(loss)
        losses.append(loss.detach())
        if run.step % 500 == 0:
            mean = torch.stack(losses[-500:]).mean().item()
            print(f"{run.minutes:.2f} min step {run.step} loss {mean:.4f} {batch * len(losses) / (time.time() - start):.0f} samples/s", flush=True)


def main(data_dir, minutes, total_minutes, device, batch=BATCH):
    torch.manual_seed(SEED)
    torch.set_float32_matmul_precision("high")
    data_dir = Path(data_dir)
    checkpoint = data_dir / "mmdit.pt"
    latents, captions = cached_latents(data_dir, device)
    run = Run(device)
    if checkpoint.exists():
        run.load(torch.load(checkpoint, map_location=device))
    # A resumed run draws other batches than the run before it.
    torch.manual_seed(SEED + run.step)
    print(f"{len(latents)} latents, {sum(p.numel() for p in run.model.parameters()) / 1e6:.2f} M parameters, step {run.step}", flush=True)
    train(run, TextTower(data_dir, device), latents, captions, minutes, total_minutes, batch)
    torch.save(run.state(), checkpoint)
    run.average.save_pretrained(data_dir / "transformer")
    print(f"step {run.step} after {run.minutes:.2f} minutes", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), float(sys.argv[3]), sys.argv[4], *(int(a) for a in sys.argv[5:]))
