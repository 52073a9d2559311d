"""PHI out of a text, and back where the operator allows it.

`redact(text, spans, operator=..., key=...)` and `restore(redaction, key)` are all that other parts need.
"""

from claimwright.intake.redact.key import RedactionKey
from claimwright.intake.redact.operators import OPERATORS, REVERSIBLE, Operator
from claimwright.intake.redact.redaction import Redaction, Replacement, redact, restore, restore_tokens

__all__ = [
    "OPERATORS",
    "REVERSIBLE",
    "Operator",
    "Redaction",
    "RedactionKey",
    "Replacement",
    "redact",
    "restore",
    "restore_tokens",
]
