"""The concepts as a dictionary sees them: texts in MiniLM's space and noun senses of WordNet. Usage: Concepts(net, encode)"""

import re

import numpy as np

from data.lexicon_sources import DRAWABLE
from data.names import CONCEPTS

GLOSS_WORDS, KIND_STEPS = 8, 7


def short_gloss(text):
    """The first words of a gloss, without what stands in brackets."""
    return " ".join(re.sub(r"\([^)]*\)|\[[^]]*\]", "", text).split()[:GLOSS_WORDS])


class Concepts:
    """All concepts as texts in MiniLM's space, and the senses of WordNet that they are."""

    def __init__(self, net, encode):
        self.encode, self.net = encode, net
        self.texts = [(name, c) for c, concept in enumerate(CONCEPTS) for name in concept["en"]]
        self.names = encode([name for name, _ in self.texts])
        self.anchors = self._find_anchors()
        told = [self._told(name, c) for name, c in self.texts]
        self.vectors = np.concatenate([self.names, encode(told)])
        self.owner = np.array([c for _, c in self.texts] * 2)

    def _find_anchors(self):
        """Synset → concept: for each name the drawable sense that reads most like all names together."""
        rows = [(name, concept, place, s) for name, concept in self.texts
                for place, s in enumerate([s for s in self.net.senses.get(name, []) if s.lexfile in DRAWABLE][:4])]
        centres = self.encode([", ".join(concept["en"][:4]) for concept in CONCEPTS])
        told = self.encode([f"{name}, {short_gloss(s.gloss)}" for name, _, _, s in rows])
        anchors, best, self.own = {}, {}, {}
        for (name, concept, place, sense), vector in zip(rows, told):
            likeness = float(vector @ centres[concept]) - 0.03 * place
            if likeness > best.get(name, -1):
                best[name], self.own[name] = likeness, sense
        for name, concept in self.texts:
            if name in self.own:
                anchors.setdefault(self.own[name].synset, concept)
        return anchors

    def _told(self, name, concept):
        sense = self.own.get(name)
        return f"{name}, {short_gloss(sense.gloss)}" if sense else ", ".join([name, *CONCEPTS[concept]["en"][:2]])

    def kind_of(self, synset):
        """Concept → steps up from a synset to the nearest sense of that concept."""
        found, level, seen = {}, [synset], set()
        for step in range(KIND_STEPS):
            for number in level:
                if number in self.anchors:
                    found.setdefault(self.anchors[number], step)
            seen.update(level)
            level = [up for number in level for up in self.net.hypernyms[number] if up not in seen]
        return found

    def likeness(self, vectors):
        """How alike each text is to each concept: [texts, concepts], the best of a concept's texts."""
        scores = vectors @ self.vectors.T
        order = np.argsort(self.owner, kind="stable")
        starts = np.searchsorted(self.owner[order], np.arange(len(CONCEPTS)))
        return np.maximum.reduceat(scores[:, order], starts, axis=1)
