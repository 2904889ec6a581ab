"""The pool as latents on the device, for the transformer's stages."""

from contextlib import nullcontext

import torch

from data.pool import to_unit
from train.chunk_pool import ChunkPool

ENCODE_BATCH = 50


class LatentPool:
    """Pairs of latents and captions, one for each chunk, growing while pictures are still being drawn."""

    def __init__(self, data_dir, vae, device, capacity):
        self.vae, self.device = vae.eval(), device
        self._stream = torch.cuda.Stream() if device == "cuda" else None
        self._pool = ChunkPool(data_dir, self._encode_chunk, capacity)

    def __len__(self):
        return len(self._pool.chunks)

    def start(self, least):
        """Encodes in the background; returns when `least` chunks are there."""
        self._pool.start(least)

    @torch.no_grad()
    def _encode_chunk(self, pictures, captions):
        with torch.cuda.stream(self._stream) if self._stream else nullcontext():
            latents = torch.cat([self._encode(part.to(self.device)) for part in pictures.split(ENCODE_BATCH)])
            rows = captions.to(self.device)
        if self._stream:
            self._stream.synchronize()
        return latents, rows

    def _encode(self, pictures):
        """Normalised latents of a batch: means of the posterior, as the pipeline scales them."""
        pixels = to_unit(pictures).to(self.vae.dtype).contiguous(memory_format=torch.channels_last)
        mean = self.vae.encode(pixels).latent_dist.mean.float()
        return ((mean - self.vae.config.shift_factor) * self.vae.config.scaling_factor).half()

    def batch(self, count):
        """`count` random latents as float32 [count, 16, h, w], each with one of its captions [count, L].

        All are of one chunk and so of one shape; a chunk is itself a random draw of scenes.
        """
        latents, captions = self._pool.chunks[int(torch.randint(len(self), ()))]
        chosen = torch.randint(len(latents), (count,), device=self.device)
        variant = torch.randint(captions.shape[1], (count,), device=self.device)
        return latents[chosen].float(), captions[chosen, variant]
