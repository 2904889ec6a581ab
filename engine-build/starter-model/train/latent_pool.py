"""The latents of the pool on the device, for the transformer's stages."""

import torch

from refusals import expect
from train.chunk_pool import ChunkPool


class LatentPool:
    """Pairs of latents and captions, one for each chunk, growing while train.encode writes more."""

    def __init__(self, data_dir, device, capacity):
        expect(data_dir, "latents")
        self.device = device
        self._pool = ChunkPool(lambda: sorted((data_dir / "latents").glob("*.pt")), self._load, capacity)

    def __len__(self):
        return len(self._pool.chunks)

    def __enter__(self):
        return self

    def __exit__(self, *about):
        self._pool.__exit__(*about)

    def start(self, least):
        """Loads in the background; returns when `least` chunks are there."""
        self._pool.start(least)

    def _load(self, path):
        latents, captions = torch.load(path)
        return latents.to(self.device), captions.to(self.device).long()

    def batch(self, count):
        """`count` random latents as float32 [count, 16, h, w], each with one of its captions [count, L].

        All are of one chunk and so of one shape; a chunk is itself a random draw of scenes.
        """
        latents, captions = self._pool.chunks[int(torch.randint(len(self), ()))]
        chosen = torch.randint(len(latents), (count,), device=self.device)
        variant = torch.randint(captions.shape[1], (count,), device=self.device)
        return latents[chosen].float(), captions[chosen, variant]
