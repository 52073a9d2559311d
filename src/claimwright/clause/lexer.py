"""From characters to tokens: words, literals, indentation and comments, each with its place.

One pass over the source, in linear time. Findings are collected, and where the intention is plain (`==`,
`>=`) the right tokens are put in place, so that the parser can go on and report what else is wrong.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from claimwright.clause.diagnostics import Diagnostic
from claimwright.clause.parse_tokens import (
    FOREIGN,
    JOINS_BACK,
    JOINS_NEXT,
    LAYOUT,
    LOOKALIKES,
    MASTER,
    NO_LEADING,
    SIMPLE,
    Comment,
    Leading,
    LineEnd,
    Token,
)
from claimwright.clause.syntax import Span

_JOINS_BACK_REQUIRE = JOINS_BACK | {"because"}
_BLANK = frozenset({"NEWLINE", "COMMENT", "END"})
_MONEY = re.compile(r"\$(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?")
_MONEY_MANY_DECIMALS = re.compile(r"\$[\d,]*\.\d{3,}")
_TEXT_PART = re.compile(r'[^"\\{}\n]+')
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(slots=True)
class Lexed:
    """The tokens of a source, closed by END, and what stands before lines with comments or a blank."""

    tokens: list[Token]
    leading: dict[int, Leading]
    diagnostics: list[Diagnostic]

    def leading_at(self, index: int) -> Leading:
        """The comments before the token, where it begins a line."""
        return self.leading.get(index, NO_LEADING)


def lex(source: str, path: str) -> Lexed:
    """The tokens of a source. Errors are in the result; none is raised."""
    lexer = _Lexer(source, path)
    lexer.finish(lexer.run(0))
    return Lexed(lexer.tokens, lexer.leading, lexer.diagnostics)


@dataclass(slots=True)
class _Lexer:
    source: str
    path: str
    tokens: list[Token] = field(default_factory=list[Token])
    leading: dict[int, Leading] = field(default_factory=dict[int, Leading])
    diagnostics: list[Diagnostic] = field(default_factory=list[Diagnostic])
    line: int = 1
    line_start: int = 0
    fresh: bool = True
    """No token yet on this line."""
    newlines: int = 0
    """Line ends since the last token or comment."""
    levels: list[int] = field(default_factory=lambda: [0])
    brackets: list[Token] = field(default_factory=list[Token])
    pending: list[Comment] = field(default_factory=list[Comment])
    inner: list[Comment] = field(default_factory=list[Comment])
    behind: Comment | None = None
    in_text: int = 0
    joins_back: frozenset[str] = JOINS_BACK
    """Words that continue the logical line at hand; in a `require`, `because` is one."""
    tabs: list[Span] = field(default_factory=list[Span])

    # --- the loop --------------------------------------------------------------------------------------

    def run(self, position: int) -> int:
        """Read tokens up to the end, or inside a text up to the `}` that closes its interpolation."""
        match, tokens = MASTER.match, self.tokens
        while True:
            found = match(self.source, position)
            assert found is not None, "every character has an alternative"
            kind = found.lastgroup
            assert kind is not None
            start, position = found.start(kind), found.end()
            if self.fresh and kind not in _BLANK:
                self.begin_line(start, found[kind])
            if kind in SIMPLE:
                token = Token(kind, found[kind], self.line, start - self.line_start + 1)
                tokens.append(token)
                if kind == "OPERATOR" and token.text in "()[]":
                    self.track_bracket(token)
            elif kind == "END" or (self.in_text and found[kind] in "}\n"):
                return start
            else:
                position = _HANDLERS[kind](self, start, position)

    def add(self, kind: str, text: str, start: int, value: object = None) -> None:
        self.tokens.append(Token(kind, text, self.line, start - self.line_start + 1, value))

    def report(self, code: str, message: str, start: int, end: int, *, label: str = "", fix: str = "") -> None:
        base = self.line_start - 1
        span = Span(self.line, start - base, self.line, end - base)
        self.diagnostics.append(Diagnostic(code, message, self.path, span, label, fix))

    # --- lines -----------------------------------------------------------------------------------------

    def end_line(self, start: int, end: int) -> int:
        self.line += 1
        self.line_start = end
        self.newlines += 1
        self.fresh = True
        return end

    def begin_line(self, start: int, text: str) -> None:
        """The first token of a line: it continues the line before, or ends it and sets the level."""
        self.fresh = False
        indent = start - self.line_start if text else 0
        self.check_tabs(start)
        if self.continues(start, indent, text):
            self.inner.extend(([self.behind] if self.behind else []) + self.pending)
            self.behind = None
            self.pending.clear()
        else:
            self.close_line()
            self.set_level(indent, start)
            self.add_leading()
            self.joins_back = _JOINS_BACK_REQUIRE if text == "require" else JOINS_BACK
        self.newlines = 0

    def continues(self, start: int, indent: int, text: str) -> bool:
        if not self.tokens or not text:
            return False
        deeper = indent > self.levels[-1]
        if self.brackets:
            if deeper or text in ")]":
                return True
            self.drop_brackets()
            return False
        if not deeper:
            return False
        joins_back = text in self.joins_back and not self.source.startswith(":", start + len(text))
        joins_next = self.tokens[-1].text in JOINS_NEXT and not self.is_alone()
        return joins_back or joins_next or self.source.startswith("as of ", start)

    def is_alone(self) -> bool:
        """Whether the last token is the only one of its line, or the name of a field."""
        return len(self.tokens) < 2 or self.tokens[-2].kind in LAYOUT or self.tokens[-2].text == "."

    def close_line(self) -> None:
        if not self.tokens or self.tokens[-1].kind == "NEWLINE":
            return
        last = self.tokens[-1]
        comments = LineEnd(tuple(self.inner), self.behind) if self.inner or self.behind else None
        self.tokens.append(Token("NEWLINE", "", last.line, last.column + len(last.text), comments))
        self.inner.clear()
        self.behind = None

    def set_level(self, indent: int, start: int) -> None:
        levels = self.levels
        if indent > levels[-1]:
            levels.append(indent)
            self.add("INDENT", "", start)
            return
        if indent not in levels:
            indent = self.report_dedent(indent, start)
        while indent < levels[-1]:
            levels.pop()
            self.add("DEDENT", "", start)

    def report_dedent(self, indent: int, start: int) -> int:
        """An indentation between those of the open blocks; the nearest of them is taken."""
        *front, last = map(str, self.levels)
        known = f"{', '.join(front)} or {last}" if front else last
        message, fix = "this line is indented like none of the blocks around it", f"indent it by {known} spaces"
        label = f"{indent} space{'s' * (indent != 1)}"
        self.report("CL002", message, start, start + 1, label=label, fix=fix)
        return min(self.levels, key=lambda level: abs(level - indent))

    def add_leading(self) -> None:
        blank = self.newlines > 1 and bool(self.tokens or self.pending)
        if self.pending or blank:
            self.leading[len(self.tokens)] = Leading(tuple(self.pending), blank)
            self.pending.clear()

    def check_tabs(self, start: int) -> None:
        if "\t" in self.source[self.line_start : start]:
            self.tabs.append(Span(self.line, 1, self.line, start - self.line_start + 1))

    def finish(self, position: int) -> None:
        """Close the last line, bracket and blocks."""
        if self.brackets:
            self.drop_brackets()
        self.begin_line(position, "")
        self.add("END", "", position)
        if self.tabs:
            first, more = self.tabs[0], len(self.tabs) - 1
            label = f"and in {more} more line{'s' * (more > 1)}" if more else ""
            fix = "indent with spaces, two for each level"
            message = "this line is indented with a tab"
            self.diagnostics.append(Diagnostic("CL001", message, self.path, first, label, fix))
        self.diagnostics.sort(key=lambda each: (each.span.line, each.span.column))

    # --- brackets --------------------------------------------------------------------------------------

    def track_bracket(self, token: Token) -> None:
        if token.text in "([":
            self.brackets.append(token)
            return
        wanted = "(" if token.text == ")" else "["
        if self.brackets and self.brackets[-1].text == wanted:
            self.brackets.pop()
        elif self.brackets:
            self.mismatched(token)
        else:
            message, fix = f"`{token.text}` closes nothing", f"remove it, or write the `{wanted}` before it"
            self.diagnostics.append(Diagnostic("CL011", message, self.path, token.span, "none is open", fix))
            self.tokens.pop()

    def mismatched(self, token: Token) -> None:
        opened = self.brackets.pop()
        right = ")" if opened.text == "(" else "]"
        message = f"`{token.text}` closes a `{opened.text}` that line {opened.line} opens"
        fix = f"write `{right}`"
        self.diagnostics.append(Diagnostic("CL011", message, self.path, token.span, f"expected `{right}`", fix))
        self.tokens[-1] = token._replace(text=right)

    def drop_brackets(self) -> None:
        opened = self.brackets[0]
        right = ")" if opened.text == "(" else "]"
        fix = f"write `{right}`; lines inside a bracket are indented deeper than the line that opens it"
        self.diagnostics.append(
            Diagnostic("CL011", f"`{opened.text}` is never closed", self.path, opened.span, "opened here", fix)
        )
        last = self.tokens[-1]
        for bracket in reversed(self.brackets):
            close = ")" if bracket.text == "(" else "]"
            self.tokens.append(Token("OPERATOR", close, last.line, last.column + len(last.text)))
        self.brackets.clear()

    # --- comments and literals -------------------------------------------------------------------------

    def lex_comment(self, start: int, end: int) -> int:
        raw = self.source[start:end].rstrip()
        doc = raw.startswith("---") and not raw.startswith("----")
        text = raw[3:] if doc else raw[2:]
        blank = self.fresh and self.newlines > 1 and bool(self.tokens or self.pending)
        comment = Comment(text.removeprefix(" "), doc, blank)
        if self.fresh:
            self.pending.append(comment)
            self.newlines = 0
        else:
            self.behind = comment
        return end

    def lex_plain_text(self, start: int, end: int) -> int:
        text = self.source[start:end]
        self.add("TEXT", text, start, (text[1:-1],) if len(text) > 2 else ())
        return end

    def lex_date(self, start: int, end: int) -> int:
        text = self.source[start:end]
        try:
            value = dt.date.fromisoformat(text)
        except ValueError:
            value = dt.date.min
            year, month, day = (int(part) for part in text.split("-"))
            likely = 1 <= month <= 12 and 1 <= day <= 31 and len(text) < 10
            fix = (
                f"write `{year:04}-{month:02}-{day:02}`" if likely else "write a day of the calendar as year-month-day"
            )
            self.report("CL008", f"`{text}` is not a date", start, end, fix=fix)
        self.add("DATE", text, start, value)
        return end

    def lex_other_date(self, start: int, end: int) -> int:
        first, second, year = self.source[start:end].split("/")
        fix = f"write `{year}-{first:0>2}-{second:0>2}` (year-month-day)"
        self.report("CL008", "a date begins with the year", start, end, fix=fix)
        self.add("DATE", self.source[start:end], start, dt.date.min)
        return end

    def lex_money(self, start: int, end: int) -> int:
        text = self.source[start:end]
        if not _MONEY.fullmatch(text):
            self.report_money(text, start, end)
            text = "$0.00".ljust(len(text))[: len(text)] if len(text) > 1 else "$0"
        self.add("MONEY", text, start)
        return end

    def report_money(self, text: str, start: int, end: int) -> None:
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
        self.report("CL007", message, start, end, fix=fix)

    # --- text with escapes and interpolations ----------------------------------------------------------

    def lex_text(self, start: int, position: int) -> int:
        """A text that holds more than plain characters, from behind its opening quote."""
        parts: list[str | tuple[Token, ...]] = []
        buffer: list[str] = []
        while (mark := self.source[position : position + 1]) != '"':
            if mark in ("", "\n"):
                self.report_open_text(start, position)
                break
            if plain := _TEXT_PART.match(self.source, position):
                buffer.append(plain[0])
                position = plain.end()
            elif mark == "{" and not self.source.startswith("{{", position):
                if buffer:
                    parts.append("".join(buffer))
                    buffer.clear()
                position = self.lex_interpolation(position, parts)
            else:
                position = self.lex_escape(position, buffer)
        else:
            position += 1
        if buffer:
            parts.append("".join(buffer))
        self.add("TEXT", self.source[start:position], start, tuple(parts))
        return position

    def report_open_text(self, start: int, end: int) -> None:
        last = self.diagnostics[-1] if self.diagnostics else None
        if self.in_text or (last and last.code == "CL009" and last.span.line == self.line):
            return
        label, fix = "it must end on its own line", 'write `"` at its end'
        self.report("CL004", "this text is not closed", start, end, label=label, fix=fix)

    def lex_escape(self, position: int, buffer: list[str]) -> int:
        pair = self.source[position : position + 2]
        if pair in ("{{", "}}"):
            buffer.append(pair[0])
        elif pair in ('\\"', "\\\\"):
            buffer.append(pair[1])
        elif pair[0] == "}":
            self.report("CL005", "`}` in a text closes nothing", position, position + 1, fix="write `}}` for a brace")
            return position + 1
        else:
            fix = 'write `\\\\` for a backslash and `\\"` for a quote; there are no other escapes'
            self.report("CL005", f"`{pair.strip()}` is not an escape", position, position + len(pair.strip()), fix=fix)
            return position + 1
        return position + 2

    def lex_interpolation(self, position: int, parts: list[str | tuple[Token, ...]]) -> int:
        outer, brackets = self.tokens, self.brackets
        self.tokens, self.brackets = [], []
        self.in_text += 1
        end = self.run(position + 1) if self.in_text <= 2 else self.skip_interpolation(position)
        self.in_text -= 1
        inner, self.tokens, self.brackets = self.tokens, outer, brackets
        closed = self.source[end : end + 1] == "}"
        if not closed:
            fix = "write `}` behind the value, or `{{` for a brace"
            self.report("CL009", "`{` in this text is not closed", position, position + 1, fix=fix)
        elif not inner and self.in_text < 2:
            fix = "write the value between the braces, or `{{` and `}}` for braces"
            self.report("CL009", "there is no value between these braces", position, end + 1, fix=fix)
        if inner:
            inner.append(Token("END", "}", self.line, end - self.line_start + 1))
            parts.append(tuple(inner))
        return end + 1 if closed else end

    def skip_interpolation(self, position: int) -> int:
        fix = "give the inner text a name with `let` first"
        end = self.source.find("}", position)
        stop = self.source.find("\n", position)
        stop = len(self.source) if stop < 0 else stop
        end = end if 0 <= end < stop else stop
        self.report("CL009", "texts with values stand inside one another too deeply", position, end, fix=fix)
        return end

    # --- what does not belong --------------------------------------------------------------------------

    def lex_bad_word(self, start: int, end: int) -> int:
        word = self.source[start:end]
        if word[0].isdigit():
            fix = "separate the number from the word with a space, or write codes in capitals"
            self.report("CL006", f"`{word}` is neither a number nor a code", start, end, fix=fix)
            self.add("NUMBER", word, start)
            return end
        snake = _CAMEL.sub("_", word).strip("_").lower()
        self.report("CL010", f"`{word}` is not written as a name", start, end, fix=_name_fix(word, snake))
        kind, text = ("TYPE", word) if word[0].isupper() else ("NAME", word)
        self.add(kind, text, start)
        return end

    def lex_foreign(self, start: int, end: int) -> int:
        text = self.source[start:end]
        if text not in FOREIGN:
            return self.lex_bad(start, end)
        words = self.assignment_words() if text in ("=", ":=") else FOREIGN[text]
        fix = f"write `{' '.join(words)}`" if words else "remove it"
        self.report("CL104", f"`{text}` is not a word of Clause", start, end, fix=fix)
        for word in words:
            self.add("NAME", word, start)
        return end

    def assignment_words(self) -> tuple[str, ...]:
        first = next((t for t in reversed(self.tokens) if t.text in ("let", "set") and t.line == self.line), None)
        later = any(t.text in ("be", "to") for t in self.tokens[-4:] if t.line == self.line)
        if first is None or later:
            return ("is",)
        return ("be",) if first.text == "let" else ("to",)

    def lex_bad(self, start: int, end: int) -> int:
        mark = self.source[start]
        meant = LOOKALIKES.get(mark, "")
        shown = mark if mark.isprintable() and not mark.isspace() else f"U+{ord(mark):04X}"
        fix = f"write {meant} instead" if meant else "remove it"
        if mark == "%":
            fix = "write a rate without a space: `62.5%`"
        self.report("CL003", f"`{shown}` has no meaning here", start, start + 1, fix=fix)
        return start + 1


_HANDLERS: dict[str, Callable[[_Lexer, int, int], int]] = {
    "NEWLINE": _Lexer.end_line,
    "COMMENT": _Lexer.lex_comment,
    "PLAIN": _Lexer.lex_plain_text,
    "TEXT": _Lexer.lex_text,
    "DATE": _Lexer.lex_date,
    "OTHER_DATE": _Lexer.lex_other_date,
    "MONEY": _Lexer.lex_money,
    "BAD_WORD": _Lexer.lex_bad_word,
    "FOREIGN": _Lexer.lex_foreign,
    "BAD": _Lexer.lex_bad,
}


def _name_fix(word: str, snake: str) -> str:
    if not word.isascii():
        return "names are made of the letters a to z, digits and `_`"
    if word[0].isupper():
        camel = "".join(part[:1].upper() + part[1:] for part in word.split("_"))
        return f"write `{camel}` for a type, `{snake}` for anything else"
    return f"write `{snake}`"
