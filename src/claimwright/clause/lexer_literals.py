"""Reading of literals, texts with values in them, and what does not belong; each from its place to its end."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from claimwright.clause.parse_tokens import FOREIGN, LOOKALIKES, Token

if TYPE_CHECKING:
    from claimwright.clause.lexer import Lexer

_MONEY = re.compile(r"\$(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?")
_MONEY_MANY_DECIMALS = re.compile(r"\$[\d,]*\.\d{3,}")
_TEXT_PART = re.compile(r'[^"\\{}\n]+')
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


# --- comments and literals -----------------------------------------------------------------------------


def lex_plain_text(lexer: Lexer, start: int, end: int) -> int:
    text = lexer.source[start:end]
    lexer.add("TEXT", text, start, (text[1:-1],) if len(text) > 2 else ())
    return end


def lex_date(lexer: Lexer, start: int, end: int) -> int:
    text = lexer.source[start:end]
    try:
        value = dt.date.fromisoformat(text)
    except ValueError:
        value = dt.date.min
        year, month, day = (int(part) for part in text.split("-"))
        likely = 1 <= month <= 12 and 1 <= day <= 31 and len(text) < 10
        fix = f"write `{year:04}-{month:02}-{day:02}`" if likely else "write a day of the calendar as year-month-day"
        lexer.report("CL008", f"`{text}` is not a date", start, end, fix=fix)
    lexer.add("DATE", text, start, value)
    return end


def lex_other_date(lexer: Lexer, start: int, end: int) -> int:
    first, second, year = lexer.source[start:end].split("/")
    fix = f"write `{year}-{first:0>2}-{second:0>2}` (year-month-day)"
    lexer.report("CL008", "a date begins with the year", start, end, fix=fix)
    lexer.add("DATE", lexer.source[start:end], start, dt.date.min)
    return end


def lex_money(lexer: Lexer, start: int, end: int) -> int:
    text = lexer.source[start:end]
    if not _MONEY.fullmatch(text):
        report_money(lexer, text, start, end)
        text = "$0.00".ljust(len(text))[: len(text)] if len(text) > 1 else "$0"
    lexer.add("MONEY", text, start)
    return end


def report_money(lexer: Lexer, text: str, start: int, end: int) -> None:
    if _MONEY_MANY_DECIMALS.fullmatch(text):
        message, number = (
            f"`{text}` has more than two decimals: money is exact to the cent",
            text[1:].replace(",", ""),
        )
        fix = f"write the amount in cents, or `{number}` for a number that is no amount"
    elif len(text) == 1:
        message, fix = "`$` without an amount", "write the amount directly behind it: `$40.00`"
    else:
        message = f"`{text}` is not an amount"
        fix = "write digits with a comma before each three or none, and at most two decimals: `$1,234.50`"
    lexer.report("CL007", message, start, end, fix=fix)


# --- text with escapes and interpolations --------------------------------------------------------------


def lex_text(lexer: Lexer, start: int, position: int) -> int:
    """A text that holds more than plain characters, from behind its opening quote."""
    parts: list[str | tuple[Token, ...]] = []
    buffer: list[str] = []
    while (mark := lexer.source[position : position + 1]) != '"':
        if mark in ("", "\n"):
            report_open_text(lexer, start, position)
            break
        if plain := _TEXT_PART.match(lexer.source, position):
            buffer.append(plain[0])
            position = plain.end()
        elif mark == "{" and not lexer.source.startswith("{{", position):
            if buffer:
                parts.append("".join(buffer))
                buffer.clear()
            position = lex_interpolation(lexer, position, parts)
        else:
            position = lex_escape(lexer, position, buffer)
    else:
        position += 1
    if buffer:
        parts.append("".join(buffer))
    lexer.add("TEXT", lexer.source[start:position], start, tuple(parts))
    return position


def report_open_text(lexer: Lexer, start: int, end: int) -> None:
    last = lexer.diagnostics[-1] if lexer.diagnostics else None
    if lexer.in_text or (last and last.code == "CL009" and last.span.line == lexer.line):
        return
    label, fix = "it must end on its own line", 'write `"` at its end'
    lexer.report("CL004", "this text is not closed", start, end, label=label, fix=fix)


def lex_escape(lexer: Lexer, position: int, buffer: list[str]) -> int:
    pair = lexer.source[position : position + 2]
    if pair in ("{{", "}}"):
        buffer.append(pair[0])
    elif pair in ('\\"', "\\\\"):
        buffer.append(pair[1])
    elif pair[0] == "}":
        lexer.report("CL005", "`}` in a text closes nothing", position, position + 1, fix="write `}}` for a brace")
        return position + 1
    else:
        fix = 'write `\\\\` for a backslash and `\\"` for a quote; there are no other escapes'
        lexer.report("CL005", f"`{pair.strip()}` is not an escape", position, position + len(pair.strip()), fix=fix)
        return position + 1
    return position + 2


def lex_interpolation(lexer: Lexer, position: int, parts: list[str | tuple[Token, ...]]) -> int:
    outer, brackets = lexer.tokens, lexer.brackets
    lexer.tokens, lexer.brackets = [], []
    lexer.in_text += 1
    end = lexer.run(position + 1) if lexer.in_text <= 2 else skip_interpolation(lexer, position)
    lexer.in_text -= 1
    inner, lexer.tokens, lexer.brackets = lexer.tokens, outer, brackets
    closed = lexer.source[end : end + 1] == "}"
    if not closed:
        fix = "write `}` behind the value, or `{{` for a brace"
        lexer.report("CL009", "`{` in this text is not closed", position, position + 1, fix=fix)
    elif not inner and lexer.in_text < 2:
        fix = "write the value between the braces, or `{{` and `}}` for braces"
        lexer.report("CL009", "there is no value between these braces", position, end + 1, fix=fix)
    if inner:
        inner.append(Token("END", "}", lexer.line, end - lexer.line_start + 1))
        parts.append(tuple(inner))
    return end + 1 if closed else end


def skip_interpolation(lexer: Lexer, position: int) -> int:
    fix = "give the inner text a name with `let` first"
    end = lexer.source.find("}", position)
    stop = lexer.source.find("\n", position)
    stop = len(lexer.source) if stop < 0 else stop
    end = end if 0 <= end < stop else stop
    lexer.report("CL009", "texts with values stand inside one another too deeply", position, end, fix=fix)
    return end


# --- what does not belong ------------------------------------------------------------------------------


def lex_bad_word(lexer: Lexer, start: int, end: int) -> int:
    word = lexer.source[start:end]
    if word[0].isdigit():
        fix = "separate the number from the word with a space, or write codes in capitals"
        lexer.report("CL006", f"`{word}` is neither a number nor a code", start, end, fix=fix)
        lexer.add("NUMBER", word, start)
        return end
    snake = _CAMEL.sub("_", word).strip("_").lower()
    lexer.report("CL010", f"`{word}` is not written as a name", start, end, fix=_name_fix(word, snake))
    kind, text = ("TYPE", word) if word[0].isupper() else ("NAME", word)
    lexer.add(kind, text, start)
    return end


def lex_foreign(lexer: Lexer, start: int, end: int) -> int:
    text = lexer.source[start:end]
    if text not in FOREIGN:
        return lex_bad(lexer, start, end)
    words = assignment_words(lexer) if text in ("=", ":=") else FOREIGN[text]
    fix = f"write `{' '.join(words)}`" if words else "remove it"
    lexer.report("CL104", f"`{text}` is not a word of Clause", start, end, fix=fix)
    for word in words:
        lexer.add("NAME", word, start)
    return end


def assignment_words(lexer: Lexer) -> tuple[str, ...]:
    first = next((t for t in reversed(lexer.tokens) if t.text in ("let", "set") and t.line == lexer.line), None)
    later = any(t.text in ("be", "to") for t in lexer.tokens[-4:] if t.line == lexer.line)
    if first is None or later:
        return ("is",)
    return ("be",) if first.text == "let" else ("to",)


def lex_bad(lexer: Lexer, start: int, end: int) -> int:
    mark = lexer.source[start]
    meant = LOOKALIKES.get(mark, "")
    shown = mark if mark.isprintable() and not mark.isspace() else f"U+{ord(mark):04X}"
    fix = f"write {meant} instead" if meant else "remove it"
    if mark == "%":
        fix = "write a rate without a space: `62.5%`"
    lexer.report("CL003", f"`{shown}` has no meaning here", start, start + 1, fix=fix)
    return start + 1


def _name_fix(word: str, snake: str) -> str:
    if not word.isascii():
        return "names are made of the letters a to z, digits and `_`"
    if word[0].isupper():
        camel = "".join(part[:1].upper() + part[1:] for part in word.split("_"))
        return f"write `{camel}` for a type, `{snake}` for anything else"
    return f"write `{snake}`"


HANDLERS: dict[str, Callable[[Lexer, int, int], int]] = {
    "PLAIN": lex_plain_text,
    "TEXT": lex_text,
    "DATE": lex_date,
    "OTHER_DATE": lex_other_date,
    "MONEY": lex_money,
    "BAD_WORD": lex_bad_word,
    "FOREIGN": lex_foreign,
    "BAD": lex_bad,
}
"""How to read each kind of token that is more than its text."""
