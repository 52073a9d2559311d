"""Citations of law, rules and manuals: found in text, brought to one canonical form, and ordered by containment."""

from __future__ import annotations

from claimwright.corpus.citations.find import find_citations, parse_citation
from claimwright.corpus.citations.partial import find_partial
from claimwright.corpus.citations.records import Citation, FoundCitation

__all__ = ["Citation", "FoundCitation", "find_citations", "find_partial", "parse_citation"]
