"""Which cue word introduces an identifier: one walk leftwards over filler words, longest phrase first.

The phrases come from the recognisers that are registered; this module knows only fillers and weak cues.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from claimwright.intake.view import View, Word
from claimwright.intake.wordlist import words as words_of

FILLER = words_of(
    'number numbers no num nbr nr nbrs nos # is was are as : = - – — , . " “ ” ( the my our your her his '
    "their its it it's i've got have that that's thats which this here's heres here ends ending in of for "
    "with from on to called reads says shows shown listed code reference ref id ids you me let's let see "
    "um uh so im i'm a an new old current first second other same correct right actual full whole & / 's "
    "s ; use using if need want u letter last file record form card copy hang on think thinks like look "
    "give gives gave given me they them he she we us asked wrote has had hold been which current uh okay "
    "ok under given issued got read by one at card were be would would've should dash"
)
WEAK = frozenset(["id", "ids", "ref", "reference", "number", "#", "no", "code", "id#"])
LOOSE = words_of(
    "approved authorized precertified preauthorized authorised issued granted ok'd okayed "
    "approves preapproved car van truck suv jeep "
    "sedan minivan motorcycle drive veh card pacer pacemaker defibrillator glucometer stimulator "
    "cgm cpap pump ventilator concentrator trip ck"
)
"""Cues that introduce many things besides their identifier; they are measured apart."""
_MAX_WORDS, _MAX_CHARS = 7, 44
_LISTS = frozenset({"and", "&", "or", "/", "vs", "versus", ",", "then", "plus"})


class Cue(NamedTuple):
    """The cue of a value: the recogniser that owns the phrase, how it stands, and the phrase."""

    owner: str
    strength: str
    phrase: str


def cue_before(view: View, start: int, phrases: Mapping[str, str], floor: int = 0) -> Cue | None:
    """The nearest cue phrase before `start` and after `floor`, over at most seven filler words."""
    words = view.words
    position = view.words_before(start) - 1
    steps, breaks = 0, 0
    while position >= 0 and steps <= _MAX_WORDS:
        word = words[position]
        if word.start < floor or start - word.end > _MAX_CHARS:
            return None
        if word.text in ("\n", ".", "!", "?", ";"):
            breaks += word.text != "." or not _abbreviation(words, position)
            if breaks > 1 or (word.text in "!?;." and breaks and not _refers_back(words, position, start)):
                return None
        found = _phrase_at(words, position, phrases)
        if found is not None:
            return _stronger(words, position, found, phrases) or Cue(
                found[1],
                "loose"
                if found[0] in LOOSE
                else "weak"
                if found[0] in WEAK
                else "strong"
                if steps <= 3 and not breaks
                else "far",
                found[0],
            )
        if (
            word.text not in FILLER
            and word.text not in ("\n", ".", "?", "!")
            and not word.text.isdigit()
            and not _giver(words, position)
        ):
            return None
        position, steps = position - 1, steps + (word.text.isalnum())
    return None


_BACK = words_of("it it's its is that's thats that mine here's heres number the , - : it’s")
_GIVERS = frozenset({"from", "through", "by", "with", "via", "w", "per"})


def _refers_back(words: tuple[Word, ...], stop: int, start: int) -> bool:
    """Whether a sentence opens with `It's ...` and the value, so that its cue stands in the sentence before."""
    between = [w.text for w in words[stop + 1 : stop + 6] if w.start < start]
    return bool(between) and between[0] in _BACK and all(text in _BACK for text in between)


def _giver(words: tuple[Word, ...], position: int) -> bool:
    """Whether a word names who gave the number: `authorization from Blue Cross is`."""
    return any(words[at].text in _GIVERS for at in range(max(0, position - 3), position))


def _stronger(words: tuple[Word, ...], position: int, found: tuple[str, str], phrases: Mapping[str, str]) -> Cue | None:
    """Where a weak cue such as `ID` follows a strong one directly (`device ID`), the strong one."""
    if found[0] not in WEAK or position == 0:
        return None
    before = _phrase_at(words, position - 1, phrases)
    if before is None and position > 1 and words[position - 1].text in (",", "("):
        before = _phrase_at(words, position - 2, phrases)
    return Cue(before[1], "strong", before[0]) if before and before[0] not in WEAK else None


def _abbreviation(words: tuple[Word, ...], dot: int) -> bool:
    return dot > 0 and words[dot - 1].end == words[dot].start and len(words[dot - 1].text) <= 5


def _phrase_at(words: tuple[Word, ...], last: int, phrases: Mapping[str, str]) -> tuple[str, str] | None:
    """The longest phrase of up to four words that ends at word `last`."""
    for length in (4, 3, 2, 1):
        first = last - length + 1
        if first < 0:
            continue
        phrase = " ".join(w.text for w in words[first : last + 1]).removesuffix("'s").replace(" / ", "/")
        if phrase in phrases:
            return phrase, phrases[phrase]
    return None


def cue_after(view: View, end: int, phrases: Mapping[str, str]) -> Cue | None:
    """A cue phrase after the value, as in `8821 is my member number`, `8821 (mbr)`, `8821 = group`."""
    words, position = view.words, view.words_before(end)
    opened = False
    for offset in range(6):
        at = position + offset
        if at >= len(words) or words[at].start - end > 24:
            return None
        text = words[at].text
        if opened:
            for length in (3, 2, 1):
                phrase = " ".join(w.text for w in words[at : at + length])
                if phrase in phrases:
                    return Cue(phrases[phrase], "after", phrase)
        if text in ("(", "is", "was", "=", "as", "for"):
            opened = True
        elif not opened or text not in ("my", "our", "your", "the", "her", "his", "their", "a", "to", "be"):
            return None
    return None


def list_before(view: View, start: int, previous_end: int) -> bool:
    """Whether only `and`, `or`, `&` or `/` stands between the previous value and this one."""
    between = view.lower[previous_end:start].strip()
    return between in _LISTS and between != ","
