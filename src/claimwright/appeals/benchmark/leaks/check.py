"""The leak test of a build: both probes over the kept cases, and what fails it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from claimwright.appeals.benchmark.leaks.pattern_probe import PatternProbe, probe_patterns
from claimwright.appeals.benchmark.leaks.word_probe import WordProbe, probe_words
from claimwright.appeals.records import AppealCase


class LeakTest(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of both probes. `failures` is empty where the test is passed; `words` is None where there were too few rows."""

    patterns: PatternProbe
    words: WordProbe | None
    failures: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.failures


def check_leaks(cases: Sequence[AppealCase]) -> LeakTest:
    """Test kept cases; needs scikit-learn where there are 40 texts or more."""
    patterns, words = probe_patterns(cases), probe_words(cases)
    return LeakTest(patterns=patterns, words=words, failures=(*patterns.failures, *(words.failures if words else ())))
