"""Files of chunks as they appear in a folder: a thread loads them while a model trains."""

import threading
import time

from data.pool import chunk_files
from refusals import expect


def training_chunks(data_dir):
    """Finished chunks of pictures but the first, which is held out of every stage."""
    return [path for path in chunk_files(data_dir) if int(path.stem) != 0]


def held_out_chunk(data_dir):
    """The first chunk, which no stage learns from; waits until it is drawn."""
    path = data_dir / "pool" / "00000.pickle"
    while not path.exists():
        time.sleep(0.2)
    return path


def expect_pool(data_dir):
    """Ends the script where no chunk of pictures will ever come."""
    if not (data_dir / "pool").exists():
        expect(data_dir, "atlas.npy")


class ChunkPool:
    """A growing list of loaded chunks; a chunk in the list stays as it is.

    Use as a context manager: a thread that still talks to the device must not outlive the program.
    """

    def __init__(self, files, load, capacity):
        """`files()` lists the paths there are, `load(path)` returns a chunk; beyond `capacity` chunks are left out."""
        self._files, self._load, self.capacity = files, load, capacity
        self.chunks, self._failure = [], None
        self._closed, self._thread = threading.Event(), threading.Thread(target=self._follow, daemon=True)

    def start(self, least):
        """Loads in the background; returns when `least` chunks are there."""
        self._thread.start()
        while len(self.chunks) < least:
            if self._failure:
                raise self._failure
            self._closed.wait(0.2)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._closed.set()
        self._thread.join()

    def _follow(self):
        seen = set()
        try:
            while len(self.chunks) < self.capacity and not self._closed.is_set():
                for path in [f for f in self._files() if f not in seen][: self.capacity - len(self.chunks)]:
                    if self._closed.is_set():
                        return
                    self.chunks.append(self._load(path))
                    seen.add(path)
                self._closed.wait(0.5)
        except Exception as failure:  # a thread's exception would otherwise leave start() waiting
            self._failure = failure
            raise
