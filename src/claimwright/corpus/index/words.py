"""Words as the lexical indexes see them: folded to lower case and plain letters, stemmed for English; and the words of
a query that are worth ranking by."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

_STOP_WORDS = """
a about after all also am an and any are as at be because been before being between both but by can cannot could did
do does doing done during each either else ever every for from get gets getting give given go goes going got had has
have having he her here hers him his how however i if in into is it its itself just let like may me might mine more
most much must my myself need needs no nor not now of off on once one only or other our ours out over own per please
same say says shall she should since so some such tell than that the their theirs them then there these they this
those through to too under until up upon us use used using very want wants was way we were what when where whether
which while who whom whose why will with within without would yes yet you your yours
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words of a query that do not rank; in an indexed text they are kept, for a query of nothing else."""
MOST_TERMS = 48
"""Terms of one query that rank; of a longer query the first ones count."""

_WORD = re.compile(r"[^\W_]+")


@cache
def analyzer() -> Any:
    """Words of letters and digits, at most 40 bytes, in lower case, without accents, stemmed (Porter 2, English)."""
    import tantivy

    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.remove_long(40))
    builder = builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
    return builder.filter(tantivy.Filter.stemmer("english")).build()


@cache
def citation_analyzer() -> Any:
    """The parts of a citation, with hyphens and dots kept inside: `300gg-19`, `2560.503-1`, `iii`."""
    import tantivy

    pattern = r"[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*"
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(pattern)).filter(tantivy.Filter.remove_long(40))
    return builder.filter(tantivy.Filter.lowercase()).build()


def analyze(text: str) -> list[str]:
    """The stems of a text, in order."""
    return list(analyzer().analyze(text))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of one word, or nothing where the indexes leave the word out."""
    return next(iter(analyze(word)), "")


def fold(word: str) -> str:
    """Lower case without accents, as the stemmer gets it."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(sign))


def terms(query: str) -> list[str]:
    """The stems that a query ranks by, each once, in order. Where it has only stop words, they count."""
    found = [match[0] for match in _WORD.finditer(query)]
    telling = [word for word in found if fold(word) not in STOP_WORDS and (len(word) > 1 or word.isdigit())]
    stems = [stem(word) for word in telling or found]
    return list(dict.fromkeys(each for each in stems if each))[:MOST_TERMS]


def citation_terms(query: str) -> list[str]:
    """Parts of a query that look like section numbers: at least one digit, and more than a plain number."""
    found: list[str] = list(citation_analyzer().analyze(query))
    return [part for part in dict.fromkeys(found) if any(sign.isdigit() for sign in part) and not part.isdigit()]
