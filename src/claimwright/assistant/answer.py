"""An answer: sentences, each with the trace nodes that it stands on."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class Sentence(msgspec.Struct, frozen=True, omit_defaults=True):
    """One statement. `nodes` are of the run that is asked about, or of `run`, a verified change."""

    text: str
    nodes: tuple[int, ...]
    run: str = ""

    def __str__(self) -> str:
        cited = ", ".join(f"n{node}" for node in self.nodes)
        return f"{self.text} [{cited}{f' of run {self.run}' if self.run else ''}]"


class Withheld(msgspec.Struct, frozen=True):
    """A sentence that was not shown, because these figures do not stand in what it cites."""

    text: str
    figures: tuple[str, ...]


class Answer(msgspec.Struct, frozen=True):
    """What is said to a question. `answered` is False where the trace does not say."""

    question: str
    kind: str
    claim_id: str
    run: str
    answered: bool
    sentences: tuple[Sentence, ...]
    withheld: tuple[Withheld, ...] = ()

    @property
    def text(self) -> str:
        """The sentences without their citations."""
        return " ".join(sentence.text for sentence in self.sentences)

    def render(self) -> str:
        """The sentences, one a line, with citations."""
        return "\n".join(str(sentence) for sentence in self.sentences)


def say(text: str, nodes: Iterable[int], run: str = "") -> Sentence:
    """A sentence that cites nodes, each once, in order."""
    return Sentence(text, tuple(dict.fromkeys(nodes)), run)
