"""Chunks of the pool as they are drawn: a thread reads and prepares them while a model trains."""

import threading
import time

from data.pool import chunk_files, read_chunk
from refusals import expect


class ChunkPool:
    """A growing list of prepared chunks.

    `prepare(pictures, captions)` must return only when the device has finished, so that a chunk in the list
    may be used from any stream; it stays as it is from then on.
    """

    def __init__(self, data_dir, prepare, capacity):
        """`capacity`: chunks to hold; later ones are left out."""
        if not (data_dir / "pool").exists():
            expect(data_dir, "atlas.npy")  # without it no chunk will ever come
        self.data_dir, self.prepare, self.capacity = data_dir, prepare, capacity
        self.chunks, self._failure = [], None

    def start(self, least):
        """Reads in the background; returns when `least` chunks are there."""
        threading.Thread(target=self._follow, daemon=True).start()
        while len(self.chunks) < least:
            if self._failure:
                raise self._failure
            time.sleep(0.2)

    def _follow(self):
        seen = set()
        try:
            while len(self.chunks) < self.capacity:
                # The first chunk is held out of every stage; it may not be the first to be finished.
                new = [f for f in chunk_files(self.data_dir) if f not in seen and int(f.stem) != 0]
                for path in new[: self.capacity - len(self.chunks)]:
                    pictures, _, captions = read_chunk(path)
                    self.chunks.append(self.prepare(pictures, captions))
                    seen.add(path)
                time.sleep(0.5)
        except Exception as failure:  # a thread's exception would otherwise leave start() waiting
            self._failure = failure
            raise
