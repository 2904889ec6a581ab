"""The step of a transformer's training, recorded as CUDA graphs, on one device or several."""

import torch

from train.captured import WARM_UP, Captured
from train.ranks import average


class Learner:
    """Calls `loss_of(model, *tensors)` and takes a step down its gradient; a graph is recorded for every shape.

    `loss_of` is held to what Captured allows: above all it must not draw random numbers. Gradients lie in one buffer, which
    several devices average in one exchange.
    """

    def __init__(self, run, loss_of):
        self._run, self._loss_of = run, loss_of
        self._parameters = list(run.model.parameters())
        self._flat = torch.zeros(sum(p.numel() for p in self._parameters), device=self._parameters[0].device)
        self._gradients = [part.view_as(p) for part, p in zip(self._flat.split([p.numel() for p in self._parameters]), self._parameters)]
        self._of_shape, self._update = {}, Captured(self._apply, self._flat.device)
        for parameter, gradient in zip(self._parameters, self._gradients):
            parameter.grad = gradient

    def __call__(self, rate, *tensors):
        """One step at a learning rate; the loss, without its graph."""
        loss = self._gradient(*tensors)
        average(self._flat)
        self._run.set_rate(rate)
        self._update()
        self._run.follow()
        return loss

    def rehearse(self, *tensors):
        """Compiles and records what a step on such tensors needs, and takes none.

        Several processes that met a new shape at steps of their own waited for each other's compilers, 50 seconds a shape.
        """
        for _ in range(WARM_UP + 1 if self._flat.is_cuda else 1):
            self._gradient(*tensors)

    def _gradient(self, *tensors):
        shape = tensors[0].shape
        if shape not in self._of_shape:
            self._of_shape[shape] = Captured(self._descend, self._flat.device)
        return self._of_shape[shape](*tensors)

    def _descend(self, *tensors):
        loss = self._loss_of(self._run.model, *tensors)
        # Not backward(): it would gather gradients on the stream on which each parameter was first used.
        torch._foreach_copy_(self._gradients, torch.autograd.grad(loss, self._parameters))
        return loss.detach()

    def _apply(self):
        norm = self._flat.norm()
        self._flat *= (1 / (norm + 1e-6)).clamp(max=1)
        self._run.optimiser.step()
        return norm
