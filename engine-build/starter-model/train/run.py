"""What a checkpoint of a training run holds: model, moving average, optimiser and clock."""

import copy

import torch

from train.muon import Muon, split
from train.ranks import average_gradients


class Run:
    """A model in training. `decay` is that of the moving average once it is warm."""

    def __init__(self, model, decay):
        self.model, self.decay = model, decay
        self.average = copy.deepcopy(model).requires_grad_(False)
        self.optimiser = Muon(*split(model), **adamw_options(model.parameters(), betas=(0.9, 0.98), weight_decay=0.01))
        self.step, self.minutes = 0, 0.0

    def set_rate(self, rate):
        """The learning rate of the next step."""
        set_rate(self.optimiser, rate)

    def follow(self):
        """Counts a step and lets the average follow, fast at first."""
        self.step += 1
        decay = min(self.decay, (1 + self.step) / (10 + self.step))
        torch._foreach_lerp_(list(self.average.parameters()), list(self.model.parameters()), 1 - decay)

    def state(self):
        """What load() takes."""
        return {"model": self.model.state_dict(), "average": self.average.state_dict(),
                "optimiser": self.optimiser.state_dict(), "step": self.step, "minutes": self.minutes}

    def save(self, path):
        """The state as a file that appears whole: a full disk must not cost the one saved before."""
        part = path.with_suffix(".part")
        try:
            torch.save(self.state(), part)
        except (OSError, RuntimeError):
            part.unlink(missing_ok=True)
            raise
        part.rename(path)

    def load(self, state):
        """Goes on from a saved state."""
        for name in ("model", "average", "optimiser"):
            getattr(self, name).load_state_dict(state[name])
        self.step, self.minutes = state["step"], state["minutes"]


def adamw_options(parameters, **options):
    """Options of an AdamW whose rate lies on the device, so that a recorded step sees it change."""
    device = next(iter(parameters)).device
    on_cuda = device.type == "cuda"
    rate = torch.zeros((), device=device) if on_cuda else 0.0
    return dict(lr=rate, fused=True, capturable=on_cuda, **options)


def optimiser(parameters, **options):
    """AdamW with those options."""
    parameters = list(parameters)
    return torch.optim.AdamW(parameters, **adamw_options(parameters, **options))


def set_rate(optimiser, rate):
    """The learning rate of the next steps."""
    for group in optimiser.param_groups:
        if isinstance(group["lr"], torch.Tensor):
            group["lr"].fill_(rate)
        else:
            group["lr"] = rate


def descend(optimiser, loss, parameters):
    """One step down the gradient, the mean of all processes', its norm clipped to 1."""
    parameters = list(parameters)
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    average_gradients(parameters)
    torch.nn.utils.clip_grad_norm_(parameters, 1.0)
    optimiser.step()


def compile_blocks(model):
    """Compiles the repeated blocks one by one, a graph for each of the few shapes."""
    torch._dynamo.config.cache_size_limit = 64
    for block in model.transformer_blocks:
        block.compile(dynamic=False)
