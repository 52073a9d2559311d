"""Parsing of the words of a comparison, and what to say about words that come close."""

from __future__ import annotations

from typing import Literal

from claimwright.clause.parse_cursor import Cursor

STATES = frozenset({"present", "absent", "empty", "denied", "pended"})
_OPERATORS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("less", "than"), "is less than"),
    (("more", "than"), "is more than"),
    (("at", "least"), "is at least"),
    (("at", "most"), "is at most"),
    (("on", "or", "before"), "is on or before"),
    (("on", "or", "after"), "is on or after"),
    (("before",), "is before"),
    (("after",), "is after"),
    (("in",), "is in"),
)
_OPPOSITE = {
    "is less than": "is at least", "is more than": "is at most", "is at least": "is less than",
    "is at most": "is more than", "is before": "is on or after", "is after": "is on or before",
    "is on or before": "is after", "is on or after": "is before",
}  # fmt: skip
_NEARLY: tuple[tuple[tuple[str, ...], str], ...] = (
    (("greater", "than"), "is more than"),
    (("bigger", "than"), "is more than"),
    (("smaller", "than"), "is less than"),
    (("fewer", "than"), "is less than"),
    (("later", "than"), "is after"),
    (("earlier", "than"), "is before"),
    (("equal", "to"), "is"),
    (("one", "of"), "is in"),
    (("any", "of"), "is in"),
    (("on", "or"), "is on or before` or `is on or after"),
    (("null",), "is absent"),
)
MISSING_IS: dict[str, tuple[tuple[tuple[str, ...], ...], str]] = {
    "in": ((), "write `is in`"),
    "not": ((), "write `is not`"),
    "less": ((("less", "than"),), "write `is less than`"),
    "more": ((("more", "than"),), "write `is more than`"),
    "greater": ((("greater", "than"),), "write `is more than`"),
    "at": ((("at", "least"), ("at", "most")), "write `is at least` or `is at most`"),
    "before": ((), "write `is before`"),
    "after": ((), "write `is after`"),
    "equals": ((), "write `is`"),
    "contains": ((), "turn it round: `value is in list`"),
    "isnt": ((), "write `is not`"),
    "exists": ((), "write `is present`"),
}
"""Words behind a value that lack their `is`: the words that must follow to be sure of it, and the way out."""


def parse_comparison_words(c: Cursor) -> tuple[Literal["state", "operator"], str, bool]:
    """The words from `is` on: a state and whether it is negated, or an operator."""
    start = c.advance()
    negated = c.take("not")
    if c.token.text in STATES and c.peek().text not in (".", "(", "of"):
        return "state", c.advance().text, negated
    for words, operator in _OPERATORS:
        if c.at(*words) and not _is_plain_name(c, words):
            if negated and operator != "is in":
                fix = f"write `{_OPPOSITE[operator]}`"
                c.fail("CL110", f"`is not {operator[3:]}` is not a comparison", c.span_from(start), fix=fix)
            for _ in words:
                c.advance()
            return "operator", "is not in" if negated else operator, False
    for words, operator in _NEARLY:
        if c.at(*words):
            c.fail_here("CL110", f"`is {' '.join(words)}` is not a comparison", fix=f"write `{operator}`")
    return "operator", "is not" if negated else "is", False


def _is_plain_name(c: Cursor, words: tuple[str, ...]) -> bool:
    """`x is before` at the end of a line compares with a member named `before`."""
    return len(words) == 1 and words[0] != "in" and c.peek().kind in ("NEWLINE", "END")
