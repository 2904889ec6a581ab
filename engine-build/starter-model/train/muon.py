"""Muon for the transformer's matrices, AdamW for all else.

The momentum of a matrix is made orthogonal before it is applied, so that rare directions are learnt as fast as common ones
(Keller Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/). Updates are scaled to the size of AdamW's, so that one
rate serves both (Liu et al. 2025, "Muon is Scalable for LLM Training", arXiv:2502.16982). A motif is seen seldom:
what it looks like is such a rare direction.
"""

import torch

MOMENTUM, DECAY, LIKE_ADAMW = 0.95, 0.05, 0.2
#: Jordan's coefficients of the quintic iteration, and how often it is applied.
COEFFICIENTS, ITERATIONS = (3.4445, -4.7750, 2.0315), 5


def orthogonal(matrices):
    """Matrices [N, R, C] with all singular values near one, by Newton and Schulz's iteration in bfloat16 on an accelerator."""
    a, b, c = COEFFICIENTS
    x = matrices.bfloat16() if matrices.is_cuda else matrices
    x = x.mT if matrices.shape[1] > matrices.shape[2] else x
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(ITERATIONS):
        square = x @ x.mT
        x = a * x + (b * square + c * square @ square) @ x
    return (x.mT if matrices.shape[1] > matrices.shape[2] else x).to(matrices.dtype)


class Muon:
    """Steps like a torch optimiser; parameters of one shape are made orthogonal together.

    `matrices` and `others` are parameters that hold their gradients when step() is called; the rate is set by train.run.set_rate on
    `param_groups`, and lies on the device, so that a recorded step sees it change.
    """

    def __init__(self, matrices, others, **options):
        self._others = torch.optim.AdamW(others, **options)
        self.param_groups = self._others.param_groups
        self._of_shape = {}
        for matrix in matrices:
            self._of_shape.setdefault(tuple(matrix.shape), []).append(matrix)
        self._momenta = {shape: torch.zeros(len(own), *shape, device=own[0].device) for shape, own in self._of_shape.items()}

    @torch.no_grad()
    def step(self):
        """One step along the gradients that the parameters hold."""
        self._others.step()
        rate = self.param_groups[0]["lr"]
        for shape, own in self._of_shape.items():
            gradient, momentum = torch.stack([matrix.grad for matrix in own]), self._momenta[shape]
            momentum.lerp_(gradient, 1 - MOMENTUM)
            update = orthogonal(gradient.lerp(momentum, MOMENTUM)) * (LIKE_ADAMW * max(shape) ** 0.5)
            torch._foreach_mul_(own, 1 - rate * DECAY)
            torch._foreach_sub_(own, list((rate * update).unbind()))

    def state_dict(self):
        """What load_state_dict() takes."""
        return {"others": self._others.state_dict(), "momenta": list(self._momenta.values())}

    def load_state_dict(self, state):
        """Goes on from a saved state."""
        self._others.load_state_dict(state["others"])
        self.param_groups = self._others.param_groups
        for own, saved in zip(self._momenta.values(), state["momenta"]):
            own.copy_(saved)


def split(model):
    """Parameters of a transformer: the matrices of its blocks, and all others."""
    blocks = {id(p) for p in model.transformer_blocks.parameters() if p.ndim == 2}
    matrices = [p for p in model.parameters() if id(p) in blocks]
    return matrices, [p for p in model.parameters() if id(p) not in blocks]
