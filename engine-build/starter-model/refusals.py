"""Ends a script of the recipe with one sentence, not a traceback, where packages, input or disk space are missing.

The packages `data`, `train` and `measure` import this first, so it holds for every script in them: run as
`python3 -m data.draw_pool ...`, a missing package is told before the first import that needs it.
"""

import errno
import sys
from importlib import metadata
from pathlib import Path

#: Versions the recipe runs with, as beginnings; requirements.txt pins the ones it was last run with.
VERSIONS = {"torch": "2.", "diffusers": "0.", "transformers": "5.", "tokenizers": "0.", "numpy": "2.", "scipy": "1.",
            "pillow": "", "safetensors": "0."}
#: Which script writes what the others read from DATA.
MADE_BY = {"icons.json": "node data/render_icons.mjs", "icons.rgba": "node data/render_icons.mjs",
           "atlas.npy": "python3 -m data.make_atlas", "lexicon.json": "python3 -m data.build_lexicon",
           "tokenizer": "python3 -m data.tokenizer", "tokenizer_2": "python3 -m data.tokenizer",
           "captions": "python3 -m data.draw_captions", "pool": "python3 -m data.draw_pool",
           "text_encoder": "python3 -m train.text_encoders", "text_encoder_2": "python3 -m train.text_encoders",
           "vae": "python3 -m train.autoencoder", "latents": "python3 -m train.encode", "teacher": "python3 -m train.transformer",
           "transformer": "python3 -m train.distill", "judge.pt": "python3 -m measure.judge"}


def expect(data_dir, *names):
    """Ends the script where an earlier stage has not written one of the names to DATA."""
    for name in names:
        if not (Path(data_dir) / name).exists():
            raise SystemExit(f"expected {name} in {data_dir}, found none: run {MADE_BY[name.split('/')[0]]} with {data_dir} first")


def check_packages(*names):
    """Ends the script where one of these packages is missing or of another version."""
    for name in names:
        version = VERSIONS[name]
        try:
            found = metadata.version(name)
        except metadata.PackageNotFoundError:
            found = "none"
        if found == "none" or not found.startswith(version):
            file = Path(__file__).with_name("requirements.txt")
            raise SystemExit(f"expected {name} {version or 'of any version'}, found {found}: run pip install -r {file}")


def _disk_is_full(error):
    # torch and safetensors wrap the system's error in their own; only the message is left of it.
    signs = ("No space left on device", "PytorchStreamWriter failed writing", "file write failed")
    return getattr(error, "errno", None) == errno.ENOSPC or any(sign in str(error) for sign in signs)


def _is_of_call(error, trace):
    """Whether the error arose where the command line is read, in the last line of the script."""
    while trace.tb_next:
        trace = trace.tb_next
    script = trace.tb_frame.f_code.co_name == "<module>" and trace.tb_frame.f_globals.get("__name__") == "__main__"
    return script and isinstance(error, (IndexError, TypeError, ValueError))


def sentence(error, trace):
    """What to say of an error; None where it is a fault of the script."""
    if _disk_is_full(error):
        return f"expected room for {getattr(error, 'filename', None) or 'the files'}, the disk is full: free some space and run this again"
    if isinstance(error, (FileNotFoundError, NotADirectoryError)) and error.filename:
        maker = next((MADE_BY[part] for part in reversed(Path(error.filename).parts) if part in MADE_BY), None)
        return f"expected {error.filename}, found none: " + (f"run {maker} first" if maker else "name a folder that exists")
    if _is_of_call(error, trace):
        usage = next((line for line in (sys.modules["__main__"].__doc__ or "").splitlines() if "Usage: " in line), "")
        return f"expected other arguments, received {' '.join(sys.argv[1:]) or 'none'}: {usage[usage.find('Usage: '):]}"
    return None


def _tell(kind, error, trace):
    said = sentence(error, trace)
    if said is None:
        sys.__excepthook__(kind, error, trace)
    else:
        print(said, file=sys.stderr)


sys.excepthook = _tell
