"""Verified remedies as sentences: `Line 1 would pay if CHANGE: RESULT, as adjudicated again.`

They come from the assistant, which adjudicated each of them. A change of what was coded carries `CODING`: only the
medical record can support it, and a letter never says that it does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

CODING = "only if the record supports it"
_REMEDY = re.compile(
    rf"(?P<line>.{{1,60}}?) would pay if (?P<change>.+?)(?P<coding>, {CODING})?: (?P<result>.+?), as adjudicated again\.?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Remedy:
    """`change` and `result` in words; `coding` where the change is one of what was coded. `id` is its support."""

    id: str
    change: str
    result: str
    coding: bool


def read_remedies(remedies: tuple[str, ...]) -> list[Remedy]:
    """The remedies of a denial; one that is not of the assistant's form is taken as a change without a result."""
    found: list[Remedy] = []
    for number, text in enumerate(remedies, 1):
        match = _REMEDY.fullmatch(text.strip())
        name = f"remedy-{number}"
        if match:
            found.append(Remedy(name, match["change"], match["result"], bool(match["coding"])))
        else:
            found.append(Remedy(name, text.strip().rstrip("."), "", CODING in text))
    return found
