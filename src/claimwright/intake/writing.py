"""Records onto a stream, one a line, as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

import msgspec

from claimwright.intake.inbox import Refusal


def write(
    found: Iterable[dict[str, Any] | Refusal],
    stream: BinaryIO,
    told: Callable[[Refusal], None],
    *,
    as_one: bool = False,
    text_only: bool = False,
) -> int:
    """Write records; `told` hears of every refusal. Returns how many were refused.

    `as_one`: a single document with messages and errors; `text_only`: the texts alone.
    """
    kept, refused = list[dict[str, Any]](), list[Refusal]()
    for item in found:
        if isinstance(item, Refusal):
            refused.append(item)
            told(item)
        elif as_one:
            kept.append(item)
        else:
            stream.write(
                item["text"].encode("utf-8", "surrogatepass") if text_only else msgspec.json.encode(item) + b"\n"
            )
            stream.flush()
    if as_one:
        errors = [
            {"what": r.error.what, "where": str(r.error.where), "fix": r.error.fix, "code": r.error.code}
            for r in refused
        ]
        stream.write(msgspec.json.format(msgspec.json.encode({"messages": kept, "errors": errors}), indent=2) + b"\n")
        stream.flush()
    return len(refused)
