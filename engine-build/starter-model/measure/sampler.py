"""Draws prompts from a diffusers SD3 folder in large batches, all on the device.

It computes what StableDiffusion3Pipeline computes (same encoders, same sigmas, same guidance) without its work per call.
Noise depends on the seed of each picture alone, so two models draw from the same noise.
"""

from pathlib import Path

import torch
from diffusers import StableDiffusion3Pipeline

BATCH, DECODE, ENCODE = {"cuda": 256, "cpu": 16}, {"cuda": 64, "cpu": 8}, 512


class Sampler:
    """One model at one setting."""

    def __init__(self, folder, device, steps, guidance):
        if not (Path(folder) / "model_index.json").exists():
            raise SystemExit(f"Expected a diffusers folder with model_index.json in {folder} but found none. Run train.assemble first.")
        self.pipe = StableDiffusion3Pipeline.from_pretrained(folder, torch_dtype=torch.float32, text_encoder_3=None, tokenizer_3=None)
        self.pipe.to(device)
        # Processors emulate half precision at a crawl.
        self.half = torch.bfloat16 if device == "cuda" else torch.float32
        self.pipe.vae.to(self.half, memory_format=torch.channels_last)
        self.device, self.guidance = device, guidance
        self.factor = self.pipe.vae_scale_factor
        self.pipe.scheduler.set_timesteps(steps, device=device)
        # Plain numbers: a step must not wait for the device.
        self.sigmas = self.pipe.scheduler.sigmas.tolist()
        self.times = self.pipe.scheduler.timesteps.tolist()

    @torch.no_grad()
    def embed(self, prompts):
        """Rows and pooled embeddings of all prompts."""
        parts = [self.pipe.encode_prompt(prompts[i : i + ENCODE], None, None, device=self.device,
                                         do_classifier_free_guidance=False, max_sequence_length=0)
                 for i in range(0, len(prompts), ENCODE)]
        return torch.cat([p[0] for p in parts]), torch.cat([p[2] for p in parts])

    def noise(self, seeds, size):
        """One latent per seed, drawn on the host as the reference does."""
        shape = (self.pipe.transformer.config.in_channels, size[1] // self.factor, size[0] // self.factor)
        return torch.stack([torch.randn(shape, generator=torch.Generator().manual_seed(seed)) for seed in seeds])

    def _velocity(self, latents, time, rows, pooled):
        """Guided where the guidance is above 1; the empty prompts lie before the others then."""
        guided = self.guidance > 1
        inputs = torch.cat([latents, latents]) if guided else latents
        times = torch.full((len(inputs),), time, device=self.device)
        out = self.pipe.transformer(hidden_states=inputs, timestep=times, encoder_hidden_states=rows,
                                    pooled_projections=pooled, return_dict=False)[0].float()
        if not guided:
            return out
        free, bound = out.chunk(2)
        return free + self.guidance * (bound - free)

    def _with_empty(self, rows, pooled):
        if self.guidance <= 1:
            return rows, pooled
        return [torch.cat([none.expand(len(own), *none.shape[1:]), own]) for none, own in zip(self.embed([""]), (rows, pooled))]

    @torch.no_grad()
    def latents(self, noise, rows, pooled):
        """Euler steps down the scheduler's sigmas."""
        state = noise.to(self.device, non_blocking=True)
        rows, pooled = self._with_empty(rows, pooled)
        with torch.autocast(self.device, torch.bfloat16, enabled=self.half is torch.bfloat16):
            for time, high, low in zip(self.times, self.sigmas, self.sigmas[1:]):
                state = state + (low - high) * self._velocity(state, time, rows, pooled)
        return state

    @torch.no_grad()
    def decode(self, latents):
        """Pictures [N, 3, H, W] in 0..1, as batches."""
        config = self.pipe.vae.config
        for part in latents.split(DECODE[self.device]):
            unscaled = (part / config.scaling_factor + config.shift_factor).to(self.half, memory_format=torch.channels_last)
            yield self.pipe.vae.decode(unscaled, return_dict=False)[0].float().div(2).add(0.5).clamp(0, 1)

    def draw(self, prompts, seeds, size):
        """Batches of pictures in the order of the prompts, all of one size."""
        rows, pooled = self.embed(prompts)
        for i in range(0, len(prompts), BATCH[self.device]):
            own = slice(i, i + BATCH[self.device])
            yield from self.decode(self.latents(self.noise(seeds[own], size), rows[own], pooled[own]))
