"""The files that the bench generates are right."""

from __future__ import annotations

from tests.claims.x12.files import read

from claimwright.bench.x12 import segments


def test_generated_files_are_read_without_a_problem() -> None:
    for lines, count in ((1, 5003), (5, 12)):
        claims, problems = read("".join(segments(count, lines=lines)).encode())
        assert problems == []
        assert len(claims) == count
        assert {len(claim.lines) for claim in claims} == {lines}
