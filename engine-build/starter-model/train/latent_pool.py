"""The latents of the pool on the device, for the transformer's stages."""

import time

import torch

from refusals import expect


class LatentPool:
    """Pairs of latents and captions, one for each chunk that train.encode has written.

    Chunks are loaded between two steps of the trainer and not by a thread beside it, which would take turns with
    it at every launch of a kernel.
    """

    def __init__(self, data_dir, device, capacity):
        expect(data_dir, "latents")
        self._folder, self._device, self._capacity = data_dir / "latents", device, capacity
        self._seen, self._chunks = set(), []

    def __len__(self):
        return len(self._chunks)

    def refresh(self):
        """Takes up the chunks written since, up to the capacity."""
        new = sorted(path for path in self._folder.glob("*.pt") if path not in self._seen)
        for path in new[: self._capacity - len(self._chunks)]:
            latents, captions = torch.load(path)
            self._chunks.append((latents.to(self._device), captions.to(self._device).long()))
            self._seen.add(path)

    def wait_for(self, least):
        """Returns when `least` chunks are there."""
        self.refresh()
        while len(self) < least:
            time.sleep(0.2)
            self.refresh()

    def batch(self, count):
        """`count` random latents as float32 [count, 16, h, w], each with one of its captions [count, L].

        All are of one chunk and so of one shape; a chunk is itself a random draw of scenes.
        """
        return self._batch_of(self._chunks[int(torch.randint(len(self), ()))], count)

    def batch_of_each_shape(self, count):
        """One such batch for every shape that is there, in the same order in every process."""
        one_of_each = {latents.shape[1:]: (latents, captions) for latents, captions in self._chunks}
        return [self._batch_of(one_of_each[shape], count) for shape in sorted(one_of_each)]

    def _batch_of(self, chunk, count):
        latents, captions = chunk
        chosen = torch.randint(len(latents), (count,), device=self._device)
        variant = torch.randint(captions.shape[1], (count,), device=self._device)
        return latents[chosen].float(), captions[chosen, variant]
