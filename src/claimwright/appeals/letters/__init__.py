"""Letters: from a denial to an appeal, a dispute or a corrected claim that says only what it can support.

`draft` writes one; `render` sets it as Markdown, DOCX or PDF. Every paragraph names what it stands on, provisions are
quoted from the opened corpus with offsets, and what has no support is told to the sender.
"""

from __future__ import annotations

from claimwright.appeals.letters.draft import draft, fitting
from claimwright.appeals.letters.questions import UnansweredError
from claimwright.appeals.letters.records import (
    KINDS,
    Deadline,
    Draft,
    Enclosure,
    Letter,
    LetterKind,
    Paragraph,
    Place,
    Sheet,
    Support,
)

__all__ = [
    "KINDS", "Deadline", "Draft", "Enclosure", "Letter", "LetterKind", "Paragraph", "Place", "Sheet", "Support",
    "UnansweredError", "draft", "fitting",
]  # fmt: skip
