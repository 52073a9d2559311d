"""Editing an annotated text: replace stretches, and let every span follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from claimwright.intake.records import Message, Span

Edit = tuple[int, int, str]


def apply_edits(message: Message, edits: Iterable[Edit]) -> Message:
    """Replace `text[start:end]` by a new string for every edit; edits do not overlap one another.

    A span whose whole value is replaced takes the new value; a span elsewhere moves; an edit that cuts
    through a span's border is refused with `ValueError`.
    """
    ordered = sorted(edits)
    out, last = list[str](), 0
    for start, end, new in ordered:
        if start < last:
            raise ValueError(f"edits overlap at {start}")
        out += [message.text[last:start], new]
        last = end
    out.append(message.text[last:])
    move = _mover(ordered)
    layers = {
        name: tuple(Span(*move(s.start, s.end), s.label) for s in getattr(message, name))
        for name in ("insurance", "phi")
    }
    return replace(message, text="".join(out), **layers)


def _mover(edits: list[Edit]) -> Callable[[int, int], tuple[int, int]]:
    def move(start: int, end: int) -> tuple[int, int]:
        before = inside = 0
        for a, b, new in edits:
            growth = len(new) - (b - a)
            if b <= start and (a, b) != (start, end):
                before += growth
            elif a < end and b > start:
                if a < start or b > end:
                    raise ValueError(f"an edit of {a}:{b} cuts through the span {start}:{end}")
                inside += growth
        return start + before, end + before + inside

    return move


def spans_of(message: Message) -> list[Span]:
    """The distinct stretches of both layers; where both label one, the insurance label, which says more."""
    by_place = {(s.start, s.end): s for s in (*message.phi, *message.insurance)}
    return sorted(by_place.values())


def outside(message: Message) -> list[tuple[int, int]]:
    """The stretches of the text that belong to no span."""
    out: list[tuple[int, int]] = []
    last = 0
    for span in spans_of(message):
        if span.start > last:
            out.append((last, span.start))
        last = max(last, span.end)
    return [*out, (last, len(message.text))] if last < len(message.text) else out


def join(first: Message, second: Message, between: str) -> Message:
    """Two annotated texts as one; id, channel and intent are those of the first."""
    by = len(first.text) + len(between)

    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(s.start + by, s.end + by, s.label) for s in spans)

    return replace(
        first, text=first.text + between + second.text, insurance=first.insurance + moved(second.insurance),
        phi=first.phi + moved(second.phi),
    )  # fmt: skip
