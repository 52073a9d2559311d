"""The verifier of letters: whatever a paragraph says in figures, citations and quotations must stand in its supports.

It is the assistant's rule (`claimwright.evidence`), and both writers, the template and a language model, go through it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from claimwright.appeals.letters.records import Paragraph, Support
from claimwright.appeals.letters.words import legal
from claimwright.corpus.citations import Citation, find_citations, parse_citation
from claimwright.evidence import EvidenceIndex

_BLANK = re.compile(r"\[[^\[\]\d]{1,200}\]")
_QUOTED = re.compile(r"“([^”]{1,4000})”")


def problems(paragraph: Paragraph, known: Mapping[str, Support]) -> tuple[str, ...]:
    """Why a paragraph may not stand; nothing where all of it is supported."""
    missing = [name for name in paragraph.supports if name not in known]
    if missing:
        return tuple(f"it names {name}, which is no support" for name in missing)
    supports = [known[name] for name in paragraph.supports]
    text = without_blanks(paragraph.text)
    return (*_citations(text, supports), *_quotations(text, supports), *_figures(text, supports))


def without_blanks(text: str) -> str:
    """The text without what stands in square brackets."""
    return _BLANK.sub(" ", text)


def blanks(texts: Iterable[str]) -> tuple[str, ...]:
    """The blanks of some texts, each once, without their brackets."""
    found = (match[0][1:-1] for text in texts for match in _BLANK.finditer(text))
    return tuple(dict.fromkeys(found))


def _citations(text: str, supports: list[Support]) -> list[str]:
    opened = [read for each in supports if each.citable and (read := parse_citation(each.citation))]
    return [
        f"it cites {found.citation}, which is not among its opened provisions"
        for found in find_citations(text)
        if not any(_same(found.citation, each) for each in opened)
    ]


def _same(cited: Citation, opened: Citation) -> bool:
    return opened.contains(cited) or cited.contains(opened)


def _quotations(text: str, supports: list[Support]) -> list[str]:
    said = [_flat(each.says) for each in supports]
    return [
        f"its quotation {_brief(quote)} is not in its supports"
        for quote in _QUOTED.findall(text)
        if not any(_flat(quote) in words for words in said)
    ]


def _figures(text: str, supports: list[Support]) -> list[str]:
    index = EvidenceIndex(
        [part for each in supports for part in (each.says, each.gloss, each.citation, legal(each.citation)) if part]
    )
    return [f"{figure.raw} does not stand in its supports" for figure in index.unsupported(text)]


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".")


def _brief(text: str) -> str:
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
