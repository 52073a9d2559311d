"""No bytes make the reader fail, and how they are cut into chunks changes nothing."""

from __future__ import annotations

import io

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.claims.x12.files import BEFORE, CLAIM, ISA, SECOND, build, example_claims

from claimwright.claims.records import Claim
from claimwright.claims.x12 import Problem, read_837p
from claimwright.claims.x12.problems import Report
from claimwright.claims.x12.refs import SeenIds
from claimwright.claims.x12.segments import Segment, SegmentReader
from claimwright.claims.x12.writer import render_837p

VALID = build(*CLAIM, *SECOND) + "".join(render_837p(example_claims())).encode()
SEGMENTS = [part + b"~" for part in VALID.split(b"~")]
PIECES = st.sampled_from(
    [b"ISA*", b"IEA*1*1~", b"~", b"*", b":", b"\n", b"\x00", b"\xff", b"SE*1*1~", b"GS*HC~", b"CLM*~"]
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A right file after a few changes of bytes and segments."""
    segments = list(SEGMENTS)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(segments) - 1))
        other = draw(st.sampled_from(SEGMENTS))
        segments[at : at + 1] = draw(st.sampled_from([[], [other], [segments[at], other], [segments[at]] * 2]))
        segments = segments or [b""]
    data = b"".join(segments)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data)))
        gone = draw(st.integers(0, 12))
        data = data[:at] + draw(PIECES | st.binary(max_size=4)) + data[at + gone :]
    return data


def check(data: bytes) -> list[Claim | Problem]:
    """Read, and hold what must hold of every result."""
    items = list(read_837p(io.BytesIO(data)))
    refs = [item.ref for item in items if isinstance(item, Claim)]
    assert len(set(refs)) == len(refs)
    for item in items:
        if isinstance(item, Problem):
            assert 0 <= item.offset <= len(data)
            assert 1 <= item.line <= data.count(b"\n") + 1 + data.count(b"\r")
            assert item.what and item.fix
        else:
            assert item.lines and item.from_date <= item.to_date and item.charge >= 0
    return items


@settings(max_examples=300, deadline=None)
@given(mutated())
def test_mutated_files(data: bytes) -> None:
    check(data)


@settings(max_examples=150, deadline=None)
@given(mutated(), st.integers(1, 500))
def test_chunks_change_nothing(data: bytes, chunk: int) -> None:
    assert list(read_837p(io.BytesIO(data), chunk=chunk)) == list(read_837p(io.BytesIO(data)))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.binary(max_size=200))
@example(b"", b"~" * 50)
@example(b"*", b"*" * 200)
def test_random_bytes(before: bytes, after: bytes) -> None:
    check(before)
    check(before + ISA.encode() + after)
    check(build(*CLAIM) + after)
    check("~".join([ISA, *BEFORE, ""]).encode() + after)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=("Cs",), exclude_characters="*~:\r\n\t "), min_size=1, max_size=8),
        max_size=6,
    )
)
def test_elements_of_any_text(texts: list[str]) -> None:
    for at in range(len(CLAIM)):
        garbled = "*".join([CLAIM[at].split("*")[0], *texts])
        check(build(*CLAIM[:at], garbled, *CLAIM[at + 1 :]))


@settings(max_examples=100, deadline=None)
@given(mutated(), st.integers(16, 400))
def test_places_are_those_of_the_bytes(data: bytes, chunk: int) -> None:
    reader = SegmentReader(io.BytesIO(data).read, Report("x"), chunk)
    for segment in reader:
        name = data[segment.offset : segment.offset + len(segment.elements[0].encode())]
        assert name.decode("utf-8", "replace") == segment.elements[0] or not name.isascii()
        assert segment.line == 1 + data.count(b"\n", 0, segment.offset)


@given(st.lists(st.text(max_size=3), max_size=60))
def test_seen_ids_are_a_set(texts: list[str]) -> None:
    seen, model = SeenIds(), set[str]()
    for text in texts:
        assert seen.add(text) == (text not in model)
        model.add(text)


def test_seen_ids_grow() -> None:
    seen = SeenIds()
    assert all(seen.add(str(n)) for n in range(5000))
    assert not any(seen.add(str(n)) for n in range(5000))


def test_a_segment_has_twenty_elements() -> None:
    (first, *_) = SegmentReader(io.BytesIO(build()).read, Report("x"))
    assert isinstance(first, Segment)
    assert first.elements[20] == ""


def test_blanks_and_headers_without_end_are_passed_over_at_once() -> None:
    check(build(*CLAIM).replace(b"LX*1", b"\n" * 500_000 + b"LX*1"))
    check(ISA.encode() + b"~" + b"\n~" * 10_000)
    check(b"ISA*" * 4_000)
    check((ISA + "~\n").encode() * 500)
