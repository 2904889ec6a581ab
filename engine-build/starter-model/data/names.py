"""The concepts with their names, as make_concepts.mjs wrote them; their order is the class index."""

import json
from pathlib import Path

CONCEPTS = json.loads((Path(__file__).parent / "concepts.json").read_text())
