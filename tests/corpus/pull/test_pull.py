"""The two published datasets, pulled from a small hub: whole, again, interrupted, damaged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.corpus.pull.hub import (
    APPEAL,
    APPEALS,
    BACKGROUND,
    COMMIT,
    HICRIC,
    document,
    serve_both,
    serve_dataset,
    shard,
)
from tests.corpus.server import Answer, FakeWeb, client_of
from typer.testing import CliRunner

from claimwright.cli.main import build
from claimwright.core.errors import InputError, NotFoundError
from claimwright.corpus.download.errors import FetchError
from claimwright.corpus.download.status import status
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.files import read
from claimwright.corpus.ledger.processed import records, stored_text
from claimwright.corpus.pull import Pulled, documents, find_dataset, pull
from claimwright.corpus.pull.documents import inside_processed
from claimwright.corpus.pull.hub import HUB, part_of
from claimwright.corpus.pull.rows import rows, tags_of
from claimwright.corpus.records import ProcessedLine
from claimwright.corpus.selection import Selection
from claimwright.corpus.tags import PARTITION_TAGS

ABSENT = {"contract-coverage-rule-medical-policy", "opinion-policy-summary", "clinical-guidelines"}


@pytest.fixture
def hub(web: FakeWeb) -> FakeWeb:
    serve_both(web)
    return web


def pulled(web: FakeWeb, root: Path, key: str = "hicric", *parts: str, revision: str = "") -> Pulled:
    return pull(Layout(root), find_dataset(key), client_of(web), revision=revision, parts=parts)


def ledger(root: Path) -> dict[str, ProcessedLine]:
    lines = list(read(Layout(root).processed_sources, ProcessedLine))
    assert len({line.local_path for line in lines}) == len(lines)
    return {line.local_processed_path.removeprefix("./data/processed/"): line for line in lines}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def texts(root: Path, path: str) -> list[str]:
    return [record.text for _, record in records(root / "data/processed" / path)]


def test_rows_become_documents(hub: FakeWeb, tmp_path: Path) -> None:
    done = pulled(hub, tmp_path)
    assert done.commit == COMMIT and done.failures == []
    assert len(done.skipped) == len(ABSENT)
    assert done.parts == {
        "legal": {"documents": 2, "records": 4},
        "regulatory-guidance": {"documents": 1, "records": 2},
        "case-description": {"documents": 2, "records": 3},
    }
    assert texts(tmp_path, "legal/us_code/title42.jsonl") == [
        "§ 300gg-19 Appeals process",
        "≥ 180 days",
        "de minimis – naïve",
    ]
    assert texts(tmp_path, "legal/a.jsonl") == ["A"]
    line = ledger(tmp_path)["cms/clm104c29.jsonl"]
    assert (line.url, line.date_accessed) == ("https://www.example.gov/cms/clm104c29.jsonl", "2024-01-22")
    assert (line.tags, line.source) == (("cms", "regulatory-guidance", "kb"), "hicric")
    assert line.stats is not None and line.stats.words == 3
    assert not (tmp_path / "sources.jsonl").exists()


def test_pulled_documents_are_in_the_status(hub: FakeWeb, tmp_path: Path) -> None:
    pulled(hub, tmp_path)
    (hicric,) = status(Layout(tmp_path), Selection()).sources
    assert (hicric.source, hicric.fetched, hicric.processed, hicric.newest) == ("hicric", 0, 5, "2024-01-22")
    assert status(Layout(tmp_path), Selection(tags=("cms",))).sources[0].processed == 1


def test_offsets_point_into_the_stored_text(hub: FakeWeb, tmp_path: Path) -> None:
    pulled(hub, tmp_path, "hicric", "legal")
    path = tmp_path / "data/processed/legal/us_code/title42.jsonl"
    stored = stored_text(path).read_text()
    assert all(stored[record.start : record.end] == record.text for _, record in records(path))


def test_rows_of_a_document_may_lie_apart_and_decisions_get_common_names(hub: FakeWeb, tmp_path: Path) -> None:
    pulled(hub, tmp_path, "hicric", "case-description")
    cases = [case for _, case in records(tmp_path / "data/processed/ca_dmhc/dmhc.jsonl")]
    assert [case.text for case in cases] == ["A man asked for a pump.", "A child asked for therapy."]
    assert [(case.decision, case.appeal_type) for case in cases] == [
        ("Overturned", "Medical Necessity"),
        ("Upheld", "Experimental"),
    ]
    assert cases[0].decision_raw == "Overturned Decision of Health Plan"


def test_a_second_pull_changes_nothing(hub: FakeWeb, tmp_path: Path) -> None:
    first = pulled(hub, tmp_path)
    before = contents(tmp_path / "data"), (tmp_path / "processed_sources.jsonl").read_bytes()
    asked = len(hub.asked)
    assert pulled(hub, tmp_path).parts == first.parts
    assert (contents(tmp_path / "data"), (tmp_path / "processed_sources.jsonl").read_bytes()) == before
    assert {one.url.partition("?")[0] for one in hub.asked[asked:]} == {
        f"{HUB}/robots.txt",
        f"{HUB}/api/datasets/Persius/hicric/revision/{COMMIT}",
    }


def test_what_was_removed_comes_back(hub: FakeWeb, tmp_path: Path) -> None:
    pulled(hub, tmp_path)
    before = (tmp_path / "processed_sources.jsonl").read_bytes(), contents(tmp_path / "data")
    (tmp_path / "processed_sources.jsonl").unlink()
    (tmp_path / "data/processed/legal/a.jsonl").unlink()
    pulled(hub, tmp_path)
    assert ((tmp_path / "processed_sources.jsonl").read_bytes(), contents(tmp_path / "data")) == before


@pytest.mark.parametrize("at", range(12))
def test_an_interrupted_pull_goes_on(hub: FakeWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Stopped while it spools or writes, at the row or document numbered so."""

    class StopError(Exception):
        pass

    left = [at]

    def stopping(path: Path) -> Iterator[documents.Row]:
        for row in rows(path):
            left[0] -= 1
            if left[0] < 0:
                raise StopError
            yield row

    pulled(hub, tmp_path / "whole")
    with monkeypatch.context() as patched, pytest.raises(StopError):
        patched.setattr(documents, "rows", stopping)
        pulled(hub, tmp_path / "stopped")
    pulled(hub, tmp_path / "stopped")
    assert contents(tmp_path / "stopped/data") == contents(tmp_path / "whole/data")
    assert ledger(tmp_path / "stopped") == ledger(tmp_path / "whole")


