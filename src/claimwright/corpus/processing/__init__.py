"""Running processors over a corpus: what is to be done, in many processes, resumable, with one ledger line a file."""

from __future__ import annotations

from claimwright.corpus.processing.outcomes import Done, Failed, Outcome, Problem, Summary
from claimwright.corpus.processing.plan import Plan, plan_processing
from claimwright.corpus.processing.run import process_corpus, run_plan

__all__ = [
    "Done",
    "Failed",
    "Outcome",
    "Plan",
    "Problem",
    "Summary",
    "plan_processing",
    "process_corpus",
    "run_plan",
]
