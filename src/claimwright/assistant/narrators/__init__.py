"""One narrator a kind of question: each writes sentences from the trace, and only from it.

A module of this package defines `KIND` and `narrate(session, question, subject)`; adding a kind of answer is adding a
file and its test.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache

from claimwright.assistant.answer import Sentence
from claimwright.assistant.questions import Question
from claimwright.assistant.resolve import Subject
from claimwright.assistant.session import Session

Narrator = Callable[[Session, Question, Subject], list[Sentence]]


@cache
def narrators() -> dict[str, Narrator]:
    """Every narrator by the kind of question that it answers."""
    found: dict[str, Narrator] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        if hasattr(module, "KIND"):
            found[module.KIND] = module.narrate
    return found