def test_lines_of_an_upstream_ledger_are_kept(hub: FakeWeb, tmp_path: Path) -> None:
    upstream = {
        "url": "https://uscode.house.gov/", "date_accessed": "2024-02-01", "local_path": "./data/raw/legal/us_code/usc42.xml",
        "tags": ["legal", "us-code", "kb", None], "preprocessor": "usc-xml", "md5": "0" * 32,
        "local_processed_path": "./data/processed/legal/us_code/title42.jsonl",
    }  # fmt: skip
    (tmp_path / "processed_sources.jsonl").write_text(json.dumps(upstream) + "\n")
    pulled(hub, tmp_path, "hicric", "legal")
    line = ledger(tmp_path)["legal/us_code/title42.jsonl"]
    assert (line.local_path, line.preprocessor, line.md5) == ("./data/raw/legal/us_code/usc42.xml", "usc-xml", "0" * 32)
    assert line.stats is not None and len(ledger(tmp_path)) == 2


def test_another_revision_replaces_the_first(hub: FakeWeb, tmp_path: Path) -> None:
    pulled(hub, tmp_path)
    serve_dataset(hub, "Persius/hicric", "f" * 40, {**HICRIC, "legal/train-00001-of-00002.parquet": shard(document("legal/us_code/title42.jsonl", "new"))}, "next")  # fmt: skip
    done = pulled(hub, tmp_path, "hicric", "legal", revision="next")
    assert done.commit == "f" * 40
    assert texts(tmp_path, "legal/us_code/title42.jsonl") == ["§ 300gg-19 Appeals process", "≥ 180 days", "new"]
    assert "f" * 40 in (tmp_path / "data/processed/NOTICE-hicric.txt").read_text()


def test_a_file_that_fails_leaves_its_part_and_no_other(hub: FakeWeb, tmp_path: Path) -> None:
    url = f"{HUB}/datasets/Persius/hicric/resolve/{COMMIT}/legal/train-00001-of-00002.parquet"
    good, hub.pages[url] = hub.pages[url], Answer(status=404)
    done = pulled(hub, tmp_path)
    assert [failure.path for failure in done.failures] == ["legal/train-00001-of-00002.parquet"]
    assert set(done.parts) == {"regulatory-guidance", "case-description"}
    hub.pages[url] = good
    assert set(pulled(hub, tmp_path).parts) == {"legal", "regulatory-guidance", "case-description"}


def test_a_file_with_another_hash_is_refused_and_fetched_again(hub: FakeWeb, tmp_path: Path) -> None:
    url = f"{HUB}/datasets/Persius/hicric/resolve/{COMMIT}/legal/train-00001-of-00002.parquet"
    good, hub.pages[url] = hub.pages[url], shard(document("legal/x.jsonl", "forged"))
    done = pulled(hub, tmp_path)
    assert [(failure.path, failure.reason) for failure in done.failures] == [
        ("legal/train-00001-of-00002.parquet", "hash")
    ]
    assert "legal" not in done.parts
    hub.pages[url] = good
    assert pulled(hub, tmp_path).parts["legal"] == {"documents": 2, "records": 4}


