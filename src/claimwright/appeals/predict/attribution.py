"""Which passages moved the odds, by leaving them out (occlusion; Zeiler and Fergus, 2014). Offsets are code points.

For the shipped model a passage is the words from which an attribute was read, and its effect how far P(Overturned) moves
when that attribute is not known. For a model of texts it is a sentence, and inside the ones that moved most, a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimwright.appeals.gate import KINDS
from claimwright.appeals.predict.answers import Model, Shipped, Trained
from claimwright.appeals.predict.describe import Described
from claimwright.appeals.predict.reading.attributes import Read
from claimwright.appeals.records import Passage

LEAST = 0.005
"""A smaller effect is not shown."""
MOST = 8

_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?\n]?")
_WORD_END = re.compile(r"\w*")
_PHRASE = re.compile(r"[^,;:()]+[,;:()]?")
_OPENED = 3
_SENTENCES = 60

Spans = list[tuple[int, int]]


def passages(model: Model, of: Described) -> tuple[Passage, ...]:
    """The passages that moved the odds most, strongest first; none where the text had no part in them."""
    if not of.text.strip() or of.text != of.denial.text:
        return ()
    found = _readings(model, of) if isinstance(model, Shipped) else _occluded(model, of)
    kept = [each for each in found if abs(each.effect) >= LEAST]
    return tuple(sorted(kept, key=lambda each: (-abs(each.effect), each.start))[:MOST])


def _readings(model: Shipped, of: Described) -> Iterator[Passage]:
    whole = model.odds.chance(of.attributes).probability
    for name, read in _read(of):
        effect = whole - model.odds.chance(of.attributes.without(name)).probability
        for start, end in read.spans:
            yield Passage(start, end, of.text[start:end], round(effect, 4))


def _read(of: Described) -> Iterator[tuple[str, Read]]:
    """The attributes that came from the text and from nowhere else."""
    reading, denial, attributes = of.reading, of.denial, of.attributes
    if reading.service and reading.service.category == attributes.treatment and not denial.treatment:
        yield "treatment", reading.service
    if reading.condition and reading.condition.category == attributes.diagnosis and not denial.diagnosis:
        yield "diagnosis", reading.condition
    if reading.age and reading.age.value == attributes.age and not denial.age_range:
        yield "age", reading.age
    if reading.sex and reading.sex.value == attributes.sex and not denial.sex:
        yield "sex", reading.sex
    ground = _ground(of)
    if ground and attributes.ground and not (denial.denial_reason or denial.services):
        yield "ground", ground


def _ground(of: Described) -> Read | None:
    kind = next((each for each in KINDS if each.name == of.gate.kind), None)
    match = kind.words.search(of.text) if kind else None
    if match is None:
        return None
    end = _WORD_END.match(of.text, match.end())
    return Read(of.gate.kind, ((match.start(), end.end() if end else match.end()),))


def _occluded(model: Trained, of: Described) -> list[Passage]:
    whole = model.overturned(of, [of.text])[0]
    sentences = _without(model, of, whole, _pieces(of.text, 0, len(of.text), _SENTENCE)[:_SENTENCES])
    sentences.sort(key=lambda each: -abs(each.effect))
    opened = [each for each in sentences[:_OPENED] if abs(each.effect) >= LEAST]
    phrases = _without(model, of, whole, [p for s in opened for p in _pieces(of.text, s.start, s.end, _PHRASE)])
    told = [each for each in phrases if any(_mostly(each, sentence) for sentence in opened)]
    spared = [s for s in sentences if not any(s.start <= each.start < s.end for each in told)]
    return [*told, *spared]


def _mostly(phrase: Passage, sentence: Passage) -> bool:
    """Whether a phrase carries at least half of its sentence's effect."""
    inside = sentence.start <= phrase.start and phrase.end <= sentence.end
    return inside and phrase.effect * sentence.effect > 0 and abs(phrase.effect) >= abs(sentence.effect) / 2


def _without(model: Trained, of: Described, whole: float, spans: Spans) -> list[Passage]:
    if not spans:
        return []
    text = of.text
    chances = model.overturned(of, [text[:start] + " " + text[end:] for start, end in spans])
    pairs = zip(spans, chances, strict=True)
    return [Passage(start, end, text[start:end], round(whole - chance, 4)) for (start, end), chance in pairs]


def _pieces(text: str, start: int, end: int, pattern: re.Pattern[str]) -> Spans:
    """The pieces of a stretch, without the spaces around them."""
    out: Spans = []
    for match in pattern.finditer(text, start, end):
        piece = match[0]
        if piece.strip(" .,;:()\n\t"):
            first = match.start() + len(piece) - len(piece.lstrip())
            out.append((first, first + len(piece.strip())))
    return out
