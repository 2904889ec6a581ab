"""Writes terminal.json: sigmas of the reference scheduler where `shift_terminal` is set.

Run by hand, never by the tests:  python3 tests/golden/sigmas/make_sigmas.py
Made with diffusers 0.42.1.
"""

import itertools
import json
from pathlib import Path

from diffusers import FlowMatchEulerDiscreteScheduler

MU = 0.5
"""`base_shift`: what dynamic shifting uses for a picture of `base_image_seq_len` tokens."""


def sigmas_of(shift, terminal, steps):
    dynamic = shift is None
    options = {"use_dynamic_shifting": True} if dynamic else {"shift": shift}
    scheduler = FlowMatchEulerDiscreteScheduler(shift_terminal=terminal, **options)
    scheduler.set_timesteps(steps, **({"mu": MU} if dynamic else {}))
    return [float(f"{sigma:.8g}") for sigma in scheduler.sigmas.tolist()]


def main():
    cases = itertools.product([1.0, 3.0, None], [0.5, 0.1], [2, 3, 4, 8, 28])
    rows = [
        {"shift": shift, "terminal": terminal, "steps": steps, "sigmas": sigmas_of(shift, terminal, steps)}
        for shift, terminal, steps in cases
    ]
    lines = ",\n".join(json.dumps(row) for row in rows)
    Path(__file__).with_name("terminal.json").write_text(f"[\n{lines}\n]\n")


main()
