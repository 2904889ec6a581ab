"""Draws with diffusers + PyTorch (fp32, eager) and answers with its time.

One JSON request a line on stdin, one JSON line {"totalMs": ...} on stdout. Used by hand:
    npx motif bench --reference "python3 tests/bench/diffusers_reference.py"
Needs: pip install torch diffusers transformers accelerate
"""

import json
import sys
import time

import torch
from diffusers import StableDiffusion3Pipeline


def load(model: str) -> StableDiffusion3Pipeline:
    pipe = StableDiffusion3Pipeline.from_pretrained(
        model, text_encoder_3=None, tokenizer_3=None, torch_dtype=torch.float32, local_files_only=True
    )
    pipe.set_progress_bar_config(disable=True)
    return pipe


def draw(pipe: StableDiffusion3Pipeline, request: dict) -> float:
    """Milliseconds for the whole request: prompt to pictures."""
    torch.set_num_threads(request["threads"])
    started = time.perf_counter()
    pipe(
        request["prompt"],
        width=request["width"],
        height=request["height"],
        num_inference_steps=request["steps"],
        guidance_scale=request["guidance"],
        num_images_per_prompt=request["count"],
        max_sequence_length=request["maxSequenceLength"],
    )
    return 1000 * (time.perf_counter() - started)


def main() -> None:
    pipe, model = None, None
    for line in sys.stdin:
        request = json.loads(line)
        if model != request["model"]:
            pipe, model = load(request["model"]), request["model"]
        print(json.dumps({"totalMs": draw(pipe, request)}), flush=True)


main()
