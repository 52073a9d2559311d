"""The options by which commands on the corpus choose documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from claimwright.corpus.selection import Selection

Sources = Annotated[list[str] | None, typer.Option("--source", help="Only this source; may be repeated.")]
Tags = Annotated[list[str] | None, typer.Option("--tag", help="Only documents with this tag; may be repeated.")]
Processors = Annotated[
    list[str] | None, typer.Option("--processor", help="Only documents of this processor; may be repeated.")
]
WithoutSources = Annotated[
    list[str] | None, typer.Option("--without-source", help="Leave this source out; may be repeated.")
]
WithoutTags = Annotated[
    list[str] | None, typer.Option("--without-tag", help="Leave out what has this tag; may be repeated.")
]

Names = Sequence[str] | None


def selection_of(source: Names, tag: Names, processor: Names, without_source: Names, without_tag: Names) -> Selection:
    """What these options choose."""
    from claimwright.corpus.selection import Selection

    given = (tuple(names or ()) for names in (source, tag, processor, without_source, without_tag))
    return Selection(*given)
