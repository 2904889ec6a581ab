"""Where the stages may compute in bfloat16."""

import torch


def bfloat16_on(device):
    """Mixed precision on an accelerator; processors without bfloat16 units are far slower in it than in full precision."""
    return torch.autocast(device.type, torch.bfloat16, enabled=device.type != "cpu")
