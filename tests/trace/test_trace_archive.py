"""The run folder: runs by subject, kills, damage, several writers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from story import Facts, tell

from claimwright.core.errors import NotFoundError
from claimwright.trace.archive import Archive, ArchiveWriter
from claimwright.trace.codec import compress, encode
from claimwright.trace.runs import open_runs, remember


def fill(folder: Path, *subjects: str, run: str = "r1") -> None:
    trace, table = tell()
    with ArchiveWriter(folder) as writer:
        writer.add_program(table)
        for subject in subjects:
            writer.add(subject, run, encode(trace.header, trace.rows), f"inputs of {subject} {run}".encode())


def test_what_was_added_comes_back(tmp_path: Path) -> None:
    fill(tmp_path, "C1", "C2")
    trace, table = tell()
    archive = Archive(tmp_path)
    assert archive.subjects() == ("C1", "C2") and len(archive) == 2 and "C1" in archive
    assert archive.trace_bytes("C1") == encode(trace.header, trace.rows)
    assert archive.trace("C1").header == trace.header
    assert archive.inputs("C2") == b"inputs of C2 r1"
    assert archive.sites(table.program) == table
    assert archive.programs() == (table.program,)
    assert len(archive.tree("C1")) == len(trace.rows)


def test_later_runs_of_a_subject_are_kept_beside_the_earlier_ones(tmp_path: Path) -> None:
    fill(tmp_path, "C1", "C2")
    fill(tmp_path, "C1", run="r2")
    archive = Archive(tmp_path)
    assert archive.runs("C1") == ("r1", "r2")
    assert archive.inputs("C1") == b"inputs of C1 r2"
    assert archive.inputs("C1", run="r1") == b"inputs of C1 r1"
    assert sorted(path.name for path in (tmp_path / "traces").glob("*.data")) == ["part-0001.data", "part-0002.data"]
    with pytest.raises(NotFoundError, match="no run 'r9'"):
        archive.trace("C1", run="r9")


def test_two_writers_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    trace, table = tell()
    data = encode(trace.header, trace.rows)
    with ArchiveWriter(tmp_path) as first, ArchiveWriter(tmp_path) as second:
        for writer, subject in ((first, "A"), (second, "B"), (first, "C")):
            writer.add_program(table)
            writer.add(subject, "r", data, b"x")
    assert sorted(Archive(tmp_path)) == ["A", "B", "C"]


def test_a_killed_writer_loses_nothing_that_was_flushed(tmp_path: Path) -> None:
    trace, _ = tell()
    writer = ArchiveWriter(tmp_path)
    for subject in ("C1", "C2", "C3"):
        writer.add(subject, "r", encode(trace.header, trace.rows), b"x")
    writer.flush()
    path = tmp_path / "traces" / "part-0001.data"
    assert not path.with_suffix(".index").exists()
    assert Archive(tmp_path).subjects() == ("C1", "C2", "C3")
    path.write_bytes(path.read_bytes()[:-5])
    assert Archive(tmp_path).subjects() == ("C1", "C2")


@given(st.integers(0, 10**6), st.integers(1, 255))
def test_a_damaged_record_is_passed_over_and_the_others_stay(
    tmp_path_factory: pytest.TempPathFactory, place: int, flip: int
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    fill(folder, "C1", "C2", "C3")
    path = folder / "traces" / "part-0001.data"
    path.with_suffix(".index").unlink()
    data = bytearray(path.read_bytes())
    data[place % len(data)] ^= flip
    path.write_bytes(bytes(data))
    found = Archive(folder).subjects()
    assert len(found) == 2 and set(found) < {"C1", "C2", "C3"}
    assert all(Archive(folder).trace(subject).rows for subject in found)


@pytest.mark.parametrize("content", [b"", b"nonsense", compress(b"\x92\x05\x90")])
def test_an_index_that_does_not_fit_is_rebuilt(tmp_path: Path, content: bytes) -> None:
    fill(tmp_path, "C1", "C2")
    (tmp_path / "traces" / "part-0001.index").write_bytes(content)
    assert Archive(tmp_path).subjects() == ("C1", "C2")


def test_compressed_and_plain_bytes_may_be_added(tmp_path: Path) -> None:
    trace, _ = tell(Facts(bypass=True))
    data = encode(trace.header, trace.rows)
    with ArchiveWriter(tmp_path) as writer:
        writer.add("C1", "r", compress(data), compress(b"in"))
    assert (Archive(tmp_path).trace_bytes("C1"), Archive(tmp_path).inputs("C1")) == (data, b"in")


def test_an_unknown_subject_is_refused_with_the_closest(tmp_path: Path) -> None:
    fill(tmp_path, "ABCD1234", "ZZZZ")
    with pytest.raises(NotFoundError, match="ABCD1243") as caught:
        Archive(tmp_path).trace("ABCD1243")
    assert "ABCD1234" in caught.value.fix


def test_an_unknown_program_or_folder_is_refused(tmp_path: Path) -> None:
    fill(tmp_path, "C1")
    with pytest.raises(NotFoundError, match="does not hold program"):
        Archive(tmp_path).sites("../../x")
    with pytest.raises(NotFoundError, match="holds no traces"):
        Archive(tmp_path / "elsewhere")


def test_the_last_run_folder_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWRIGHT_HOME", str(tmp_path / "home"))
    with pytest.raises(NotFoundError, match="no run has been kept"):
        open_runs()
    fill(tmp_path / "out", "C1")
    remember(tmp_path / "out")
    assert open_runs().subjects() == ("C1",)
    assert open_runs(tmp_path / "out").subjects() == ("C1",)
