"""Questions about an adjudicated claim, answered from its trace: every figure of every sentence stands in a cited node."""

from claimwright.assistant.answer import Answer, Sentence
from claimwright.assistant.local import answer
from claimwright.assistant.open import open_session
from claimwright.assistant.session import Session

__all__ = ["Answer", "Sentence", "Session", "answer", "open_session"]
