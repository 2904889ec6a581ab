"""A function of tensors as one CUDA graph: one launch instead of hundreds, however busy the processor is.

The text encoders are small: a step took 38 ms launched kernel by kernel, and 20 ms recorded, in two runs while pictures
were drawn (the second run also had cores of its own); the transformer's took 82 and 31 ms. A backward pass that touches the
legacy stream ends a recording, so nothing may happen on it.
"""

from functools import cache

import torch

WARM_UP = 3


@cache
def _stream():
    """One for all recordings, and from the first call on for all else: autograd keeps to the stream on which a parameter was first used."""
    stream = torch.cuda.Stream()
    torch.cuda.set_stream(stream)
    return stream


def use_own_stream(device):
    """To be called before any parameter is used that a recording will need."""
    if torch.device(device).type == "cuda":
        _stream()


class Captured:
    """Calls `function(*tensors)`, recorded after three calls; elsewhere than on CUDA it is simply called.

    The tensors have the same shapes at every call. The function may change tensors in place; it must not draw random
    numbers, read values back to the processor, or depend on anything but its arguments that changes (a learning rate
    belongs in a tensor). It returns one tensor, which is a copy and stays as it is.
    """

    def __init__(self, function, device):
        self._function, self._calls, self._graph = function, 0, None
        # Warm-up and recording share a stream: autograd remembers on which one a gradient was last gathered.
        self._stream = _stream() if torch.device(device).type == "cuda" else None

    def __call__(self, *tensors):
        if self._stream is None:
            return self._function(*tensors)
        self._calls += 1
        if self._calls <= WARM_UP:
            return self._warm_up(tensors)
        if self._graph is None:
            self._record(tensors)
        return self._replay(tensors)

    def _warm_up(self, tensors):
        """Compilation and library set-up must not be recorded."""
        self._stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(self._stream):
            result = self._function(*tensors)
        torch.cuda.current_stream().wait_stream(self._stream)
        return result

    def _record(self, tensors):
        self._inputs, self._graph = [tensor.clone() for tensor in tensors], torch.cuda.CUDAGraph()
        # Of this thread alone: the one that watches over several devices may ask the driver meanwhile.
        with torch.cuda.graph(self._graph, stream=self._stream, capture_error_mode="thread_local"):
            self._result = self._function(*self._inputs)

    def _replay(self, tensors):
        for own, given in zip(self._inputs, tensors):
            own.copy_(given)
        self._graph.replay()
        return self._result.clone()