def test_a_path_that_leads_out_is_refused(hub: FakeWeb, tmp_path: Path) -> None:
    serve_dataset(
        hub, "Persius/hicric", COMMIT, {"legal/train-0.parquet": shard(document("../../../etc/x.jsonl", "x"))}
    )
    with pytest.raises(FetchError, match="safe relative path"):
        pulled(hub, tmp_path, "hicric", "legal")


@pytest.mark.parametrize(
    "path", ["data/processed/a/b.jsonl", "./data/processed/a/b.jsonl", "processed/a/b.jsonl", "a/b.jsonl"]
)
def test_paths_below_the_processed_folder(path: str) -> None:
    assert inside_processed(path) == "a/b.jsonl"


def test_outcomes_get_hicrics_names(hub: FakeWeb, tmp_path: Path) -> None:
    done = pulled(hub, tmp_path, "imr-appeals")
    assert done.commit == APPEALS
    assert done.parts == {
        "train": {"documents": 1, "records": 5},
        "test": {"documents": 1, "records": 1},
        "annotated": {"documents": 1, "records": 1},
    }
    found = {
        name: data.decode().splitlines() for name, data in contents(tmp_path / "data").items() if name.endswith("l")
    }
    assert [json.loads(line) for line in found["outcomes/train_backgrounds_suff.jsonl"]] == [
        {**APPEAL, "sufficiency_id": number} for number in range(5)
    ]
    assert "≥" in found["outcomes/test_backgrounds_suff.jsonl"][0]
    assert json.loads(found["annotated/case-backgrounds.jsonl"][0]) == BACKGROUND
    assert "CC-BY-SA-4.0" in (tmp_path / "data/outcomes/NOTICE-imr-appeals.txt").read_text()
    before = contents(tmp_path / "data")
    pulled(hub, tmp_path, "imr-appeals")
    assert contents(tmp_path / "data") == before


def test_parts_are_told_by_folder_or_name() -> None:
    assert part_of("legal/train-00000-of-00002.parquet", PARTITION_TAGS) == "legal"
    assert part_of("data/case-description/x.parquet", PARTITION_TAGS) == "case-description"
    assert part_of("clinical-guidelines.jsonl", PARTITION_TAGS) == "clinical-guidelines"
    assert part_of("data/train-00000-of-00001.parquet", ("train", "test")) == "train"
    assert part_of("trained.parquet", ("train", "test")) == ""


def test_json_lines_serve_where_there_is_no_parquet(web: FakeWeb, tmp_path: Path) -> None:
    lines = "".join(json.dumps(row) + "\n" for row in document("legal/a.jsonl", "one", "two"))
    serve_dataset(web, "Persius/hicric", COMMIT, {"legal.jsonl": lines.encode()})
    assert pulled(web, tmp_path, "hicric", "legal").parts == {"legal": {"documents": 1, "records": 2}}


@pytest.mark.parametrize(
    ("given", "tags"),
    [(["a", None, "b"], ("a", "b")), ('["a", "b"]', ("a", "b")), ("['a']", ("a",)), ("a, b", ("a", "b")), (None, ())],
)
def test_tags_in_any_spelling(given: object, tags: tuple[str, ...]) -> None:
    assert tags_of({"tags": given}) == tags


@pytest.mark.parametrize(("name", "data"), [("a.parquet", b"PAR1 no"), ("a.jsonl", b'{"text": 1}\n{"te')])
def test_a_damaged_file_is_named(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match="cannot be read") as caught:
        list(rows(tmp_path / name))
    assert name in str(caught.value.where)


def test_what_is_unknown(hub: FakeWeb, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no dataset"):
        find_dataset("wikipedia")
    with pytest.raises(NotFoundError, match="no part 'dev'"):
        pulled(hub, tmp_path, "imr-appeals", "dev")


def test_the_command_prints_the_licence(hub: FakeWeb, tmp_path: Path) -> None:
    (tmp_path / "download.toml").write_text(f'mirror = "http://127.0.0.1:{hub.port}/"\n[default]\nper_second = 0\n')
    call = ["corpus", "pull", "imr-appeals", "--root", str(tmp_path)]
    done = CliRunner().invoke(build(), call)
    assert done.exit_code == 0, done.output
    assert "CC-BY-SA-4.0" in done.stdout and "train" in done.stdout
    told = json.loads(CliRunner().invoke(build(), [*call, "--json"]).stdout)
    assert told["parts"]["train"]["records"] == 5
    assert (
        CliRunner().invoke(build(), ["corpus", "pull", "hicric", "--root", str(tmp_path), "--part", "legal"]).exit_code
        == 0
    )
