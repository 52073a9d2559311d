"""Ledgers: read, append, replace, survive a cut."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.core.errors import InputError
from claimwright.core.settings import public_data
from claimwright.corpus.ledger import files
from claimwright.corpus.records import ProcessedLine, SourceLine


def line(name: str, **more: object) -> SourceLine:
    return SourceLine(
        url=f"https://example.org/{name}",
        date_accessed="2024-01-17",
        local_path=f"./data/raw/{name}",
        tags=("legal", "kb"),
        preprocessor="text",
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(("name", "kind"), [("sources", SourceLine), ("processed_sources", ProcessedLine)])
def test_the_upstream_ledgers_come_back_byte_for_byte(name: str, kind: type[SourceLine], tmp_path: Path) -> None:
    data = public_data()
    if data is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    upstream = data / "hicric" / f"{name}.jsonl"
    copy = tmp_path / "copy.jsonl"
    files.rewrite(copy, files.read(upstream, kind))
    assert copy.read_bytes() == upstream.read_bytes()
    assert any(None in json.loads(raw)["tags"] for raw in copy.read_bytes().splitlines()) == (kind is ProcessedLine)


def test_append_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "sources.jsonl"
    files.append(path, [line("a"), line("§ 2590 – ½.pdf")])
    files.append(path, [line("b", etag='"x"')])
    assert list(files.read(path, SourceLine)) == [line("a"), line("§ 2590 – ½.pdf"), line("b", etag='"x"')]


def test_unknown_keys_are_read_over_and_kept_by_an_upsert(tmp_path: Path) -> None:
    path = tmp_path / "sources.jsonl"
    foreign = {**json.loads(files.encode(line("a"))), "reviewer_note": "ours"}
    path.write_text(json.dumps(foreign) + "\n", encoding="utf-8")
    files.append(path, [line("b")])
    files.upsert(path, [line("b", md5="0" * 32)])
    assert json.loads(path.read_text(encoding="utf-8").splitlines()[0]) == foreign
    assert files.by_path(path, SourceLine)["./data/raw/b"].md5 == "0" * 32


def test_upsert_keeps_the_place_and_never_two_of_a_path(tmp_path: Path) -> None:
    path = tmp_path / "sources.jsonl"
    files.append(path, [line("a"), line("b"), line("a"), line("c")])
    files.upsert(path, [line("a", title="first"), line("d"), line("a", title="second")])
    assert [(one.local_path[-1], one.title) for one in files.read(path, SourceLine)] == [
        ("a", "second"),
        ("b", ""),
        ("c", ""),
        ("d", ""),
    ]


def test_remove_takes_out_only_what_is_named(tmp_path: Path) -> None:
    path = tmp_path / "sources.jsonl"
    files.append(path, [line("a"), line("b")])
    files.remove(path, ["./data/raw/a", "./data/raw/absent"])
    assert [one.local_path for one in files.read(path, SourceLine)] == ["./data/raw/b"]


def test_a_bad_line_is_named_by_number(tmp_path: Path) -> None:
    path = tmp_path / "sources.jsonl"
    files.append(path, [line("a")])
    with path.open("ab") as file:
        file.write(b'\n{"url": "x"}\n')
    with pytest.raises(InputError) as caught:
        list(files.read(path, SourceLine))
    assert caught.value.where == files.Location(str(path), 3)
    assert "date_accessed" in str(caught.value)


def test_a_ledger_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no ledger here"):
        list(files.read(tmp_path / "absent.jsonl", SourceLine))
    assert files.by_path(tmp_path / "absent.jsonl", SourceLine) == {}
    for name, command in (("sources.jsonl", "corpus add"), ("processed_sources.jsonl", "corpus process")):
        with pytest.raises(InputError) as caught:
            list(files.read(tmp_path / name, SourceLine))
        assert command in caught.value.fix


@given(data=st.data())
def test_a_cut_anywhere_loses_only_the_cut_line(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("cut") / "sources.jsonl"
    lines = [line(name) for name in ("a", "bé", "c")]
    whole = b"".join(map(files.encode, lines))
    cut = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[:cut])
    complete = [one for end, one in _ends(lines) if end - 1 <= cut]
    found = list(files.scan(path, SourceLine))
    assert [one.line for one in found if isinstance(one, files.Entry)] == complete
    assert all(one.torn for one in found if isinstance(one, files.Fault))
    assert list(files.read(path, SourceLine)) == complete
    files.append(path, [line("d")])
    assert list(files.read(path, SourceLine)) == [*complete, line("d")]


def _ends(lines: list[SourceLine]) -> list[tuple[int, SourceLine]]:
    ends, total = [], 0
    for one in lines:
        total += len(files.encode(one))
        ends.append((total, one))
    return ends


def test_a_failing_rewrite_leaves_the_old_ledger(tmp_path: Path) -> None:
    path = tmp_path / "sources.jsonl"
    files.append(path, [line("a")])
    before = path.read_bytes()

    def lines():
        yield line("b")
        raise RuntimeError("power")

    with pytest.raises(RuntimeError):
        files.rewrite(path, lines())
    assert path.read_bytes() == before
    assert not list(tmp_path.glob(".*.part"))


def _write_many(path: Path, worker: int) -> None:
    for n in range(20):
        files.upsert(path, [line(f"{worker}-{n}"), line("shared", title=f"{worker}-{n}")])


def test_writers_in_several_processes_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sources.jsonl"
    workers = [multiprocessing.get_context("fork").Process(target=_write_many, args=(path, w)) for w in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    names = [one.local_path for one in files.read(path, SourceLine)]
    assert len(names) == len(set(names)) == 61
