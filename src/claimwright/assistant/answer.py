"""An answer: sentences, each with the trace nodes and the input fields that it stands on."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class Cited(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a sentence stands on in the run of a verified change."""

    run: str
    nodes: tuple[int, ...]
    inputs: tuple[str, ...] = ()
    """Fields of the changed inputs, such as `claim:H-1001/line:1.modifiers`."""
    repeat: tuple[str, ...] = ()
    """What `claimwright trace replay --with` takes to repeat the run, where the change can be written so."""

    def __str__(self) -> str:
        return f"run {self.run}: {_listed(self.nodes, self.inputs)}"


class Sentence(msgspec.Struct, frozen=True, omit_defaults=True):
    """One statement. `nodes` and `inputs` are of the run that is asked about."""

    text: str
    nodes: tuple[int, ...] = ()
    inputs: tuple[str, ...] = ()
    changed: tuple[Cited, ...] = ()

    def __str__(self) -> str:
        cited = [_listed(self.nodes, self.inputs), *map(str, self.changed)]
        return f"{self.text} [{'; '.join(filter(None, cited))}]"


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


def say(text: str, nodes: Iterable[int] = (), inputs: Iterable[str] = (), changed: Iterable[Cited] = ()) -> Sentence:
    """A sentence with its citations, each once, in order."""
    return Sentence(text, tuple(dict.fromkeys(nodes)), tuple(dict.fromkeys(inputs)), tuple(changed))


def _listed(nodes: Iterable[int], inputs: Iterable[str]) -> str:
    return ", ".join((*(f"n{node}" for node in nodes), *inputs))
