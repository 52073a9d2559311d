"""How much PHI a redaction would leave standing: characters of reference spans that no predicted PHI span covers."""

from __future__ import annotations

from collections.abc import Iterable

from claimwright.intake.evaluate.spans import Labelled


def leaked(text: str, gold: Iterable[Labelled], predicted: Iterable[Labelled]) -> int:
    """Characters of PHI, white space aside, that stay visible; labels do not matter."""
    hidden: set[int] = set()
    for span in predicted:
        hidden.update(range(span.start, span.end))
    sensitive: set[int] = set()
    for span in gold:
        sensitive.update(range(span.start, span.end))
    return sum(not text[i].isspace() for i in sensitive - hidden)


def characters(text: str, gold: Iterable[Labelled]) -> int:
    """Characters of PHI in a message, white space aside."""
    return leaked(text, gold, ())
