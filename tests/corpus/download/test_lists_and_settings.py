"""The two small TOML files of a user, and the choice of sources."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.corpus.download.downloads import source_of

from claimwright.core.errors import ConfigError, NotFoundError
from claimwright.corpus.download import client_for, declared
from claimwright.corpus.download.client import mirrored
from claimwright.corpus.download.lists import read_list
from claimwright.corpus.download.settings import HostRule, Settings, load_settings
from claimwright.corpus.layout import Layout
from claimwright.corpus.selection import Selection, select_lines, select_sources
from claimwright.corpus.sources import Item, Source, sources

LIST = """
[[source]]
key = "mine"
tags = ["contract-coverage-rule-medical-policy"]
processor = "pdf"
urls = ["https://a.example/x/handbook%202026.pdf", "https://a.example/"]

[[source.item]]
url = "https://a.example/get?id=7"
path = "seven.zip"
tags = ["bulletin"]
processor = "html"
title = "Seven"
members = "*.html"
"""


def written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def items(source: Source) -> list[Item]:
    async def run() -> list[Item]:
        return [item async for item in source.enumerate(None)]  # type: ignore[arg-type]

    return asyncio.run(run())


def test_a_list_is_a_source(tmp_path: Path) -> None:
    (source,) = read_list(written(tmp_path / "l.toml", LIST))
    assert (source.key, source.folder, source.processor) == ("mine", "lists/mine", "pdf")
    assert items(source) == [
        Item("https://a.example/x/handbook%202026.pdf", "handbook 2026.pdf"),
        Item("https://a.example/", "a.example.html"),
        Item("https://a.example/get?id=7", "seven.zip", ("bulletin",), "html", "Seven", members="*.html"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("urls", "url", "unknown field"),
        ('tags = ["contract-coverage-rule-medical-policy"]', 'tags = ["legal", "case-description"]', "exactly one"),
        ('tags = ["contract-coverage-rule-medical-policy"]', "tags = []", "exactly one"),
        ("[[source]]", "[[source", "no list of sources"),
        ('key = "mine"', "key = 7", "no list of sources"),
    ],
)
def test_a_list_that_is_wrong(tmp_path: Path, before: str, after: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        read_list(written(tmp_path / "l.toml", LIST.replace(before, after, 1)))


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_list(tmp_path / "l.toml")


def test_keys_are_unique(tmp_path: Path) -> None:
    lists = [written(tmp_path / f"{n}.toml", LIST) for n in (1, 2)]
    with pytest.raises(ConfigError, match="two sources are called 'mine'"):
        declared(lists, Selection())
    taken = LIST.replace('"mine"', f'"{next(iter(sources()))}"')
    with pytest.raises(ConfigError, match="two sources are called"):
        declared([written(tmp_path / "3.toml", taken)], Selection())


def test_a_list_alone_leaves_the_programs_sources_out(tmp_path: Path) -> None:
    path = written(tmp_path / "l.toml", LIST)
    assert [source.key for source in declared([path], Selection())] == ["mine"]
    named = Selection(sources=("us_code",))
    assert [source.key for source in select_sources(declared([path], named), named)] == ["us_code"]


def test_sources_are_chosen() -> None:
    one, two = source_of(key="one"), source_of(key="two", processor="html")
    assert select_sources([one, two], Selection()) == [one, two]
    assert select_sources([one, two], Selection(sources=("two", "one", "two"))) == [two, one]
    assert select_sources([one, two], Selection(tags=("kb", "no"), processors=("html",))) == [two]
    assert select_sources([one, two], Selection(tags=("no",))) == []
    assert select_sources([one, two], Selection(sources=("one",), tags=("testimony",))) == [one]
    with pytest.raises(NotFoundError, match="no source 'three'"):
        select_sources([one], Selection(sources=("three",)))


def test_sources_are_left_out() -> None:
    one, two = source_of(key="one"), source_of(key="two", processor="html")
    assert select_sources([one, two], Selection(without_sources=("one",))) == [two]
    assert select_sources([one, two], Selection(sources=("one", "two"), without_sources=("two",))) == [one]
    assert select_sources([one, two], Selection(without_tags=("kb",))) == []
    assert select_sources([one, two], Selection(sources=("one",), without_tags=("legal",))) == []
    assert select_sources([one, two], Selection(without_tags=("testimony",))) == [one, two]
    with pytest.raises(NotFoundError, match="no source 'three'"):
        select_sources([one], Selection(without_sources=("three",)))


def test_the_state_codes_can_be_left_out() -> None:
    chosen = select_sources(sources().values(), Selection(tags=("legal",), without_tags=("state-code",)))
    assert [source.key for source in chosen] == ["ecfr", "federal_register", "us_code"]


def test_a_source_that_asks_to_be_named() -> None:
    shy = [source for source in sources().values() if source.opt_in]
    assert not set(shy) & set(select_sources(sources().values(), Selection()))
    assert all(select_sources(sources().values(), Selection(sources=(each.key,))) == [each] for each in shy)


def test_lines_are_chosen() -> None:
    from claimwright.corpus.records import SourceLine

    def line(path: str, tags: tuple[str | None, ...], preprocessor: str | None, source: str = "") -> SourceLine:
        return SourceLine(
            url="", date_accessed="", local_path=path, tags=tags, preprocessor=preprocessor, source=source
        )

    lines = [line("a", ("legal", None), None), line("b", ("legal", "kb"), "pdf", "cms"), line("c", (), "html")]

    def paths(selection: Selection) -> str:
        return "".join(each.local_path for each in select_lines(lines, selection))

    assert paths(Selection()) == "abc"
    assert paths(Selection(processors=("null", "html"))) == "ac"
    assert paths(Selection(tags=("legal",), processors=("pdf",))) == "b"
    assert paths(Selection(sources=("cms",))) == "b"
    assert paths(Selection(without_tags=("kb",))) == "ac"
    assert paths(Selection(without_sources=("cms",), processors=("pdf", "html"))) == "c"
    assert paths(Selection(tags=("legal",), without_tags=("kb", "no"))) == "a"


def test_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWRIGHT_CONTACT", "me@example.org")
    default = load_settings(None)
    assert (default.rule("h").at_once, default.rule("h").per_second) == (2, 1.0)
    assert re.fullmatch(r"Claimwright/\S+ \(coverage-rules corpus; contact: me@example.org\)", default.user_agent)
    text = 'contact = "you@example.org"\nattempts = 2\n[hosts."www.cms.gov"]\nper_second = 0.5\n'
    found = load_settings(written(tmp_path / "d.toml", text))
    assert (found.contact, found.attempts) == ("you@example.org", 2)
    assert found.rule("www.cms.gov") == HostRule(at_once=2, per_second=0.5)
    monkeypatch.delenv("CLAIMWRIGHT_CONTACT")
    assert load_settings(None).user_agent.endswith("(coverage-rules corpus)")


@pytest.mark.parametrize("text", ["attempt = 2", "attempts = 'two'", "attempts = 0", "[", "[default]\nat_once = 0"])
def test_settings_that_are_wrong(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match="settings cannot be read"):
        load_settings(written(tmp_path / "d.toml", text))


def test_settings_of_the_corpus_are_found(tmp_path: Path) -> None:
    written(tmp_path / "download.toml", "attempts = 3")
    assert client_for(Layout(tmp_path), None).settings.attempts == 3
    with pytest.raises(NotFoundError, match="no settings"):
        client_for(Layout(tmp_path), tmp_path / "other.toml")


def test_a_mirror_stands_before_every_address() -> None:
    assert mirrored("http://m:1/")("https://a.gov/x?y=1") == "http://m:1/https/a.gov/x?y=1"
    assert mirrored("")("https://a.gov/x") == "https://a.gov/x"


def blocks_of_the_docs() -> list[str]:
    text = (Path(__file__).parents[3] / "docs/corpus-download.md").read_text()
    return re.findall(r"```toml\n(.*?)```", text, re.DOTALL)


def test_the_docs_show_a_list_that_can_be_read(tmp_path: Path) -> None:
    (source,) = read_list(written(tmp_path / "l.toml", blocks_of_the_docs()[0]))
    assert [item.path for item in items(source)] == ["handbook-2026.pdf", "bulletins"]


def test_the_docs_show_every_setting_with_its_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLAIMWRIGHT_CONTACT", raising=False)
    block = blocks_of_the_docs()[1]
    shown = load_settings(written(tmp_path / "d.toml", block))
    assert replace(shown, hosts={}) == load_settings(None)
    assert {key for key in Settings.__struct_fields__ if key not in ("default", "hosts")} <= set(re.findall(r"^(\w+) =", block, re.MULTILINE))  # fmt: skip
