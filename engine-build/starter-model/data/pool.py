"""Reads the chunks that draw_pool.py writes: every chunk has pictures of one size."""

import pickle
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch


def chunk_files(data_dir):
    """Finished chunks in the order of their seeds."""
    return sorted((Path(data_dir) / "pool").glob("*.pickle"))


def _unpack(packed, size):
    return np.frombuffer(zlib.decompress(packed), np.uint8).reshape(size[1], size[0], 3)


def read_chunk(path):
    """Pictures uint8 [N, 3, H, W], attributes int64 [N, 7], captions int64 [N, 4, L]."""
    chunk = pickle.loads(path.read_bytes())
    with ThreadPoolExecutor(16) as threads:
        pictures = np.stack(list(threads.map(lambda packed: _unpack(packed, chunk["size"]), chunk["pictures"])))
    return (torch.from_numpy(pictures).permute(0, 3, 1, 2), torch.from_numpy(chunk["attributes"]).long(),
            torch.from_numpy(chunk["captions"]).long())


def read_labels(path):
    """Attributes and captions of a chunk without its pictures."""
    chunk = pickle.loads(path.read_bytes())
    return torch.from_numpy(chunk["attributes"]).long(), torch.from_numpy(chunk["captions"]).long()


def to_unit(pixels):
    """Bytes to [-1, 1]."""
    return pixels.float().div(127.5).sub(1)


def second_slot(captions, eos, pad=0):
    """The same rows as the second tokenizer pads them: "!" (id 0) after the first end token."""
    ended = (captions == eos).cumsum(-1) - (captions == eos).long() > 0
    return captions.masked_fill(ended, pad)
