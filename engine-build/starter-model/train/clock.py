"""The time of a training stage, by the wall clock or, for a run that must be repeatable, by counted steps."""

import time

import torch

from train.ranks import agreed


class Clock:
    """Minutes since the stage began; with `step_seconds` every step counts as that long, however long it took.

    Of several processes the first one's clock counts for all.
    """

    def __init__(self, step_seconds=None):
        self._step_seconds, self._start = step_seconds, time.time()

    def minutes(self, steps):
        """Minutes spent, `steps` steps into the stage."""
        return agreed(steps * self._step_seconds / 60 if self._step_seconds else (time.time() - self._start) / 60)


def add_option(parser):
    """The command line's --step-seconds."""
    parser.add_argument("--step-seconds", type=float, metavar="S",
                        help="count every step as S seconds, so that the stage ends after the same step on every machine")


def trend(losses):
    """One line: the mean loss of the first and of the last quarter of a run."""
    quarter = max(1, len(losses) // 4)
    first, last = (float(torch.stack([loss.detach() for loss in part]).mean()) for part in (losses[:quarter], losses[-quarter:]))
    return f"loss {first:.4f} at first, {last:.4f} at last, means of {quarter} steps"
