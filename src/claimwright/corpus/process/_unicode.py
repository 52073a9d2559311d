"""Text as its author wrote it: bytes decoded rightly, mis-decoded signs mended, Unicode composed, nothing else lost.

HICRIC decomposed its text and then deleted whatever was not ASCII, so that `§`, `≥`, `µ` vanished and `5–10` became
`510`. Here a letter, digit, sign or dash is never dropped: what goes are control characters, soft hyphens, byte-order
marks and zero-width spaces, which no reader sees.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

_BLOCK = 1 << 20
_CP1252 = {chr(byte): bytes([byte]).decode("cp1252", errors="ignore") for byte in range(0x80, 0xA0)}
_C1 = str.maketrans({control: sign or None for control, sign in _CP1252.items()})
_NEWLINES = re.compile("\r\n?|[\v\f\u2028\u2029]")
_SOFT = re.compile("\u00ad[ \t]*\n[ \t]*|\u00ad")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200b\u2060\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SUSPECT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00adÂÃâ\u200b\u2028\u2029\u2060\ufeff\ud800-\udfff]")
"""Whatever `clean` might change but composition; most text has none of it."""
_TRAIL = "[" + "".join(sorted({*_CP1252.values(), *_CP1252, *map(chr, range(0xA0, 0xC0))} - {""})) + "]"
_MISREAD = re.compile(f"[ÂÃ]{_TRAIL}|â{_TRAIL}{{2}}")


def decode(data: bytes) -> str:
    """The text of bytes of unknown encoding: UTF-8 (or UTF-16 by its mark), else Windows-1252; never ISO-8859-1.

    A file that is UTF-8 but for a few stray bytes is read as UTF-8, and the stray bytes as Windows-1252.
    """
    decoder = _decoder(data)
    return decoder.decode(data, final=True)


def read_text(path: Path) -> str:
    """The whole of a text file of unknown encoding, with `clean` applied."""
    return clean(decode(path.read_bytes()))


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a text file of unknown encoding, one at a time, as decoded and without their ends."""
    decoder = _decoder_of(path)
    rest = ""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            *lines, rest = (rest + decoder.decode(block)).split("\n")
            yield from (line.removesuffix("\r") for line in lines)
    last = rest + decoder.decode(b"", final=True)
    if last:
        yield last.removesuffix("\r")


def clean(text: str) -> str:
    """Mend mis-decoded signs, compose (NFC), use `\\n` for every line end, and drop what no reader sees."""
    text = unicodedata.normalize("NFC", text)
    while _SUSPECT.search(text) and (cleaner := _cleaner(text)) != text:
        text = cleaner
    return text


def _cleaner(text: str) -> str:
    """One round of `clean`; what a round uncovers may need another."""
    text = _UNSEEN.sub("", _SOFT.sub("", _NEWLINES.sub("\n", text)))
    return unicodedata.normalize("NFC", mend(_SURROGATE.sub("\ufffd", text)))


def mend(text: str) -> str:
    """Undo UTF-8 that was read as Windows-1252 or ISO-8859-1 (`enrolleeâ€™s`), once or several times over, and
    Windows-1252 that was read as ISO-8859-1 (`enrollee\\x92s`)."""
    while (mended := _MISREAD.sub(_reread, text)) != text:
        text = mended
    return text.translate(_C1)


def tidy(text: str) -> str:
    """`clean`, with runs of spaces made one, lines stripped, and at most one empty line in a row.

    Spaces that do not break (U+00A0, U+202F) are the author's and stay.
    """
    text = re.sub("[ \t]{2,}|\t", " ", clean(text))
    return re.sub("\n{3,}", "\n\n", re.sub(" ?\n ?", "\n", text)).strip(" \n")


def _reread(found: re.Match[str]) -> str:
    """The signs that a misread run of characters stood for, or the run itself where it stands for none."""
    raw = b"".join(_byte(char) for char in found[0])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _byte(char: str) -> bytes:
    return char.encode("latin-1") if ord(char) < 0x100 else char.encode("cp1252")


def _stray(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are not UTF-8 as Windows-1252; its five unused bytes become U+FFFD."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("claimwright.stray", _stray)


def _decoder_of(path: Path) -> codecs.IncrementalDecoder:
    """How to decode a file, found without holding it in memory."""
    strict, tally = codecs.getincrementaldecoder("utf-8")(), _Tally()
    with path.open("rb") as file:
        head = file.read(_BLOCK)
        marked = _marked(head)
        if marked:
            return marked
        block, sound = head, True
        while block:
            sound = sound and _sound(strict, block)
            tally.add(block)
            block = file.read(_BLOCK)
        sound = sound and _sound(strict, b"", final=True)
    return _chosen(sound, tally)


def _decoder(data: bytes) -> codecs.IncrementalDecoder:
    marked = _marked(data)
    if marked:
        return marked
    if _sound(codecs.getincrementaldecoder("utf-8")(), data, final=True):
        return codecs.getincrementaldecoder("utf-8")()
    tally = _Tally()
    tally.add(data)
    return _chosen(False, tally)


def _marked(head: bytes) -> codecs.IncrementalDecoder | None:
    """The decoder that a byte-order mark asks for."""
    if head.startswith(codecs.BOM_UTF8):
        return codecs.getincrementaldecoder("utf-8-sig")("claimwright.stray")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return codecs.getincrementaldecoder("utf-16")("replace")
    return None


def _sound(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


class _Tally:
    """How many signs of a file are UTF-8 sequences, and how many bytes above ASCII are not part of one."""

    _SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
    _HIGH = re.compile(rb"[\x80-\xff]")

    def __init__(self) -> None:
        self.sequences = self.strays = 0

    def add(self, block: bytes) -> None:
        rest, count = self._SEQUENCE.subn(b"", block)
        self.sequences += count
        self.strays += len(self._HIGH.findall(rest))


def _chosen(sound: bool, tally: _Tally) -> codecs.IncrementalDecoder:
    if sound:
        return codecs.getincrementaldecoder("utf-8")()
    if tally.sequences > tally.strays:
        return codecs.getincrementaldecoder("utf-8")("claimwright.stray")
    return codecs.getincrementaldecoder("cp1252")("replace")
