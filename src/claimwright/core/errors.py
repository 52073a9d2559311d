"""The errors of every part, as one small tree.

ClaimwrightError            what went wrong, where, and what to do; never a traceback for the user
├── InputError              a file, record or message that cannot be read as asked
├── ConfigError             a setting, plan, pack or book that is wrong
├── NotFoundError           a name, id or file that does not exist
└── MissingExtraError       an optional part of the installation is needed
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file. `line` and `column` count from 1; 0 means unknown."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


class ClaimwrightError(Exception):
    """Base of every error that a user can cause or mend.

    `what` says what is wrong in one sentence, `where` names the place, `fix` says what to do,
    `code` is stable and can be searched for.
    """

    exit_code = 2

    def __init__(self, what: str, *, where: Location | str = "", fix: str = "", code: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.fix, self.code = what, where, fix, code

    def __str__(self) -> str:
        head = f"[{self.code}] {self.what}" if self.code else self.what
        lines = [head]
        if self.where:
            lines.append(f"  where: {self.where}")
        if self.fix:
            lines.append(f"  fix:   {self.fix}")
        return "\n".join(lines)


class InputError(ClaimwrightError):
    """Input that cannot be read as asked."""


class ConfigError(ClaimwrightError):
    """A setting, plan, pack or book that is wrong."""


class NotFoundError(ClaimwrightError):
    """A name, id or file that does not exist."""


class MissingExtraError(ClaimwrightError):
    """An optional part of the installation is needed."""

    def __init__(self, module: str, extra: str) -> None:
        super().__init__(
            f"this command needs the package {module!r}, which is not installed",
            fix=f"pip install 'claimwright[{extra}]'",
            code="EXTRA",
        )
