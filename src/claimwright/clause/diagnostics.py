"""Findings about Clause source: what is wrong, where, and the way out; as text with excerpt, or as JSON.

Codes are stable and documented in docs/errors.md: CL0xx characters and words, CL1xx syntax, CL2xx names,
CL3xx types, CL4xx rules and dating, CL5xx tables and data, CL9xx while rules run.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from claimwright.clause.syntax import Span
from claimwright.core.errors import ConfigError, Location

Sources = str | Mapping[str, str]
"""The text of the file that a diagnostic is about, or the texts of several files by path."""

TAB_WIDTH = 4
EXCERPT_WIDTH = 140


class Severity(StrEnum):
    """Whether a pack may run with the finding (warning) or not (error)."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Note:
    """A second place that explains the first, such as the other of two equal names."""

    message: str
    path: str
    span: Span


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `label` stands beside the caret, `fix` says what to write instead."""

    code: str
    message: str
    path: str
    span: Span
    label: str = ""
    fix: str = ""
    notes: tuple[Note, ...] = ()
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Whether the finding stops the pack from running."""
        return self.severity is Severity.ERROR


class ClauseError(ConfigError):
    """Clause source that cannot be used; carries every finding, in source order.

    With `sources` the message shows excerpts, without it one line a finding.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic], sources: Sources = "") -> None:
        self.diagnostics = tuple(diagnostics)
        self.sources = sources
        first = self.diagnostics[0]
        where = Location(first.path, first.span.line, first.span.column)
        super().__init__(first.message, where=where, fix=first.fix, code=first.code)

    def __str__(self) -> str:
        return render_all(self.diagnostics, self.sources)


# --- as text ---------------------------------------------------------------------------------------------


def render_all(diagnostics: Iterable[Diagnostic], sources: Sources = "") -> str:
    """All findings as text, a blank line between two."""
    return "\n\n".join(render(each, sources) for each in diagnostics)


def render(diagnostic: Diagnostic, sources: Sources = "") -> str:
    """One finding as text: place and message, excerpt with caret, the fix, and notes with their excerpts."""
    place = _place(diagnostic.path, diagnostic.span)
    head = f"{place}: {diagnostic.severity} {diagnostic.code}: {diagnostic.message}"
    text = _source_of(diagnostic.path, diagnostic.path, sources)
    lines = [head, *_excerpt(text, diagnostic.span, diagnostic.label, "^")]
    if diagnostic.fix:
        lines.append(f"  fix: {diagnostic.fix}")
    for note in diagnostic.notes:
        lines.append(f"  note: {note.message} ({_place(note.path, note.span)})")
        lines.extend(_excerpt(_source_of(note.path, diagnostic.path, sources), note.span, "", "-"))
    return "\n".join(lines)


def render_summary(diagnostics: Iterable[Diagnostic]) -> str:
    """`2 errors, 1 warning`; empty where there is nothing."""
    counts = dict.fromkeys(Severity, 0)
    for each in diagnostics:
        counts[each.severity] += 1
    return ", ".join(f"{n} {kind}{'s' * (n != 1)}" for kind, n in counts.items() if n)


def _place(path: str, span: Span) -> str:
    return f"{path}:{span.line}:{span.column}"


def _source_of(path: str, main: str, sources: Sources) -> str:
    if isinstance(sources, str):
        return sources if path == main else ""
    return sources.get(path, "")


def _excerpt(source: str, span: Span, label: str, mark: str) -> list[str]:
    lines = source.split("\n")
    if not source or span.line > len(lines):
        return []
    text = lines[span.line - 1].rstrip("\r")
    end = span.end_column if span.end_line == span.line else len(text) + 1
    text, start, end = _window(text, span.column, max(end, span.column + 1))
    gutter = len(str(span.line))
    under = " " * _width(text[: start - 1]) + mark * max(_width(text[start - 1 : end - 1]), 1)
    return [
        f"{'':{gutter}} |",
        f"{span.line} | {_expand(text)}".rstrip(),
        f"{'':{gutter}} | {under} {label}".rstrip(),
    ]


def _window(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Cut a very long line down to the part around the span; columns move with it."""
    if len(text) <= EXCERPT_WIDTH:
        return text, start, end
    first = max(0, start - 1 - EXCERPT_WIDTH // 2)
    cut = text[first : first + EXCERPT_WIDTH]
    head, tail = "…" if first else "", "…" if first + EXCERPT_WIDTH < len(text) else ""
    shift = first - len(head)
    return head + cut + tail, start - shift, min(end - shift, len(head) + len(cut) + 1)


def _expand(text: str) -> str:
    return "".join(" " * TAB_WIDTH if c == "\t" else c if c.isprintable() else "\ufffd" for c in text)


def _width(text: str) -> int:
    """Columns that the text takes on a terminal: wide characters two, combining marks none."""
    return len(text) if text.isascii() and "\t" not in text else sum(map(_cells, text))


def _cells(character: str) -> int:
    if character == "\t":
        return TAB_WIDTH
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


# --- as JSON ---------------------------------------------------------------------------------------------


def to_json(diagnostic: Diagnostic) -> dict[str, object]:
    """One finding as plain values: `path`, `line` and `column` count as in the text form."""
    place = _json_place(diagnostic.path, diagnostic.span)
    notes = [{"message": note.message, **_json_place(note.path, note.span)} for note in diagnostic.notes]
    return {
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        **place,
        "label": diagnostic.label,
        "fix": diagnostic.fix,
        "notes": notes,
    }


def _json_place(path: str, span: Span) -> dict[str, object]:
    return {
        "path": path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


# --- did you mean ----------------------------------------------------------------------------------------


def closest(name: str, candidates: Iterable[str]) -> str:
    """The candidate that is most likely meant by a misspelt name; empty where none is near."""
    by_fold = {each.lower().replace("_", ""): each for each in sorted(candidates, reverse=True)}
    found = get_close_matches(name.lower().replace("_", ""), by_fold, n=1, cutoff=0.66)
    return by_fold[found[0]] if found else ""


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """``did you mean `x`?``, or empty where no candidate is near."""
    found = closest(name, candidates)
    return f"did you mean `{found}`?" if found else ""
