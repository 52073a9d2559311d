"""Python source in the making: lines with the rule position each came from, and the sites that they write rows for."""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import CodeType
from typing import Any, cast

from claimwright.clause.syntax import Span
from claimwright.clause.values import CodeSet
from claimwright.trace.sites import Origin, Role, Site, SiteKind, Slot


@dataclass(slots=True)
class Row:
    """The row that a statement will write: its slots, the Python that fills them, and what must stand before it.

    `names` are the captured values; `presets` those of them that an `and`, `or` or `else` may leave unevaluated.
    """

    slots: list[Slot] = field(default_factory=list[Slot])
    code: list[str] = field(default_factory=list[str])
    names: list[str] = field(default_factory=list[str])
    presets: list[str] = field(default_factory=list[str])
    searches: list[tuple[Any, str]] = field(default_factory=list[tuple[Any, str]])

    def add(self, slot: Slot, code: str) -> None:
        """One more value."""
        self.slots.append(slot)
        self.code.append(code)


class Module:
    """Generated Python for one pack file, line by line, each with the span of the rule that it came from."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.lines: list[str] = []
        self.spans: list[Span] = []
        self.depth = 0
        self.span = Span(1, 1, 1, 1)

    def line(self, text: str) -> None:
        """Add a line at the current depth."""
        self.lines.append("    " * self.depth + text)
        self.spans.append(self.span)

    @contextmanager
    def block(self, head: str) -> Generator[None]:
        """A line that opens a block, and the lines within it."""
        self.line(head)
        self.depth += 1
        before = len(self.lines)
        yield
        if len(self.lines) == before:
            self.line("pass")
        self.depth -= 1

    @contextmanager
    def at(self, span: Span) -> Generator[None]:
        """Lines that come from this place in the rules."""
        outer, self.span = self.span, span
        yield
        self.span = outer

    def compile(self) -> CodeType:
        """Compiled code whose tracebacks point into the rule file."""
        tree = ast.parse("\n".join(self.lines))
        for node in ast.walk(tree):
            if isinstance(node, ast.expr | ast.stmt | ast.excepthandler | ast.arg | ast.keyword):
                _place(node, self.spans[node.lineno - 1])
        return compile(tree, self.path, "exec")


def _place(node: ast.expr | ast.stmt | ast.excepthandler | ast.arg | ast.keyword, span: Span) -> None:
    """Give a node of generated Python the place of the rule it came from."""
    one_line = span.end_line == span.line
    node.lineno = node.end_lineno = span.line
    node.col_offset = span.column - 1
    node.end_col_offset = max(span.end_column - 1, span.column) if one_line else span.column


class Sites:
    """The site table while it grows."""

    def __init__(self) -> None:
        self.sites: list[Site] = []

    def reserve(self) -> int:
        """A number for a site whose slots are not known yet."""
        self.sites.append(Site("run", ""))
        return len(self.sites) - 1

    def fill(self, number: int, kind: SiteKind, name: str, *, rule: str, path: str, span: Span, text: str = "",
             slots: list[Slot] | None = None, chain: int = -1, ends: bool = False, **attributes: Any) -> int:  # fmt: skip
        """Describe a reserved site."""
        self.sites[number] = Site(
            kind, name, rule, path, span.line, span.column, span.end_line, span.end_column, text, tuple(slots or ()), chain, ends,
            {key: value for key, value in attributes.items() if value not in ("", (), [], None)},
        )  # fmt: skip
        return number


class Constants:
    """Values that generated code names instead of spelling."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self._dates: dict[dt.date, str] = {}

    def code(self, value: Any) -> str:
        """Python for a constant."""
        if isinstance(value, dt.date):
            name = self._dates.get(value)
            if name is None:
                name = self._dates[value] = self._name(value)
            return name
        if isinstance(value, CodeSet):
            return self._name(value)
        if isinstance(value, tuple):
            items = cast("tuple[Any, ...]", value)
            return "(" + "".join(self.code(each) + ", " for each in items) + ")"
        return repr(value)

    def _name(self, value: Any) -> str:
        name = f"K{len(self.values)}"
        self.values[name] = value
        return name


def slot(name: str, role: Role, kind: str, origins: tuple[Origin, ...] = ()) -> Slot:
    """A slot, its name short enough to read."""
    return Slot(name if len(name) <= 200 else name[:199] + "…", role, kind, origins)
