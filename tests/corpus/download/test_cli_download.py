"""`corpus plan | download | status`: what people and scripts see."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.corpus.download.downloads import SITE, pdf
from tests.corpus.server import Answer, FakeWeb
from typer.testing import CliRunner, Result

from claimwright.cli.main import build
from claimwright.core.errors import ClaimwrightError


@pytest.fixture
def root(web: FakeWeb, tmp_path: Path) -> Path:
    """A corpus folder with settings that lead to the fake web, and a list of three files, one of them gone."""
    (tmp_path / "download.toml").write_text(
        f'mirror = "http://127.0.0.1:{web.port}/"\nbackoff_s = 0.01\n[default]\nper_second = 0\n'
    )
    urls = ", ".join(f'"{SITE}/{name}.pdf"' for name in "abc")
    (tmp_path / "mine.toml").write_text(
        f'[[source]]\nkey = "mine"\ntags = ["legal"]\nprocessor = "pdf"\nurls = [{urls}]\n'
    )
    web.update({f"{SITE}/a.pdf": pdf("a"), f"{SITE}/b.pdf": pdf("b")})
    return tmp_path


def call(root: Path, command: str, *options: str) -> Result:
    given = () if command == "status" else ("--list", str(root / "mine.toml"))
    return CliRunner().invoke(build(), ["corpus", command, "--root", str(root), *given, *options])


def test_plan_download_status(web: FakeWeb, root: Path) -> None:
    done = call(root, "plan", "--json")
    assert done.exit_code == 0
    assert [item["state"] for item in json.loads(done.stdout)["items"]] == ["new"] * 3
    assert call(root, "download", "--dry-run", "--json").stdout == done.stdout
    assert {asked.url for asked in web.asked} == set()

    done = call(root, "download", "--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert told["sources"][0] | {"bytes": 0} == {
        "source": "mine", "new": 2, "changed": 0, "same": 0, "present": 0, "failed": 1, "bytes": 0,
    }  # fmt: skip
    (failure,) = told["failures"]
    assert (failure["url"], failure["reason"], failure["attempts"]) == (f"{SITE}/c.pdf", "status", 1)

    done = call(root, "status", "--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    (mine,) = told["sources"]
    assert (mine["known"], mine["fetched"], mine["processed"], mine["failed"]) == (3, 2, 0, 1)
    assert mine["bytes"] == len(pdf("a")) * 2
    assert mine["oldest"] == mine["newest"]

    web[f"{SITE}/c.pdf"] = pdf("c")
    assert call(root, "download").exit_code == 0
    assert call(root, "status", "--source", "mine").exit_code == 0


def test_tables_and_failures_are_told_in_words(web: FakeWeb, root: Path) -> None:
    web[f"{SITE}/c.pdf"] = Answer(b"<html>sorry</html>", headers=(("Content-Type", "text/html"),))
    assert "changed?" in call(root, "plan").stdout
    done = call(root, "download", "--limit", "3")
    assert done.exit_code == 1
    assert "present" in done.stdout
    assert "a web page where a PDF was expected" in done.output
    assert "fix: open the address in a browser" in done.output
    assert "fix:" in call(root, "status").output


def test_what_is_left_out_is_in_no_command(root: Path) -> None:
    both = root / "mine.toml"
    both.write_text(both.read_text() + f'[[source.item]]\nurl = "{SITE}/d.pdf"\ntags = ["draft"]\n')
    planned = json.loads(call(root, "plan", "--without-tag", "draft", "--json").stdout)
    assert [item["path"] for item in planned["items"]] == ["a.pdf", "b.pdf", "c.pdf"]
    assert json.loads(call(root, "plan", "--without-source", "mine", "--json").stdout)["items"] == []
    call(root, "download")
    told = json.loads(call(root, "status", "--without-source", "mine", "--json").stdout)
    assert told == {"sources": [], "failures": []}
    (mine,) = json.loads(call(root, "status", "--without-tag", "draft", "--json").stdout)["sources"]
    assert (mine["known"], mine["fetched"]) == (3, 2)


def test_status_of_no_corpus(tmp_path: Path) -> None:
    done = CliRunner().invoke(build(), ["corpus", "status", "--root", str(tmp_path / "none"), "--json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"sources": [], "failures": []}


def test_a_call_that_is_wrong(root: Path) -> None:
    done = call(root, "download", "--source", "nobody")
    assert isinstance(done.exception, ClaimwrightError)
    assert done.exception.exit_code == 2
