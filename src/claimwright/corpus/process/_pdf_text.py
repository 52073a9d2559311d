"""From lines to paragraphs: which lines belong together, and how a word divided at a line's end is joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimwright.corpus.process._pdf_layout import Item, Row
from claimwright.corpus.process._pdf_lines import DIVIDED, Line
from claimwright.corpus.process._unicode import tidy

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST = re.compile(r"([^\W\d_]+)$")
_FIRST = re.compile(r"[^\W\d_]+")
_BULLETS = "•▪◦○●■□–—‣∙·o*\uf0b7\uf0a7\uf0d8\u2043"
_ITEM = re.compile(
    rf"[{re.escape(_BULLETS)}] |\(?(?:\d{{1,3}}|[A-Za-z]|[ivx]{{1,4}})[.)] |\(\d{{1,2}}\)|(?:NOTE|Note|EXAMPLE|Example)s?:|\d{{1,3}} ?[-–=] "
    r"|\d{1,3}(?:\.\d{1,3})+\.? ?[-–—]? ?[A-Z]|\(Rev\b"
)
_DIVIDING = 0.03
"""Share of lines that end in a hyphen above which a document divides words."""
_SYMBOLS = str.maketrans(
    {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "‣", "\uf0fc": "✓", "\uf0e0": "→", "\uf0b3": "≥", "\uf0a3": "≤"}
)
"""Signs of the symbol fonts that PDFs of office programs hold, by their private code points."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text of one or more lines, or a run of table rows, and where it begins."""

    text: str
    page: int
    size: float = 0.0
    bold: bool = False
    table: bool = False
    lines: int = 1


class Words:
    """The words of a document, to tell a hyphen at a line's end from a division (`co-` `surgeon`, `cov-` `erage`)."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._known: Counter[str] = Counter()
        ends: list[tuple[str, str]] = []
        before = ""
        for line in lines:
            words: list[str] = _WORD.findall(line.text.lower())
            if before.endswith(DIVIDED) and (pair := _pair(before, line.text)):
                ends.append(pair)
                words = words[1:]
            if line.text.endswith(DIVIDED):
                words = words[:-1]
            self._known.update(words)
            before = line.text
        verdicts = [verdict for pair in ends if (verdict := self._told(*pair)) is not None]
        hyphens = verdicts.count("-")
        divides = (
            len(ends) > 3 and len(ends) > len(lines) * _DIVIDING if len(verdicts) < 3 else hyphens * 2 < len(verdicts)
        )
        self._usual = "" if divides else "-"

    def join(self, left: str, right: str) -> str:
        """Two lines as one, where the first ends in a divided word."""
        stem = left.removesuffix(DIVIDED)
        pair = _pair(left, right)
        if pair is None:
            return f"{stem}-{right}"
        verdict = self._told(*pair)
        return stem + (self._usual if verdict is None else verdict) + right

    def _told(self, left: str, right: str) -> str | None:
        """The hyphen, or nothing, as the rest of the document has it; None where it has neither."""
        whole, hyphenated = self._known[left + right], self._known[f"{left}-{right}"]
        if whole == hyphenated:
            return None
        return "" if whole > hyphenated else "-"


def _pair(left: str, right: str) -> tuple[str, str] | None:
    end, start = _LAST.search(left.removesuffix(DIVIDED).lower()), _FIRST.match(right.lower())
    return (end[1], start[0]) if end and start else None


def paragraphs(pages: Sequence[Sequence[Item]], words: Words) -> Iterator[Paragraph]:
    """The paragraphs of a document, in order; runs of table rows are one, a row a line, ` | ` between cells."""
    held: list[Item] = []
    for page in pages:
        setting = _setting(page)
        for item in page:
            if held and _breaks(held[-1], item, setting):
                yield _paragraph(held, words)
                held = []
            held.append(item)
    if held:
        yield _paragraph(held, words)


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a page is set: the right edge that full lines reach, and the usual gap between lines."""

    margin: float
    gap: float


def _setting(page: Sequence[Item]) -> _Setting:
    lines = [item for item in page if isinstance(item, Line)]
    edges = sorted(line.x1 for line in lines)
    margin = edges[int(len(edges) * 0.95) - 1] if len(edges) > 2 else 0.0
    gaps = sorted(gap for one, other in pairwise(lines) if -one.size < (gap := one.bottom - other.top) < one.size)
    return _Setting(margin, gaps[len(gaps) // 3] if gaps else 0.0)


def _breaks(last: Item, item: Item, setting: _Setting) -> bool:
    """Whether an item begins a paragraph."""
    if isinstance(last, Row) or isinstance(item, Row):
        return type(last) is not type(item) or not _near(last, item, setting.gap)
    if last.bold != item.bold or abs(last.size - item.size) > 0.15 * last.size or _ITEM.match(item.text):
        return True
    if last.text.endswith(DIVIDED):
        return False
    if last.page != item.page:
        return _ends_sentence(last.text) or (not item.text[0].islower() and last.x1 < setting.margin * 0.8)
    return not _near(last, item, setting.gap) or _would_fit(last, item, setting.margin)


def _near(last: Item, item: Item, usual: float) -> bool:
    """Whether an item follows at no more than about the usual distance."""
    if last.page != item.page:
        return True
    size = item.size if isinstance(item, Line) else 18.0
    gap = last.bottom - item.top
    return -size * 2 < gap < (max(usual, 0.0) + size * 0.3 if isinstance(item, Line) else size * 1.5)


def _would_fit(last: Line, item: Line, margin: float) -> bool:
    """Whether the next line's first word would have fitted on the last line: the break is then the author's."""
    if not margin:
        return False
    word = item.text.partition(" ")[0]
    width = (item.x1 - item.x0) / max(len(item.text), 1)
    return last.x1 + width * (len(word) + 1.5) < margin - width


def _ends_sentence(text: str) -> bool:
    return text.rstrip('”"’)]').endswith((".", ":", "?", "!", ";"))


def _paragraph(items: list[Item], words: Words) -> Paragraph:
    first = items[0]
    if isinstance(first, Row):
        rows = [" | ".join(joined(cell, words) for cell in item.cells) for item in items if isinstance(item, Row)]
        return Paragraph(tidy("\n".join(rows)), first.page, table=True, lines=len(items))
    lines = [item for item in items if isinstance(item, Line)]
    text = joined([line.text for line in lines], words)
    return Paragraph(text, first.page, first.size, all(line.bold for line in lines), lines=len(lines))


def joined(lines: Sequence[str], words: Words) -> str:
    """Lines as running text."""
    text = ""
    for line in lines:
        if text.endswith(DIVIDED):
            text = words.join(text, line)
        elif text.endswith(("-", "—", "/")) and not text.endswith((" -", " —", " /")) and line[:1].isalnum():
            text += line
        else:
            text = f"{text} {line}" if text else line
    return tidy(text.replace(DIVIDED, "-").translate(_SYMBOLS))
