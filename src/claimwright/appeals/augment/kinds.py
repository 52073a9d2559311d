"""What a language model is asked for: HICRIC's three kinds, without its rewrites that add clinical detail.

A generic rewrite takes away what makes the case specific and is insufficient; a sufficient rewrite says the same in other
words and keeps its label; an unrelated text is about something else and is insufficient.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Name = Literal["generic", "sufficient", "unrelated"]
_RULES = (
    " Answer with the text alone. Words in angle brackets stand for names; keep them as they are or leave them out."
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: what is asked, what label the text has, and whether it starts from a case's text."""

    name: Name
    ask: str
    sufficient: bool
    from_case: bool = True


KINDS: dict[Name, Kind] = {
    "generic": Kind(
        "generic",
        "Rewrite this description of a health insurance denial so vaguely that nobody could tell which condition or which "
        "service it is about. Use no medical words, no numbers and no codes. Two or three sentences." + _RULES,
        sufficient=False,
    ),
    "sufficient": Kind(
        "sufficient",
        "Say this description of a health insurance denial in other words, as the patient might. Keep every fact, add none: "
        "no new condition, service, number, date, code or event. Do not say how the case ended." + _RULES,
        sufficient=True,
    ),
    "unrelated": Kind(
        "unrelated",
        "Write two or three sentences that a person might type into the wrong form: about {topic}. Nothing about health, "
        "medicine or insurance." + _RULES,
        sufficient=False,
        from_case=False,
    ),
}

TOPICS = (
    "a delayed parcel", "a parking permit", "a noisy neighbour", "a school trip", "a broken dishwasher", "a recipe",
    "a lost library card", "the weather on a hike", "a concert ticket",
)  # fmt: skip
