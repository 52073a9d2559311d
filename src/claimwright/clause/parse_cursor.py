"""Where the parser stands: the tokens, the place among them, and what has been found wrong so far."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NoReturn, TypeVar

from claimwright.clause.diagnostics import Diagnostic, Note
from claimwright.clause.lexer import Lexed
from claimwright.clause.parse_tokens import LAYOUT, LineEnd, Token
from claimwright.clause.syntax import NO_TRIVIA, Span, Trivia

_T = TypeVar("_T")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

MAX_DEPTH = 32
"""Blocks within blocks, and values within values."""
MAX_OPERATORS = 200
"""Operators in one expression."""

RESERVED = frozenset({
    "and", "or", "not", "is", "in", "of", "else", "to", "by", "where", "with", "otherwise", "when", "let",
    "find", "choose", "case", "for", "be", "give", "deny", "reduce", "pend", "pass", "set", "because", "needs",
    "cites", "satisfies", "rounded", "true", "false", "exception", "require", "prefer", "from", "as", "among", "than",
    "least", "most",
})  # fmt: skip
"""Words that cannot name a variable, function, clause or table. Fields may have any name."""

STATEMENT_WORDS = frozenset({
    "let", "find", "choose", "when", "case", "for", "deny", "reduce", "pend", "pass", "set", "give",
})  # fmt: skip
"""Words that begin a statement."""


class ParseError(Exception):
    """A syntax error on its way to the nearest place where parsing can go on. Never leaves the parser."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Cursor:
    """A place among the tokens of one file."""

    token: Token
    """The current token."""

    __slots__ = ("blocks", "depth", "diagnostics", "in_test", "index", "lexed", "operators", "path", "token", "tokens")

    def __init__(self, lexed: Lexed, path: str) -> None:
        self.lexed, self.path = lexed, path
        self.tokens = lexed.tokens
        self.diagnostics = list(lexed.diagnostics)
        self.index, self.token = 0, self.tokens[0]
        self.blocks = self.depth = self.operators = 0
        self.in_test = False

    # --- moving ----------------------------------------------------------------------------------------

    def advance(self) -> Token:
        """Take the current token; END stays."""
        token = self.token
        if token.kind != "END":
            self.index += 1
            self.token = self.tokens[self.index]
        return token

    def at_end(self) -> bool:
        """Whether all tokens are taken."""
        return self.token.kind == "END"

    def peek(self, ahead: int = 1) -> Token:
        """A later token."""
        return self.tokens[min(self.index + ahead, len(self.tokens) - 1)]

    def at(self, *texts: str) -> bool:
        """Whether the next tokens read so."""
        tokens, index = self.tokens, self.index
        return all(tokens[min(index + n, len(tokens) - 1)].text == text for n, text in enumerate(texts))

    def take(self, text: str) -> bool:
        """Take the word or mark if it is next."""
        if self.token.text == text:
            self.advance()
            return True
        return False

    def span_from(self, start: Token) -> Span:
        """From the start of a token to the end of the last one taken."""
        index = self.index - 1
        while index > 0 and self.tokens[index].kind in LAYOUT:
            index -= 1
        last = self.tokens[index]
        return Span(start.line, start.column, last.line, last.column + len(last.text))

    def inside(self, tokens: tuple[Token, ...], parse: Callable[[Cursor], _T]) -> _T:
        """Parse the tokens of an interpolation as if they stood alone; what follows is an error."""
        saved = self.tokens, self.index, self.token
        self.tokens, self.index, self.token = list(tokens), 0, tokens[0]
        try:
            value = parse(self)
            if self.token.kind != "END":
                self.fail_here("CL113", f"{describe(self.token)} does not belong in these braces", fix="remove it")
            return value
        finally:
            self.tokens, self.index, self.token = saved

    # --- expecting -------------------------------------------------------------------------------------

    def expect(self, text: str, *, fix: str = "", code: str = "CL103", where: str = "") -> Token:
        """Take the word or mark, or fail and say what was expected."""
        if self.token.text == text:
            return self.advance()
        place = f" {where}" if where else ""
        message = f"expected `{text}`{place}, found {describe(self.token)}"
        return self.fail_here(code, message, label=f"expected `{text}`", fix=fix)

    def expect_kind(self, kind: str, what: str, *, fix: str = "", code: str = "CL103") -> Token:
        """Take a token of the kind, or fail and say what was expected."""
        if self.token.kind == kind:
            return self.advance()
        return self.fail_here(code, f"expected {what}, found {describe(self.token)}", label=f"expected {what}", fix=fix)

    def expect_name(self, what: str, *, fix: str = "") -> Token:
        """Take a name that is not reserved."""
        token = self.token
        if token.kind == "NAME" and token.text not in RESERVED:
            return self.advance()
        if token.kind == "NAME":
            self.fail_here(
                "CL108", f"`{token.text}` is a word of the language and cannot be {what}",
                fix=fix or f"choose another name, such as `{token.text}_value`",
            )  # fmt: skip
        if token.kind in ("TYPE", "CODE"):
            fix = fix or f"write `{_CAMEL.sub('_', token.text).lower()}`"
            self.fail_here("CL109", f"expected {what}, found {describe(token)}", fix=fix)
        return self.fail_here("CL103", f"expected {what}, found {describe(token)}", label=f"expected {what}", fix=fix)

    def expect_type_name(self, what: str) -> Token:
        """Take a CamelCase name; a short one in capitals (`ABC`) is taken too."""
        if self.token.kind in ("TYPE", "CODE") and self.token.text[0].isalpha():
            return self.advance()
        fix = ""
        if self.token.kind == "NAME":
            fix = f"write `{''.join(part.capitalize() for part in self.token.text.split('_'))}`"
            self.fail_here("CL109", f"{what} is written with capitals, found {describe(self.token)}", fix=fix)
        return self.fail_here(
            "CL103", f"expected {what}, found {describe(self.token)}", label=f"expected {what}", fix=fix
        )

    def expect_text(self, what: str) -> tuple[Token, str]:
        """Take a text without values in it."""
        token = self.expect_kind("TEXT", what, fix='write it in quotes: `"..."`')
        if any(not isinstance(part, str) for part in token.value):
            self.fail("CL115", f"{what} cannot hold values", token.span, fix="write `{{` and `}}` for braces")
        return token, "".join(token.value)

    # --- lines and comments ----------------------------------------------------------------------------

    def end_line(self, start: int, *, documented: bool = False, fix: str = "") -> Trivia:
        """Take the end of a logical line that began at token number `start`; the result holds its comments.

        `documented`: the `---` lines are the node's documentation, and not comments.
        """
        token = self.token
        if token.kind == "NEWLINE":
            self.advance()
        elif token.kind not in ("END", "DEDENT"):
            self.fail_rest_of_line(fix)
        leading = self.lexed.leading.get(start)
        if leading is None and token.value is None:
            return NO_TRIVIA
        return self.trivia(start, token.value if token.kind == "NEWLINE" else None, documented)

    def fail_rest_of_line(self, fix: str) -> NoReturn:
        """Something stands behind a complete line."""
        if self.token.text == ":":
            fix = "remove it; blocks begin without a colon"
        message = f"{describe(self.token)} does not belong here"
        self.fail_here("CL113", message, label="the line should end before this", fix=fix or "remove it")

    def trivia(self, start: int, end: LineEnd | None, documented: bool) -> Trivia:
        """The comments of a line, those of its continued lines moved before it."""
        leading = self.lexed.leading_at(start)
        plain = [not (documented and each.doc) for each in leading.comments]
        before = tuple(each.text for each, keep in zip(leading.comments, plain, strict=True) if keep)
        after = [each.blank for each in leading.comments[1:]] + [leading.blank]
        blanks = [blank for blank, keep in zip(after, plain, strict=False) if keep]
        behind, inner = (end.behind, end.inner) if end else (None, ())
        return Trivia(
            before + tuple(each.text for each in inner),
            behind.text if behind else "",
            leading.comments[0].blank if leading.comments else leading.blank,
            tuple(number for number, blank in enumerate(blanks) if blank),
        )

    def doc_at(self, start: int) -> tuple[str, ...]:
        """The `---` lines before the token with this number."""
        leading = self.lexed.leading.get(start)
        return tuple(each.text for each in leading.comments if each.doc) if leading else ()

    # --- depth -----------------------------------------------------------------------------------------

    def enter(self) -> None:
        """One level deeper; fails where a reader and a stack would be lost."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            fix = "give parts a name with `let`, or move them to a `define`"
            self.fail_here("CL112", f"this is nested more than {MAX_DEPTH} levels deep", fix=fix)

    def leave(self) -> None:
        """One level up."""
        self.depth -= 1

    def count_operator(self) -> None:
        """One more operator in the expression at hand."""
        self.operators += 1
        if self.operators > MAX_OPERATORS:
            fix = "give parts a name with `let`, or sum a list with `sum of`"
            self.fail_here("CL112", f"this expression has more than {MAX_OPERATORS} operators", fix=fix)

    # --- findings --------------------------------------------------------------------------------------

    def report(
        self, code: str, message: str, span: Span, *, label: str = "", fix: str = "", note: Note | None = None
    ) -> None:
        """Keep a finding and go on."""
        notes = (note,) if note else ()
        self.diagnostics.append(Diagnostic(code, message, self.path, span, label, fix, notes))

    def fail(self, code: str, message: str, span: Span, *, label: str = "", fix: str = "") -> NoReturn:
        """Give up the construct at hand."""
        raise ParseError(Diagnostic(code, message, self.path, span, label, fix))

    def fail_here(self, code: str, message: str, *, label: str = "", fix: str = "") -> NoReturn:
        """Give up at the current token."""
        self.fail(code, message, self.place(), label=label, fix=fix)

    def place(self) -> Span:
        """Where the current token stands; at layout, behind the last token."""
        token = self.token
        return self.behind() if token.kind in LAYOUT and token.kind != "INDENT" else token.span

    def behind(self) -> Span:
        """The place behind the last token taken."""
        last = self.span_from(self.token)
        return Span(last.end_line, last.end_column, last.end_line, last.end_column + 1)

    # --- recovery --------------------------------------------------------------------------------------

    def attempt(self, parse: Callable[[], _T]) -> _T | None:
        """Parse a line; on an error keep the finding, skip to the line's end and return None."""
        blocks, depth, start = self.blocks, self.depth, self.token
        try:
            return parse()
        except ParseError as fault:
            self.diagnostics.append(fault.diagnostic)
            self.blocks, self.depth = blocks, depth
            self.skip_line(start)
            return None

    def skip_line(self, start: Token) -> None:
        """To the end of the logical line at hand, and over it; always past `start`."""
        if self.index and self.tokens[self.index - 1].kind in LAYOUT and self.token is not start:
            return
        while self.token.kind not in LAYOUT:
            self.advance()
        if self.token.kind == "NEWLINE":
            self.advance()

    def skip_block(self) -> None:
        """Over an indented block, if one is next."""
        if self.token.kind != "INDENT":
            return
        depth = 0
        while not self.at_end():
            kind = self.advance().kind
            depth += (kind == "INDENT") - (kind == "DEDENT")
            if not depth:
                return


def describe(token: Token) -> str:
    """The token in a message."""
    match token.kind:
        case "NEWLINE" | "DEDENT":
            return "the end of the line"
        case "INDENT":
            return "an indented line"
        case "END":
            return f"`{token.text}`" if token.text else "the end of the file"
        case "TEXT":
            return f"the text {token.text}" if len(token.text) < 30 else f'the text {token.text[:26]}..."'
        case _:
            return f"`{token.text}`"


def hoist(trivia: Trivia, *inner: Trivia) -> Trivia:
    """The comments of a construct's further lines, moved before its first."""
    extra = tuple(text for each in inner for text in (*each.before, *([each.behind] if each.behind else ())))
    if not extra:
        return trivia
    return Trivia(trivia.before + extra, trivia.behind, trivia.blank_before, trivia.blanks)
