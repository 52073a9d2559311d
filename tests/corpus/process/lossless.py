"""What the tests of processors share: reading a file, and the rule that no sign of a text is lost."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from hypothesis import strategies as st

from claimwright.corpus.process import find_processor
from claimwright.corpus.records import SourceLine, TextRecord

FIXTURES = Path(__file__).parent / "fixtures"
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZäöüñéßÆøλжκ中"
WORDS = st.text(_LETTERS + "0123456789§≥≤½µ–—-%()[]., \u00a0\u202f", min_size=1, max_size=60)
"""Text as it may stand in a source, with the signs that HICRIC lost. It holds no `Ã` and the like, which are mended."""


def source(url: str = "", local_path: str = "", key: str = "") -> SourceLine:
    return SourceLine(url=url, date_accessed="2024-02-03", local_path=local_path, tags=("legal",), preprocessor=key)


def read(key: str, path: Path, url: str = "") -> list[TextRecord]:
    """The records that the processor of that key makes of a file."""
    return list(find_processor(key).read(path, source(url, f"./data/raw/{path.name}", key)))


def signs(text: str) -> Counter[str]:
    """The letters, digits, marks, symbols and dashes of a text."""
    composed = unicodedata.normalize("NFC", text)
    return Counter(sign for sign in composed if unicodedata.category(sign)[0] in "LNMS" or sign in "§–—-%½")


def missing(text: str, records: Iterable[TextRecord]) -> Counter[str]:
    """The signs of a text that neither the records' texts nor their headings hold."""
    made = Counter[str]()
    for record in records:
        made += signs("\n".join((record.text, *record.section, record.title)))
    return signs(text) - made
