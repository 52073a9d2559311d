"""From raw files to records: one processor a file, each defining `PROCESSOR`."""

from __future__ import annotations

from claimwright.corpus.process._cases import narrative_of
from claimwright.corpus.process._report import Problem, collecting
from claimwright.corpus.process.base import Processor, find_processor, processors

__all__ = ["Problem", "Processor", "collecting", "find_processor", "narrative_of", "processors"]
