"""What a citation is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A place in a document that others cite, in canonical form.

    `work` is the document (`42 USC`, `29 CFR`, `CLM104 ch. 12`, `NCD`, `LCD`, `88 FR`, `CA Ins. Code`), `section` its
    own number (`300gg-19`, `2560.503-1`, `40.2`, `220.6.17`), always with ASCII hyphens; `path` the enumerators below
    it, without brackets (`("a", "1", "A")`). A whole part (`part 2590`) or chapter (no section) can be cited too.
    """

    work: str
    section: str
    path: tuple[str, ...] = ()

    def __str__(self) -> str:
        """`42 USC 300gg-19(a)(1)`, `CLM104 ch. 12 s. 40.2`."""
        if not self.section:
            return self.work
        joint = " s. " if " ch. " in self.work else " "
        return f"{self.work}{joint}{self.section}" + "".join(f"({step})" for step in self.path)

    @property
    def parent(self) -> Citation | None:
        """The citation that encloses this one within the same section."""
        return Citation(self.work, self.section, self.path[:-1]) if self.path else None

    def contains(self, other: Citation) -> bool:
        """True where `other` is this provision or lies within it."""
        return (self.work, self.section) == (other.work, other.section) and other.path[: len(self.path)] == self.path


@dataclass(frozen=True, slots=True)
class FoundCitation:
    """A citation as it stands in a text; `text[start:end]` in code points."""

    citation: Citation
    start: int
    end: int
