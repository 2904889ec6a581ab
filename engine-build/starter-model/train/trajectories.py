"""The teacher's paths from noise to picture, with guidance, kept at the noise levels where the student steps."""

import torch
from diffusers import FlowMatchEulerDiscreteScheduler

from train.transformer import SHIFT, velocity_of

GUIDANCE = 3.0
#: Euler steps of the teacher within each step of the student; 25 in all.
SUBSTEPS = (5, 5, 7, 8)


def student_scheduler():
    """The scheduler the student is made for: its last step begins at half noise, where flat art is all but visible."""
    return FlowMatchEulerDiscreteScheduler(num_train_timesteps=1000, shift=SHIFT, shift_terminal=0.5)


def boundaries():
    """Noise levels between the student's steps, from 1 to 0."""
    scheduler = student_scheduler()
    scheduler.set_timesteps(len(SUBSTEPS))
    return scheduler.sigmas.tolist()


def levels():
    """All noise levels of the teacher, and at which of them a student's step begins or ends."""
    bounds = boundaries()
    sigmas, kept = [bounds[0]], [0]
    for high, low, count in zip(bounds, bounds[1:], SUBSTEPS):
        sigmas += [high + (low - high) * (i + 1) / count for i in range(count)]
        kept.append(len(sigmas) - 1)
    return sigmas, kept


def guided_velocity(model, noisy, sigma, rows, pooled):
    """Velocity with classifier-free guidance; rows and pooled hold the empty captions first."""
    level = torch.full((2 * len(noisy),), sigma, device=noisy.device)
    plain, asked = velocity_of(model, noisy.repeat(2, 1, 1, 1), level, rows, pooled).chunk(2)
    return plain + GUIDANCE * (asked - plain)


@torch.no_grad()
def trajectories(model, tower, captions, shape):
    """States fp16 [B, 5, *shape] at the boundaries, from fresh noise to the finished latents."""
    both = torch.cat([tower.empty(captions).expand_as(captions), captions])
    rows, pooled = tower(both)
    noisy = torch.randn(len(captions), *shape, device=captions.device)
    sigmas, kept = levels()
    states = [noisy.half()]
    for i, (high, low) in enumerate(zip(sigmas, sigmas[1:])):
        noisy = noisy + (low - high) * guided_velocity(model, noisy, high, rows, pooled)
        if i + 1 in kept:
            states.append(noisy.half())
    return torch.stack(states, 1)
