"""Whether a text is English, and if not, what it looks like: by its letters, then by its commonest little words.

Each language has some thirty words of one to four letters that no other of them shares. Short notes with hardly a
little word pass; they are refused later where they name nothing.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_FIRST = 20_000
_LATIN = 0.7
_FEWEST = 4
_LITTLE = {
    "English": "the of and to was for with is that not my by on as at it be has were this are from been have she he her his an which did would",
    "Spanish": "el la los las de del que y en un una por con para su se lo al es no mi fue pero como más está le ha esta",
    "French": "le les des du et en un une pour dans est que qui par avec sur il elle au aux ne pas ce cette sa son été nous vous",
    "German": "der die das und ist nicht ein eine für mit auf den dem von zu wurde sie er es als auch bei im des hat wird war sich",
    "Portuguese": "o os as do da dos das e que em um uma para com não por ao foi são seu sua mais como mas pelo pela",
    "Italian": "il lo gli di che e è per un una con non della del dei sono stato alla nel da più come anche questa",
    "Tagalog": "ang ng mga sa na ay at ko siya niya para hindi ito kung may ni po naman",
    "Vietnamese": "và của là có cho không được với một các trong này đã bị tôi người bệnh",
    "Polish": "i w na z nie do się że jest to o jak przez dla po od był jego",
    "Haitian Creole": "nan pou li yo mwen ki pa te gen ak sou yon sa",
}  # fmt: skip
_WORDS = {language: frozenset(words.split()) for language, words in _LITTLE.items()}
_SCRIPTS = (
    ("Chinese or Japanese", 0x3040, 0x9FFF), ("Korean", 0xAC00, 0xD7AF), ("Cyrillic letters", 0x400, 0x52F),
    ("Arabic letters", 0x600, 0x6FF), ("Hebrew letters", 0x590, 0x5FF), ("Devanagari letters", 0x900, 0x97F),
    ("Thai", 0xE00, 0xE7F), ("Greek letters", 0x370, 0x3FF), ("Armenian letters", 0x530, 0x58F),
)  # fmt: skip


def foreign_language(text: str) -> str:
    """The name of the language or letters that a text is in; empty for English, and for what cannot be told."""
    words = _WORD.findall(text[:_FIRST].lower())
    return _script("".join(words)) or _by_little_words(words)


def _script(letters: str) -> str:
    if not letters or sum(letter < "\u0250" or "\u1e00" <= letter <= "\u1eff" for letter in letters) >= _LATIN * len(
        letters
    ):
        return ""
    counts = {name: sum(low <= ord(letter) <= high for letter in letters) for name, low, high in _SCRIPTS}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else "letters that are not Latin"


def _by_little_words(words: list[str]) -> str:
    """The language with the most little words, where these outnumber English's by half and there are enough to tell."""
    counts = {language: sum(word in own for word in words) for language, own in _WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    enough = counts[best] >= _FEWEST and counts[best] > 1.5 * counts["English"] and counts[best] >= 0.15 * len(words)
    return best if best != "English" and enough else ""
