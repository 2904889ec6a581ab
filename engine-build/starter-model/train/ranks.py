"""A stage on several devices of one machine, a process each: torchrun --nproc_per_node N -m train.transformer ...

Every process draws its own batches; gradients are averaged, so that all take the same steps. Started without torchrun,
a stage is alone and nothing here does anything.
"""

import atexit
import os
import sys

import torch
import torch.distributed as dist


def join(device):
    """Meets the other processes, and gives this one a device of its own kind; only the first goes on printing."""
    if "WORLD_SIZE" not in os.environ:
        return
    if device == "cuda":
        torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
    dist.init_process_group("cpu:gloo,cuda:nccl" if device == "cuda" else "gloo")
    atexit.register(dist.destroy_process_group)
    if rank() > 0:
        sys.stdout = open(os.devnull, "w")


def rank():
    """The number of this process; the first, 0, is the one that saves."""
    return dist.get_rank() if dist.is_initialized() else 0


def processes():
    """How many there are."""
    return dist.get_world_size() if dist.is_initialized() else 1


def agreed(number):
    """The first process's number, for decisions that all must take alike. It lies on the host: no device waits for it."""
    if not dist.is_initialized():
        return number
    told = torch.tensor(number, dtype=torch.float64)
    dist.broadcast(told, 0)
    return told.item()


def average(values):
    """Makes a tensor, in place, the mean of all processes'."""
    if dist.is_initialized():
        dist.all_reduce(values)
        values /= processes()


def average_gradients(parameters):
    """Makes every gradient the mean of all processes'."""
    if not dist.is_initialized():
        return
    gradients = [p.grad for p in parameters if p.grad is not None]
    flat = torch.cat([g.reshape(-1) for g in gradients])
    average(flat)
    for gradient, mean in zip(gradients, flat.split([g.numel() for g in gradients])):
        gradient.copy_(mean.view_as(gradient))
