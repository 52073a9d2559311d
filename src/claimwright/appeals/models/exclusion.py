"""Test cases kept out of pretraining: a text that is one, holds one or is near one is left out, whatever file it is in.

Known by hash of letters and digits, and by runs of eight words: a text is near a test case where it has half of the
case's runs. The public rows for evaluation only are always excluded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from claimwright.appeals.benchmark.evaluation_rows import is_near_evaluation_row, text_hash

_RUN = 8
_SHARE = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Excluded:
    """The test cases' hashes: of whole texts, and of runs of words by case."""

    texts: frozenset[str]
    runs: dict[int, tuple[int, ...]]
    needed: tuple[int, ...]

    @classmethod
    def learn(cls, texts: Iterable[str]) -> Excluded:
        """Know these texts."""
        whole: set[str] = set()
        runs: dict[int, list[int]] = {}
        needed: list[int] = []
        for number, text in enumerate(texts):
            whole.add(text_hash(text))
            mine = _runs(text)
            needed.append(max(1, round(len(mine) * _SHARE)) if mine else 0)
            for run in mine:
                runs.setdefault(run, []).append(number)
        return cls(frozenset(whole), {run: tuple(cases) for run, cases in runs.items()}, tuple(needed))

    def covers(self, text: str) -> bool:
        """Whether the text is a test case, holds one or is near one."""
        if text_hash(text) in self.texts or is_near_evaluation_row(text):
            return True
        found = Counter(case for run in _runs(text) for case in self.runs.get(run, ()))
        return any(count >= self.needed[case] for case, count in found.items())


def _runs(text: str) -> set[int]:
    words = [word for piece in text.casefold().split() if (word := "".join(c for c in piece if c.isalnum()))]
    return {hash(tuple(words[at : at + _RUN])) for at in range(len(words) - _RUN + 1)}
