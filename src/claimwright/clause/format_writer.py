"""Lines of output, with comments and blank lines."""

from __future__ import annotations

from collections.abc import Iterable

from claimwright.clause.format_layout import INDENT, Doc, lay_out
from claimwright.clause.syntax import Trivia


class Writer:
    """Collects the lines of a pack."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.level = 0
        self.fresh_block = True
        """Nothing stands in this block yet, so that no blank line does."""

    def text(self) -> str:
        """Everything written."""
        return "\n".join(self.lines).rstrip("\n") + "\n"

    def blank(self) -> None:
        """One blank line, never two and none at the start."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def comment(self, text: str, level: int | None = None) -> None:
        """A comment on a line of its own."""
        dashes = "--" if text.startswith("--") or not text else "-- "
        self.lines.append(" " * INDENT * (self.level if level is None else level) + dashes + text)

    def doc(self, lines: Iterable[str]) -> None:
        """`---` lines."""
        self.lines.extend(f"{' ' * INDENT * self.level}--- {line}".rstrip() for line in lines)

    def line(self, doc: Doc, trivia: Trivia, documentation: tuple[str, ...] = ()) -> None:
        """A logical line with its comments."""
        if trivia.blank_before and not self.fresh_block:
            self.blank()
        for number, comment in enumerate(trivia.before):
            self.comment(comment)
            if number in trivia.blanks:
                self.blank()
        self.doc(documentation)
        self.lines.extend(lay_out(doc, self.level * INDENT))
        if trivia.behind:
            dashes = "--" if trivia.behind.startswith("--") else "-- "
            self.lines[-1] += f"  {dashes}{trivia.behind}"
        self.fresh_block = False

    def indent(self) -> None:
        """Into a block."""
        self.level += 1
        self.fresh_block = True

    def dedent(self) -> None:
        """Out of a block."""
        self.level -= 1
        self.fresh_block = False
