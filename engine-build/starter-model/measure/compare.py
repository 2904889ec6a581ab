"""Prints teacher and student side by side as Markdown, with the bars and whether they are reached.

Usage: python3 -m measure.compare TEACHER.json STUDENT.json [FP32.json INT8.json]

The files are those of measure.evaluate, the last two those of measure.engine_check.
"""

import json
import sys
from pathlib import Path

#: Row title, path in the report, least share (None: stated only).
ROWS = [
    ("Single, English, top-1", "single.en.top1", 0.85), ("Single, Chinese, top-1", "single.zh.top1", 0.85),
    ("Single, English, top-5", "single.en.top5", None), ("Single, Chinese, top-5", "single.zh.top5", None),
    ("Pair, both concepts", "pair.both", 0.75), ("Pair, at least one", "pair.any", None),
    ("Layout", "layout.right", 0.95), ("Background colour", "colour.right", 0.95), ("Background kind", "background.right", None),
    ("Style", "style.right", 0.90), ("Everyday words, English", "everyday.en", 0.60), ("Everyday words, Chinese", "everyday.zh", 0.60),
    *((f"Single, {shape}", f"shape.classes.{shape}", None) for shape in ("square", "wide", "tall", "phone", "postcard")),
]
#: What the student must keep of the teacher, and one language of the other.
WITHIN, COMPARED = 0.03, ("single.en.top1", "single.zh.top1", "pair.both", "layout.right", "colour.right", "style.right")


def value(report, path):
    for key in path.split("."):
        report = (report or {}).get(key)
    return report


def percent(number):
    return "–" if number is None else f"{100 * number:.1f} %"


def passed(ok):
    return "pass" if ok else "**fail**"


def rows(teacher, student):
    """One line a measure: both values, the bar, and whether the student reaches it and stays near the teacher."""
    for title, path, bar in ROWS:
        a, b = value(teacher, path), value(student, path)
        verdict = [] if bar is None or b is None else [passed(b >= bar)]
        if path in COMPARED and None not in (a, b) and a - b > WITHIN:
            verdict.append("**over 3 points below the teacher**")
        yield title, percent(a), percent(b), "stated" if bar is None else f"≥ {percent(bar)}", ", ".join(verdict)
    gaps = [abs((value(r, "single.en.top1") or 0) - (value(r, "single.zh.top1") or 0)) for r in (teacher, student)]
    yield "Languages apart", *map(percent, gaps), "≤ 3.0 %", passed(gaps[1] <= 0.03)
    for title, path in (("Four seeds, RMS distance of pixels", "diversity.rms"), ("Four seeds, feature distance", "diversity.feature_distance")):
        yield title, str(value(teacher, path)), str(value(student, path)), "stated", ""
    same = [value(r, "diversity.identical") for r in (teacher, student)]
    yield "Identical pairs among four seeds", *map(str, same), "0", passed(same[1] == 0)


def engine_rows(fp32, int8):
    """INT8 against FP32 through the product."""
    for language in ("en", "zh"):
        full, low = (value(report, f"single.{language}.top1") for report in (fp32, int8))
        if None not in (full, low):
            yield f"Engine, {language}, FP32 and INT8", percent(full), percent(low), "INT8 within 2 points", passed(full - low <= 0.02)


def main(*files):
    teacher, student, *engines = (json.loads(Path(file).read_text()) for file in files)
    heads = [f"{name} ({r['steps']} steps, guidance {r['guidance']:g})" for name, r in (("Teacher", teacher), ("Student", student))]
    print(f"| Measure | {heads[0]} | {heads[1]} | Bar | Student |\n|---|---|---|---|---|")
    lines = [*rows(teacher, student), *(engine_rows(*engines) if engines else ())]
    for line in lines:
        print("| " + " | ".join(line) + " |")


if __name__ == "__main__":
    main(*sys.argv[1:])
