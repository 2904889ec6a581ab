"""Runs draw_prompts.mjs, which draws through the product's own engines on this machine."""

import json
import subprocess
from pathlib import Path

SCRIPT = Path(__file__).parent / "draw_prompts.mjs"


def draw(jobs, folder, model, precision, steps, guidance=None, data=None, threads=0):
    """Draws jobs {"prompt", "width", "height", "seeds", "out"} whose files are missing; `folder` keeps the list."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / "jobs.json"
    listed.write_text(json.dumps(jobs, ensure_ascii=False))
    command = ["node", SCRIPT, listed, "--model", model, "--precision", precision, "--steps", str(steps), "--threads", str(threads)]
    if guidance is not None:
        command += ["--guidance", str(guidance)]
    if data is not None:
        command += ["--data", data]
    subprocess.run([str(part) for part in command], check=True)
