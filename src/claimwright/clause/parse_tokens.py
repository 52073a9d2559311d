"""The tokens of Clause: their kinds, their shapes, and the words that join lines."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from claimwright.clause.syntax import Span


class Token(NamedTuple):
    """One word, literal or mark of the source; it never spans lines.

    `value`: a date for DATE; the parts of a TEXT, each a string or the tokens of an interpolation; a
    `LineEnd` for NEWLINE.
    """

    kind: str
    text: str
    line: int
    column: int
    value: Any = None

    @property
    def span(self) -> Span:
        """Where the token stands."""
        return Span(self.line, self.column, self.line, self.column + len(self.text))


class Comment(NamedTuple):
    """One comment without its dashes; `doc` for `---`; `blank` where an empty line precedes it."""

    text: str
    doc: bool
    blank: bool


class LineEnd(NamedTuple):
    """The comments of a logical line: those between its continued lines, and the one behind it."""

    inner: tuple[Comment, ...]
    behind: Comment | None


class Leading(NamedTuple):
    """What stands between a logical line and the one before it."""

    comments: tuple[Comment, ...]
    blank: bool


NO_LEADING = Leading((), False)

MASTER = re.compile(
    r"""[ \t\r]*+(?:
      (?P<NEWLINE>\n)
    | (?P<COMMENT>--[^\n]*+)
    | (?P<NAME>[a-z][a-z0-9_]*+(?!\w))
    | (?P<OPERATOR>->|[()\[\],.+*/?-]|:(?!=))
    | (?P<PLAIN>"[^"\\{}\n]*+")
    | (?P<DATE>\d{4}-\d{1,2}-\d{1,2}(?!\w))
    | (?P<OTHER_DATE>\d{1,2}/\d{1,2}/\d{4}(?!\w))
    | (?P<RATE>\d++(?:\.\d++)?+%(?!\w))
    | (?P<NUMBER>\d++(?:\.\d++)?+(?!\w))
    | (?P<MONEY>\$(?:[\d,.]*\d)?(?!\w))
    | (?P<REASON>[A-Z]{2}-[A-Z0-9]{1,3}+(?!\w))
    | (?P<CODE>(?=[0-9.]*+[A-Z])[A-Z0-9]++(?:\.[A-Z0-9]++)*+(?!\w))
    | (?P<TYPE>[A-Z][A-Za-z0-9]*+(?!\w))
    | (?P<BAD_WORD>\w++(?:\.\d\w*+)?)
    | (?P<TEXT>")
    | (?P<FOREIGN>===?|!==?|<=|>=|<>|&&|\|\||:=|=>|[=<>!;%&|~{}'])
    | (?P<BAD>.)
    | (?P<END>\Z)
    )""",
    re.VERBOSE,
)
"""Every token, after the spaces before it."""

SIMPLE = frozenset({"NAME", "OPERATOR", "NUMBER", "RATE", "REASON", "CODE", "TYPE"})
"""Kinds whose text is all there is to them."""

LAYOUT = frozenset({"NEWLINE", "INDENT", "DEDENT", "END"})

JOINS_NEXT = frozenset({
    "and", "or", "not", "else", "+", "-", "*", "/", ",", "is", "be", "of", "to", "in", "by", "with", "from",
    "for", "where", "satisfies", "than", "least", "most", "as", "among",
})  # fmt: skip
"""A line that ends in one of these goes on in the next, deeper line."""

JOINS_BACK = frozenset({"and", "or", "where", "satisfies", "with", "rounded"})
"""A deeper line that begins with one of these belongs to the line before; so does `as of`."""

FOREIGN: dict[str, tuple[str, ...]] = {
    "==": ("is",), "===": ("is",), "!=": ("is", "not"), "!==": ("is", "not"), "<>": ("is", "not"),
    "<": ("is", "less", "than"), "<=": ("is", "at", "most"), ">": ("is", "more", "than"),
    ">=": ("is", "at", "least"), "&&": ("and",), "&": ("and",), "||": ("or",), "|": ("or",), "!": ("not",),
    "=": ("is",), ":=": ("is",), "=>": (), ";": (),
}  # fmt: skip
"""Operators of other languages, and the words that say the same here."""

LOOKALIKES = {
    "\u00a0": "a plain space", "\u2009": "a plain space", "\u202f": "a plain space", "\u200b": "nothing",
    "\u201c": "`\"`", "\u201d": "`\"`", "\u201e": "`\"`", "\u2018": "`\"`", "\u2019": "`\"`", "'": "`\"`",
    "\u2013": "`-`", "\u2014": "`-`", "\u2212": "`-`", "\u00d7": "`*`", "\u00f7": "`/`",
    "\u2264": "`is at most`", "\u2265": "`is at least`", "\u2260": "`is not`", "\ufeff": "nothing",
}  # fmt: skip
"""Characters that editors put in place of those that were meant."""
