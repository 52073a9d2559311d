"""`corpus stats`: what is counted, once, and how it is written."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from tests.corpus.ledger.small import APPEALS, BULLETIN, SCREENING, add, small_corpus
from typer.testing import CliRunner

from claimwright.cli.corpus import app
from claimwright.core.settings import public_data
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger import files, render
from claimwright.corpus.ledger.open import of_files, of_layout
from claimwright.corpus.ledger.stats import NO_PARTITION, Table, count, documents, measured
from claimwright.corpus.records import ProcessedLine

runner = CliRunner()


def by_name(table: Table) -> dict[str, int]:
    return {row.name: row.documents for row in table.rows}


@pytest.fixture
def upstream() -> Path:
    data = public_data()
    if data is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    return data / "hicric"


def test_the_upstream_ledger_counts_as_published(upstream: Path) -> None:
    for ledgers in (of_layout(Layout(upstream)), of_files([upstream / "sources.jsonl"])):
        table = count(documents(ledgers), "partition")
        assert (table.total.documents, table.total.kb, table.total.words) == (8310, 1434, None)
        assert [(row.name, row.documents, row.kb) for row in table.rows] == [
            ("legal", 335, 335),
            ("regulatory-guidance", 1109, 1093),
            ("contract-coverage-rule-medical-policy", 5, 4),
            ("opinion-policy-summary", 2081, 1),
            ("case-description", 2629, 0),
            ("clinical-guidelines", 2150, 1),
            (NO_PARTITION, 1, 0),
        ]


def test_the_upstream_ledger_by_processor_host_and_tag(upstream: Path) -> None:
    lines = documents(of_layout(Layout(upstream)))
    processors, hosts, tags = (by_name(count(lines, by)) for by in ("processor", "host", "tag"))
    assert (processors["pdf"], processors["ca_cdi"], processors["null"], processors["usc-xml"]) == (5342, 2625, 277, 58)
    assert (hosts["fda.gov"], hosts["oig.hhs.gov"], hosts["medicaid.gov"]) == (2149, 2096, 884)
    assert (tags["independent-medical-review"], tags["oei"], tags["kb"], tags["(null)"]) == (2629, 1836, 1434, 15)
    assert len(tags) == 614


def test_sizes_are_measured_once_and_kept(tmp_path: Path) -> None:
    layout = small_corpus(tmp_path)
    lines = measured(documents(of_layout(layout)), layout)
    total = count(lines, "partition").total
    texts = [APPEALS, SCREENING, BULLETIN, APPEALS + " The reviewer agreed."]
    assert total.words == sum(len(text.split()) for text in texts)
    assert total.chars == sum(map(len, texts))
    assert total.size == sum(len(text.encode()) for text in texts)
    assert total.size > total.chars
    kept = {line.local_path: line for line in files.read(layout.processed_sources, ProcessedLine)}
    assert all(line.stats for line in kept.values())
    layout.locate(kept["./data/raw/legal/act.txt"].local_processed_path).unlink()
    assert count(measured(documents(of_layout(layout)), layout), "partition").total == total


def test_a_document_counts_once_in_the_total(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    add(layout, "both", [APPEALS], tags=("legal", "opinion-policy-summary", "kb"))
    table = count(measured(documents(of_layout(layout)), layout), "partition")
    assert by_name(table) == {"legal": 1, "opinion-policy-summary": 1}
    assert table.total.documents == 1
    assert table.total.words == len(APPEALS.split())
    assert "counts once" in " ".join(render.notes(table))


def test_documents_that_cannot_be_measured_are_said(tmp_path: Path) -> None:
    layout = small_corpus(tmp_path)
    first = next(files.read(layout.processed_sources, ProcessedLine))
    layout.locate(first.local_processed_path).unlink()
    table = count(measured(documents(of_layout(layout)), layout), "partition")
    assert (table.total.documents, table.total.counted) == (3, 2)
    assert render.cells(table.rows[0])[3:] == ("–", "–", "–")
    assert render.notes(table) == ["Words, characters and bytes are of the 2 documents whose text is at hand."]


def test_markdown_and_latex_say_the_same(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    add(layout, "a", [APPEALS], tags=("legal", "cost & use_1|2"))
    table = count(documents(of_layout(layout)), "tag")
    assert "| legal | 1 | 0 | – | – | – |" in render.markdown(table)
    assert r"| cost & use_1\|2 | 1 |" in render.markdown(table)
    assert r"cost \& use\_1|2 & 1 & 0 & -- & -- & -- \\" in render.latex(table)
    assert render.latex(table).count(r" \\") == len(table.rows) + 2


@pytest.mark.parametrize("form", ["table", "json", "markdown", "latex"])
def test_the_command(tmp_path: Path, form: str) -> None:
    layout = small_corpus(tmp_path)
    result = runner.invoke(
        app, ["stats", "--root", str(layout.root), "--by", "kb", "--tag", "new-york", "--format", form]
    )
    assert result.exit_code == 0
    if form == "json":
        told = json.loads(result.output)
        assert told["total"]["documents"] == 2
        assert told["total"]["words"] == len(f"{APPEALS} {SCREENING} {APPEALS} The reviewer agreed.".split())
    else:
        assert "not kb" in result.output


def test_a_wrong_grouping_is_a_wrong_call(tmp_path: Path) -> None:
    assert runner.invoke(app, ["stats", "--root", str(tmp_path), "--by", "colour"]).exit_code == 2


def test_sizes_in_a_ledger_without_files_are_believed(tmp_path: Path) -> None:
    line = add(small_corpus(tmp_path), "x", ["a b"], tags=("legal",))
    told = msgspec.structs.replace(line, stats={"size": 3, "words": 2, "chars": 3})
    path = tmp_path / "told.jsonl"
    path.write_bytes(msgspec.json.encode(told) + b"\n")
    assert count(documents(of_files([path])), "kb").total.words == 2
