"""`corpus export`: what goes out can be read back, says what it is, and is whole or not there."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.corpus.ledger.small import APPEALS, BULLETIN, SCREENING, add
from typer.testing import CliRunner

from claimwright.cli.corpus import app
from claimwright.core.errors import InputError
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger import files
from claimwright.corpus.ledger.export import Exported, export_corpus
from claimwright.corpus.ledger.export.run import LISTED, RESTRICTED, Options
from claimwright.corpus.ledger.processed import records
from claimwright.corpus.records import CaseRecord, ProcessedLine, TextRecord
from claimwright.corpus.sources.base import sources

parquet = pytest.importorskip("pyarrow.parquet")
runner = CliRunner()

CASE = CaseRecord(
    text="The reviewer found the service medically necessary.",
    case_id="NY-1",
    reviewer=2,
    decision="Overturned",
    decision_raw="Overturned in Part",
    patient_race="not stated",
    age_range="31-40",
    appeal_expedited=False,
    year=2025,
    identifiers={"plan": "B", "agent": "A"},
)
RULE = TextRecord(
    text=SCREENING,
    section=("Title 29", "§ 12 Screening – ages ≥45"),
    citation="29 CFR 2590.715-2713",
    effective_from=dt.date(2025, 1, 1),
)


@pytest.fixture
def corpus(tmp_path: Path) -> Layout:
    layout = Layout(tmp_path / "corpus")
    add(layout, "legal/act", [APPEALS, RULE], tags=("legal", "kb", None), source="ecfr", title="An act | of 2025")
    add(layout, "cases/one", [CASE], tags=("case-description", "new-york"), date_accessed="2026-05-06", source="ny_dfs")
    add(layout, "guidance/b", [BULLETIN], tags=("regulatory-guidance", "kb"), url="https://www.dept.example.gov/b1")
    return layout


def export(layout: Layout, to: Path, **more: Any) -> Exported:
    return export_corpus(layout, list(files.read(layout.processed_sources, ProcessedLine)), to, Options(**more))


def head(folder: Path) -> dict[str, Any]:
    _, front, _ = (folder / "README.md").read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front)


def test_the_dataset_reads_back_as_its_card_says(corpus: Layout, tmp_path: Path) -> None:
    to = tmp_path / "out"
    assert export(corpus, to).ok
    configs = {one["config_name"]: one["data_files"][0] for one in head(to)["configs"]}
    assert list(configs) == ["legal", "regulatory-guidance", "case-description"]
    back: dict[str, list[dict[str, Any]]] = {}
    for name, data in configs.items():
        assert data["split"] == "train"
        back[name] = [row for path in sorted(to.glob(data["path"])) for row in parquet.read_table(path).to_pylist()]
    for line in files.read(corpus.processed_sources, ProcessedLine):
        mine = [row for rows in back.values() for row in rows if row["relative_path"] == line.local_processed_path]
        texts = [record.text for _, record in records(corpus.locate(line.local_processed_path))]
        assert [row["text"] for row in mine] == texts
        assert {row["source_md5"] for row in mine} == {line.md5}
    rule = back["legal"][1]
    assert rule["section"] == list(RULE.section)
    assert (rule["citation"], rule["effective_from"], rule["tags"]) == (
        RULE.citation,
        RULE.effective_from,
        ["legal", "kb"],
    )
    assert (rule["source_url"], rule["title"], rule["jurisdiction"]) == (
        "https://rules.example.org/legal/act",
        "An act | of 2025",
        None,
    )
    (case,) = back["case-description"]
    assert (case["decision"], case["decision_raw"], case["appeal_expedited"]) == (
        "Overturned",
        "Overturned in Part",
        False,
    )
    assert json.loads(case["identifiers"]) == {"plan": "B", "agent": "A"}
    assert "decision" not in rule


def test_the_card_is_made_from_the_run(corpus: Layout, tmp_path: Path) -> None:
    add(corpus, "lost", [BULLETIN], tags=("hhs-oig",))
    add(corpus, "pulled", [APPEALS], tags=("legal",), source="hicric")
    done = export(corpus, tmp_path / "out", name='rules "of" 2026')
    card = (tmp_path / "out/README.md").read_text(encoding="utf-8")
    assert head(tmp_path / "out")["pretty_name"] == 'rules "of" 2026'
    assert head(tmp_path / "out")["size_categories"] == ["n<1K"]
    total = done.tally.total
    assert f"| all | 4 | 5 | {total.words:,} | {total.chars:,} | {total.size:,} |" in card
    assert sources()["ecfr"].licence in card
    assert "https://huggingface.co/datasets/Persius/hicric | CC-BY-SA-4.0 (" in card
    assert "| dept.example.gov |  | not declared | 1 |" in card
    assert "from 2026-02-03 to 2026-05-06" in card
    assert "| text/1 | 4 |" in card
    assert "1 of 5 (20.0%) of the records carry a citation" in card
    assert "1 documents were left out: no partition tag." in card
    assert "1 have `patient_race`; 1 have `age_range`; 0 have `sex`" in card
    assert not done.ok


def test_restricted_text_and_listed_text_stay_at_home(corpus: Layout, tmp_path: Path) -> None:
    closed = next(key for key, source in sources().items() if source.opt_in)
    add(corpus, "policy", [BULLETIN], tags=("contract-coverage-rule-medical-policy",), source=closed)
    without = {("./data/raw/guidance/b.txt", 0), ("./data/raw/legal/act.txt", 1)}
    done = export(corpus, tmp_path / "out", without=without)
    assert done.ok
    assert done.left_out == {"./data/raw/policy.txt": RESTRICTED, "./data/raw/guidance/b.txt": LISTED}
    assert (done.records_left_out, done.tally.total.records) == (1, 2)
    again = export(corpus, tmp_path / "all", restricted=True)
    assert again.tally.parts["contract-coverage-rule-medical-policy"].documents == 1


def test_a_partition_becomes_several_files(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "corpus")
    for n in range(5):
        add(layout, f"d{n}", [f"{n} {APPEALS}", BULLETIN])
    export(layout, tmp_path / "out", shard_chars=300)
    parts = sorted((tmp_path / "out/data/legal").glob("*.parquet"))
    assert [part.name for part in parts] == [f"part-{n:05d}.parquet" for n in range(len(parts))]
    assert len(parts) > 2
    assert sum(parquet.read_metadata(part).num_rows for part in parts) == 10


def test_the_export_is_whole_or_not_there(corpus: Layout, tmp_path: Path) -> None:
    to = tmp_path / "out"

    def cut(lines: Any, total: int) -> Any:
        yield next(iter(lines))
        raise RuntimeError("power")

    lines = list(files.read(corpus.processed_sources, ProcessedLine))
    with pytest.raises(RuntimeError):
        export_corpus(corpus, lines, to, Options(), cut)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus"]
    export(corpus, to)
    before = (to / "README.md").read_bytes()
    with pytest.raises(InputError, match="something at that place"):
        export(corpus, to)
    with pytest.raises(RuntimeError):
        export_corpus(corpus, lines, to, Options(replace=True), cut)
    assert (to / "README.md").read_bytes() == before
    export(corpus, to, replace=True, name="second")
    assert head(to)["pretty_name"] == "second"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus", "out"]


def test_an_exchange_that_was_cut_in_two_is_undone(corpus: Layout, tmp_path: Path) -> None:
    to = tmp_path / "out"
    export(corpus, to)
    to.rename(tmp_path / ".out.old")
    with pytest.raises(InputError, match="something at that place"):
        export(corpus, to)
    assert (to / "README.md").is_file()


def test_the_same_corpus_gives_the_same_bytes(corpus: Layout, tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        export(corpus, folder)
    first, second = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in folders
    )
    assert first == second


def test_the_command_writes_parquet(corpus: Layout, tmp_path: Path) -> None:
    to = tmp_path / "out"
    call = ["export", "--root", str(corpus.root), "--to", str(to), "--format", "parquet", "--tag", "kb", "--json"]
    result = runner.invoke(app, call)
    assert result.exit_code == 0
    told = json.loads(result.output)
    assert told["total"]["documents"] == 2
    assert json.loads((to / "export.json").read_text(encoding="utf-8"))["parts"] == told["parts"]
    assert sorted(path.name for path in to.iterdir()) == ["data", "export.json", "processed_sources.jsonl"]
    assert sum(1 for _ in files.read(to / "processed_sources.jsonl", ProcessedLine)) == 2
    plain = runner.invoke(app, ["export", "--root", str(corpus.root), "--to", str(to), "--replace"])
    assert plain.exit_code == 0
    assert "case-description" in plain.output


def test_a_document_that_cannot_go_out_is_a_finding(corpus: Layout, tmp_path: Path) -> None:
    line = next(files.read(corpus.processed_sources, ProcessedLine))
    corpus.locate(line.local_processed_path).unlink()
    result = runner.invoke(app, ["export", "--root", str(corpus.root), "--to", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert "1 documents left out: no processed file" in result.output
