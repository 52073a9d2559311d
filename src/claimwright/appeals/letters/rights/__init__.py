"""Time limits and rights of a denial, by kind of plan, jurisdiction and sender; each with its source, each checked."""

from __future__ import annotations

from claimwright.appeals.letters.rights.apply import deadlines
from claimwright.appeals.letters.rights.table import Right, rights_for, table

__all__ = ["Right", "deadlines", "rights_for", "table"]
