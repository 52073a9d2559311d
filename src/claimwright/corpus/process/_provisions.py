"""A section of law as a tree of provisions, and its division into the smallest pieces that are worth citing.

The Code counts (a)(1)(A)(i)(I); the regulations (a)(1)(i)(A)(1)(i). The tree is the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

LONG = 350
"""Words above which a provision is divided into those it contains."""

_EDGES = " .:;—–-"


@dataclass(slots=True)
class Provision:
    """A section, or an enumerated part of one.

    `step` is the enumerator without brackets (empty for the section), `title` its label and heading for a heading
    path. `parts` are lines of text and provisions, in document order; the first line starts with the label.
    `divided` asks for a piece for each child, however short they are.
    """

    step: str = ""
    title: str = ""
    parts: list[str | Provision] = field(default_factory=list["str | Provision"])
    divided: bool = False

    def lines(self) -> Iterator[str]:
        """Every line in it, in document order."""
        for part in self.parts:
            if isinstance(part, str):
                yield part
            else:
                yield from part.lines()

    def words(self) -> int:
        return sum(len(line.split()) for line in self.lines())


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a section. `above` are the headings between the section's and its own. `part` is `intro` for the words
    before a provision's children, `flush` for the words after or between them, else empty."""

    path: tuple[str, ...]
    above: tuple[str, ...]
    text: str
    part: str = ""


def pieces(section: Provision) -> Iterator[Piece]:
    """The pieces of a section, in document order; together they hold all its text but headings that stand alone,
    which are in the heading paths of what they head."""
    yield from _pieces(section, (), ())


def _pieces(provision: Provision, path: tuple[str, ...], above: tuple[str, ...]) -> Iterator[Piece]:
    children = any(isinstance(part, Provision) for part in provision.parts)
    if not children or not (provision.divided or provision.words() > LONG):
        yield from _piece(Piece(path, above, "\n".join(provision.lines())))
        return
    below = (*above, provision.title) if provision.step and provision.title else above
    own: list[str] = []
    kind = "intro"
    for part in provision.parts:
        if isinstance(part, str):
            own.append(part)
            continue
        yield from _own(provision, Piece(path, above, "\n".join(own), kind))
        own, kind = [], "flush"
        yield from _pieces(part, (*path, part.step), below)
    yield from _own(provision, Piece(path, above, "\n".join(own), kind))


def _own(provision: Provision, piece: Piece) -> Iterator[Piece]:
    """A provision's own words, unless they are no more than its heading."""
    if piece.text.strip(_EDGES) != provision.title.strip(_EDGES) or not provision.step:
        yield from _piece(piece)


def _piece(piece: Piece) -> Iterator[Piece]:
    if piece.text.strip():
        yield piece
