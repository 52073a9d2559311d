"""The table of grounds (`grounds.toml`), and which of its entries bear on a letter."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from claimwright.appeals.letters.records import LetterKind
from claimwright.appeals.letters.rights.table import signers
from claimwright.appeals.records import Denial

Part = Literal["merits", "process", "request"]


class Ground(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A provision with the words that a letter quotes; see the head of the table.

    `about` are beginnings of words, as a pattern, one of which the denial must name; `lead` is the sentence that introduces the
    quotation, which takes its place at `{quote}`; `then` a
    sentence after it, with `{we}` for who signs.
    """

    key: str
    part: Part
    letters: tuple[LetterKind, ...]
    citation: str
    quote: str
    lead: str
    plans: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sender: Literal["", "member", "provider"] = ""
    about: str = ""
    then: str = ""


class _Table(msgspec.Struct, forbid_unknown_fields=True):
    ground: tuple[Ground, ...]


@cache
def table() -> tuple[Ground, ...]:
    """Every entry, in the order of the file."""
    text = (files("claimwright.appeals.letters.grounds") / "grounds.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Table).ground


def grounds_for(denial: Denial, letter: LetterKind, kind: str) -> list[Ground]:
    """The entries that bear on a letter about this denial; `kind` is the gate's name for the denial."""
    words = subject_words(denial)
    return [each for each in table() if _bears(each, denial, letter, kind, words)]


def subject_words(denial: Denial) -> str:
    """What the denial is about, in its own words: services, reasons, diagnosis, treatment; not the sender's story."""
    services = (part for each in denial.services for part in (each.service, each.because, *each.rarcs))
    return " ".join((*services, denial.denial_reason, denial.diagnosis, denial.treatment))


def _bears(ground: Ground, denial: Denial, letter: LetterKind, kind: str, words: str) -> bool:
    return (
        letter in ground.letters
        and (not ground.plans or denial.plan_type in ground.plans)
        and (not ground.kinds or kind in ground.kinds)
        and ground.sender in ("", *signers(denial, letter))
        and (not ground.about or re.search(rf"\b(?:{ground.about})", words, re.IGNORECASE) is not None)
    )
