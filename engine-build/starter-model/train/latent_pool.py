"""The pool as latents on the device: a thread encodes new chunks while the model trains."""

import threading
import time
from contextlib import nullcontext

import torch

from data.pool import chunk_files, read_chunk, to_unit

ENCODE_BATCH = 50


class LatentPool:
    """Latents and captions, a pair for each chunk, growing while pictures are still being drawn.

    A chunk joins the list only when the device has finished it, so that batches may be taken from another
    stream at any time; it stays as it is from then on.
    """

    def __init__(self, data_dir, vae, device, capacity):
        """`capacity`: chunks to hold in the device's memory; later ones are left out."""
        self.data_dir, self.vae, self.device, self.capacity = data_dir, vae.eval(), device, capacity
        self.chunks, self._seen, self._failure = [], set(), None
        self._stream = torch.cuda.Stream() if device == "cuda" else None

    def start(self, least):
        """Encodes in the background; returns when `least` chunks are there."""
        threading.Thread(target=self._follow, daemon=True).start()
        while len(self.chunks) < least:
            if self._failure:
                raise self._failure
            time.sleep(0.2)

    def _follow(self):
        try:
            while len(self.chunks) < self.capacity:
                # The first chunk is held out of every stage.
                for path in chunk_files(self.data_dir)[1 : self.capacity + 1]:
                    if path not in self._seen:
                        self._add(path)
                time.sleep(0.5)
        except Exception as failure:  # a thread's exception would otherwise leave start() waiting
            self._failure = failure
            raise

    @torch.no_grad()
    def _add(self, path):
        pictures, _, captions = read_chunk(path)
        with torch.cuda.stream(self._stream) if self._stream else nullcontext():
            latents = torch.cat([self._encode(part.to(self.device)) for part in pictures.split(ENCODE_BATCH)])
            rows = captions.to(self.device)
        if self._stream:
            self._stream.synchronize()
        self._seen.add(path)
        self.chunks.append((latents, rows))

    def _encode(self, pictures):
        """Normalised latents of a batch: means of the posterior, as the pipeline scales them."""
        pixels = to_unit(pictures).to(self.vae.dtype).contiguous(memory_format=torch.channels_last)
        mean = self.vae.encode(pixels).latent_dist.mean.float()
        return ((mean - self.vae.config.shift_factor) * self.vae.config.scaling_factor).half()

    def batch(self, count):
        """`count` random latents as float32 [count, 16, h, w], each with one of its captions [count, L].

        All are of one chunk and so of one shape; a chunk is itself a random draw of scenes.
        """
        latents, captions = self.chunks[int(torch.randint(len(self.chunks), ()))]
        chosen = torch.randint(len(latents), (count,), device=self.device)
        variant = torch.randint(captions.shape[1], (count,), device=self.device)
        return latents[chosen].float(), captions[chosen, variant]
