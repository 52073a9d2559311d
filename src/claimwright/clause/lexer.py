"""From characters to tokens: words, literals, indentation and comments, each with its place.

One pass over the source, in linear time. Findings are collected, and where the intention is plain (`==`,
`>=`) the right tokens are put in place, so that the parser can go on and report what else is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from claimwright.clause.diagnostics import Diagnostic
from claimwright.clause.lexer_literals import HANDLERS
from claimwright.clause.parse_tokens import (
    JOINS_BACK,
    JOINS_NEXT,
    LAYOUT,
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
    lexer = Lexer(source, path)
    lexer.finish(lexer.run(0))
    return Lexed(lexer.tokens, lexer.leading, lexer.diagnostics)


@dataclass(slots=True)
class Lexer:
    """Where reading stands: the tokens so far, the open blocks and brackets, the comments at hand."""

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

    # --- comments ---------------------------------------------------------------------------------------

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


_HANDLERS: dict[str, Callable[[Lexer, int, int], int]] = {
    "NEWLINE": Lexer.end_line,
    "COMMENT": Lexer.lex_comment,
    **HANDLERS,
}
