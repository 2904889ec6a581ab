"""What a checkpoint of a training run holds: model, moving average, optimiser and clock."""

import copy

import torch


class Run:
    """A model in training. `decay` is that of the moving average once it is warm."""

    def __init__(self, model, decay):
        self.model, self.decay = model, decay
        self.average = copy.deepcopy(model).requires_grad_(False)
        self.optimiser = torch.optim.AdamW(model.parameters(), lr=0, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.step, self.minutes = 0, 0.0

    def learn(self, loss, rate):
        """One step of the optimiser and of the average."""
        self.optimiser.param_groups[0]["lr"] = rate
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1
        # The average follows fast at first.
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


def compile_blocks(model):
    """Compiles the repeated blocks one by one: one graph serves all, so it takes seconds rather than a minute."""
    torch._dynamo.config.cache_size_limit = 64
    for block in model.transformer_blocks:
        block.compile()
