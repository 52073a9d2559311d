"""Whole downloads: what is fetched, kept, recorded, asked for again, and left alone."""

from __future__ import annotations

import hashlib
import io
import sqlite3
import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.corpus.download.downloads import SITE, files, ledger, pdf, planned, raw, run, source_of, states
from tests.corpus.server import Answer, Asked, FakeTime, FakeWeb

from claimwright.core.errors import ConfigError, InputError
from claimwright.corpus.download.finder import Options
from claimwright.corpus.download.journal import Journal, only_one
from claimwright.corpus.download.run import journal_of
from claimwright.corpus.download.store import versions
from claimwright.corpus.layout import Layout
from claimwright.corpus.selection import Selection
from claimwright.corpus.sources import Item, Site, Source

AGAIN = Options(refresh=True)
DAY = 86400.0


def md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def zipped(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name.replace("_", ".")), text)
    return out.getvalue()


def test_a_new_file_gets_its_ledger_line(web: FakeWeb, tmp_path: Path) -> None:
    body = pdf("§ 300gg-19")
    headers = (("ETag", '"v1"'), ("Last-Modified", "Sun, 01 Mar 2026 00:00:00 GMT"))
    web[f"{SITE}/a.pdf"] = Answer(body, headers=headers)
    item = Item(f"{SITE}/a.pdf", "one/a.pdf", tags=("kb", "manual"), title="A")
    assert states(run(web, tmp_path, source_of(item))) == {"new": 1}
    line = ledger(tmp_path)["ours/one/a.pdf"]
    assert (line.url, line.date_accessed, line.preprocessor) == (item.url, "2026-03-02", "pdf")
    assert line.tags == ("legal", "kb", "manual")
    assert (line.md5, line.sha256) == (md5(body), hashlib.sha256(body).hexdigest())
    assert (line.source, line.title, line.etag) == ("ours", "A", '"v1"')
    assert line.last_modified == "Sun, 01 Mar 2026 00:00:00 GMT"
    assert raw(tmp_path) == {"ours/one/a.pdf": body}


def test_what_is_present_is_left_alone(web: FakeWeb, tmp_path: Path) -> None:
    web[f"{SITE}/a.pdf"] = pdf("a")
    run(web, tmp_path, source_of(*files("a.pdf")))
    before = (tmp_path / "sources.jsonl").read_bytes()
    assert states(run(web, tmp_path, source_of(*files("a.pdf")))) == {"present": 1}
    assert web.times(f"{SITE}/a.pdf") == 1
    assert (tmp_path / "sources.jsonl").read_bytes() == before


def test_a_refresh_asks_on_condition(web: FakeWeb, tmp_path: Path) -> None:
    web[f"{SITE}/a.pdf"] = pdf("a")
    run(web, tmp_path, source_of(*files("a.pdf")))
    report = run(web, tmp_path, source_of(*files("a.pdf")), options=AGAIN)
    assert states(report) == {"same": 1}
    assert report.tallies["ours"].bytes == 0
    assert web.asked[-1].headers["if-none-match"] == f'"{md5(pdf("a"))}"'


def test_a_date_is_a_condition_too(web: FakeWeb, tmp_path: Path) -> None:
    date = "Sun, 01 Mar 2026 00:00:00 GMT"

    def dated(asked: Asked) -> Answer:
        if asked.headers.get("if-modified-since") == date:
            return Answer(status=304)
        return Answer(pdf("a"), headers=(("Last-Modified", date),))

    web[f"{SITE}/a.pdf"] = dated
    run(web, tmp_path, source_of(*files("a.pdf")))
    assert states(run(web, tmp_path, source_of(*files("a.pdf")), options=AGAIN)) == {"same": 1}


def test_another_etag_with_the_same_content_is_no_change(web: FakeWeb, tmp_path: Path) -> None:
    for tag in ('"one"', '"two"'):
        web[f"{SITE}/a.pdf"] = Answer(pdf("a"), headers=(("ETag", tag),))
        report = run(web, tmp_path, source_of(*files("a.pdf")), options=AGAIN)
    assert states(report) == {"same": 1}
    assert ledger(tmp_path)["ours/a.pdf"].etag == '"two"'
    assert list(raw(tmp_path)) == ["ours/a.pdf"]


def test_changed_content_supersedes_and_is_kept(web: FakeWeb, tmp_path: Path) -> None:
    time = FakeTime()
    contents = [pdf("one"), pdf("two"), pdf("three")]
    for content in contents:
        web[f"{SITE}/a.pdf"] = content
        report = run(web, tmp_path, source_of(*files("a.pdf")), options=AGAIN, time=time)
        time.at += DAY
    assert states(report) == {"changed": 1}
    line = ledger(tmp_path)["ours/a.pdf"]
    assert (line.md5, line.supersedes, line.date_accessed) == (md5(contents[2]), md5(contents[1]), "2026-03-04")
    kept = versions(Layout(tmp_path), "./data/raw/ours/a.pdf")
    assert [each.md5 for each in kept] == [md5(contents[0]), md5(contents[1])]
    assert [Layout(tmp_path).locate(each.local_path).read_bytes() for each in kept] == contents[:2]
    assert [each.date_accessed for each in kept] == ["2026-03-02", "2026-03-03"]
    assert (tmp_path / "data/raw/ours/a.pdf").read_bytes() == contents[2]


def test_a_moved_address_is_asked_without_conditions(web: FakeWeb, tmp_path: Path) -> None:
    web.update({f"{SITE}/2025": pdf("2025"), f"{SITE}/2026": pdf("2026")})
    run(web, tmp_path, source_of(Item(f"{SITE}/2025", "a.pdf")))
    moved = source_of(Item(f"{SITE}/2026", "a.pdf"))
    assert planned(web, tmp_path, moved) == {"a.pdf": "changed?"}
    assert states(run(web, tmp_path, moved)) == {"changed": 1}
    assert ledger(tmp_path)["ours/a.pdf"].url == f"{SITE}/2026"


def test_a_refresh_that_fails_keeps_the_file_and_is_tried_again(web: FakeWeb, tmp_path: Path) -> None:
    web[f"{SITE}/a.pdf"] = pdf("a")
    run(web, tmp_path, source_of(*files("a.pdf")))
    web[f"{SITE}/a.pdf"] = Answer(status=404)
    assert states(run(web, tmp_path, source_of(*files("a.pdf")), options=AGAIN)) == {"failed": 1}
    assert raw(tmp_path) == {"ours/a.pdf": pdf("a")}
    assert planned(web, tmp_path, source_of(*files("a.pdf"))) == {"a.pdf": "changed?"}


def test_a_file_without_a_ledger_line_gets_one(web: FakeWeb, tmp_path: Path) -> None:
    web[f"{SITE}/a.pdf"] = pdf("a")
    run(web, tmp_path, source_of(*files("a.pdf")))
    before = ledger(tmp_path)["ours/a.pdf"]
    (tmp_path / "sources.jsonl").unlink()
    (tmp_path / "state/download.sqlite").unlink()
    assert states(run(web, tmp_path, source_of(*files("a.pdf")))) == {"present": 1}
    after = ledger(tmp_path)["ours/a.pdf"]
    assert (after.md5, after.sha256, after.url, after.tags) == (before.md5, before.sha256, before.url, before.tags)


def test_a_ledger_line_without_its_file_is_fetched(web: FakeWeb, tmp_path: Path) -> None:
    web[f"{SITE}/a.pdf"] = pdf("a")
    run(web, tmp_path, source_of(*files("a.pdf")))
    (tmp_path / "data/raw/ours/a.pdf").unlink()
    assert states(run(web, tmp_path, source_of(*files("a.pdf")))) == {"new": 1}
    assert raw(tmp_path) == {"ours/a.pdf": pdf("a")}
    assert ledger(tmp_path)["ours/a.pdf"].supersedes == ""


def test_a_torn_last_line_of_the_ledger_is_mended(web: FakeWeb, tmp_path: Path) -> None:
    web.update({f"{SITE}/{name}.pdf": pdf(name) for name in "ab"})
    run(web, tmp_path, source_of(*files("a.pdf")))
    with (tmp_path / "sources.jsonl").open("ab") as file:
        file.write(b'{"url": "https://www.exam')
    run(web, tmp_path, source_of(*files("a.pdf", "b.pdf")))
    assert list(ledger(tmp_path)) == ["ours/a.pdf", "ours/b.pdf"]


def test_lines_of_others_stay(web: FakeWeb, tmp_path: Path) -> None:
    foreign = b'{"url": "u", "date_accessed": "2024-01-17", "local_path": "./data/raw/x.pdf", "tags": ["legal", null], "preprocessor": null, "md5": "0", "own": 1}\n'
    (tmp_path / "sources.jsonl").write_bytes(foreign)
    web[f"{SITE}/a.pdf"] = pdf("a")
    run(web, tmp_path, source_of(*files("a.pdf")))
    assert (tmp_path / "sources.jsonl").read_bytes().startswith(foreign)
    assert len(ledger(tmp_path)) == 2


def test_members_of_an_archive_become_files(web: FakeWeb, tmp_path: Path) -> None:
    archive = Item(f"{SITE}/all.zip", "usc", members="*.xml", processor="usc-xml")
    web[archive.url] = zipped(usc42_xml="<a>one</a>", usc29_xml="<b/>", readme_txt="no")
    assert states(run(web, tmp_path, source_of(archive))) == {"new": 1}
    assert raw(tmp_path) == {"ours/usc/usc42.xml": b"<a>one</a>", "ours/usc/usc29.xml": b"<b/>"}
    lines = ledger(tmp_path)
    assert {(line.url, line.preprocessor) for line in lines.values()} == {(archive.url, "usc-xml")}
    assert lines["ours/usc/usc42.xml"].md5 == md5(b"<a>one</a>")
    assert planned(web, tmp_path, source_of(archive)) == {"usc": "present"}
    assert states(run(web, tmp_path, source_of(archive), options=AGAIN)) == {"same": 1}
    assert web.asked[-1].headers["if-none-match"]


def test_one_changed_member_is_one_version(web: FakeWeb, tmp_path: Path) -> None:
    archive = Item(f"{SITE}/all.zip", "usc", members="*.xml")
    web[archive.url] = zipped(a_xml="<a/>", b_xml="<b/>")
    run(web, tmp_path, source_of(archive))
    web[archive.url] = zipped(a_xml="<a/>", b_xml="<b>2</b>")
    assert states(run(web, tmp_path, source_of(archive), options=AGAIN)) == {"changed": 1}
    assert ledger(tmp_path)["ours/usc/b.xml"].supersedes == md5(b"<b/>")
    assert ledger(tmp_path)["ours/usc/a.xml"].supersedes == ""


def test_an_archive_that_moved_is_fetched(web: FakeWeb, tmp_path: Path) -> None:
    for point in ("118", "119"):
        web[f"{SITE}/{point}.zip"] = zipped(a_xml=f"<a>{point}</a>")
    run(web, tmp_path, source_of(Item(f"{SITE}/118.zip", "usc", members="*.xml")))
    assert states(run(web, tmp_path, source_of(Item(f"{SITE}/119.zip", "usc", members="*.xml")))) == {"changed": 1}
    assert (tmp_path / "data/raw/ours/usc/a.xml").read_bytes() == b"<a>119</a>"


def test_an_odd_member_stores_nothing(web: FakeWeb, tmp_path: Path) -> None:
    web[f"{SITE}/all.zip"] = zipped(a_pdf="%PDF-1.7", b_pdf="<html>no</html>")
    report = run(web, tmp_path, source_of(Item(f"{SITE}/all.zip", "x", members="*.pdf")))
    assert report.failures[0].reason == "content"
    assert raw(tmp_path) == {}


def test_two_items_for_one_path(web: FakeWeb, tmp_path: Path) -> None:
    web.update({f"{SITE}/a": pdf("a"), f"{SITE}/b": pdf("b")})
    report = run(web, tmp_path, source_of(Item(f"{SITE}/a", "x.pdf"), Item(f"{SITE}/b", "x.pdf")))
    assert states(report) == {"new": 1}
    assert report.skipped == [("ours", f"{SITE}/b", "another item has the path x.pdf")]


def test_a_file_of_another_source_is_left_alone(web: FakeWeb, tmp_path: Path) -> None:
    web[f"{SITE}/a.pdf"] = pdf("a")
    run(web, tmp_path, source_of(*files("a.pdf")))
    web[f"{SITE}/a"] = pdf("other")
    other = replace(source_of(Item(f"{SITE}/a", "a.pdf")), key="other")
    report = run(web, tmp_path, other)
    assert report.skipped == [("other", f"{SITE}/a", "its file belongs to the source ours")]
    assert raw(tmp_path) == {"ours/a.pdf": pdf("a")}


def test_a_journal_that_cannot_be_written_ends_the_run_in_words(
    web: FakeWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(journal: Journal, known: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    web[f"{SITE}/a.pdf"] = pdf("a")
    monkeypatch.setattr(Journal, "finished", full)
    with pytest.raises(ConfigError, match="disk is full"):
        run(web, tmp_path, source_of(*files("a.pdf")))
    monkeypatch.undo()
    run(web, tmp_path, source_of(*files("a.pdf")))
    assert list(ledger(tmp_path)) == ["ours/a.pdf"]


@pytest.mark.parametrize("path", ["../x.pdf", "/etc/x.pdf", "a/../../x.pdf", "c:\\x.pdf", "", ".hidden", "x" * 300])
def test_a_path_that_leads_out_is_refused(web: FakeWeb, tmp_path: Path, path: str) -> None:
    web[f"{SITE}/a.pdf"] = pdf("a")
    report = run(web, tmp_path / "root", source_of(Item(f"{SITE}/a.pdf", path), *files("a.pdf")))
    assert [failure.reason for failure in report.failures] == ["path"]
    assert raw(tmp_path / "root") == {"ours/a.pdf": pdf("a")}


def test_limits_and_plans(web: FakeWeb, tmp_path: Path) -> None:
    web.update({f"{SITE}/{n}.pdf": pdf(str(n)) for n in range(5)})
    ours = source_of(*files(*(f"{n}.pdf" for n in range(5))))
    assert states(run(web, tmp_path, ours, options=Options(limit=2))) == {"new": 2}
    assert planned(web, tmp_path, ours, options=Options(limit=2)) == {
        "0.pdf": "present",
        "1.pdf": "present",
        "2.pdf": "new",
        "3.pdf": "new",
    }
    assert web.times(f"{SITE}/4.pdf") == 0
    assert states(run(web, tmp_path, ours, options=Options(limit=2))) == {"present": 2, "new": 2}


def test_items_are_chosen_by_tag_and_processor(web: FakeWeb, tmp_path: Path) -> None:
    items = [
        Item(f"{SITE}/a.pdf", "a.pdf", tags=("testimony",)),
        Item(f"{SITE}/b.html", "b.html", tags=("testimony",), processor="html"),
        Item(f"{SITE}/c.pdf", "c.pdf"),
    ]
    for chosen, paths in (
        (Selection(tags=("testimony",)), ["a.pdf", "b.html"]),
        (Selection(processors=("pdf",)), ["a.pdf", "c.pdf"]),
        (Selection(tags=("testimony",), processors=("html",)), ["b.html"]),
        (Selection(tags=("no",)), []),
        (Selection(without_tags=("testimony",)), ["c.pdf"]),
        (Selection(sources=("ours",), processors=("pdf",), without_tags=("testimony",)), ["c.pdf"]),
    ):
        assert list(planned(web, tmp_path, source_of(*items), options=Options(chosen))) == paths


def test_a_source_that_breaks_does_not_end_the_run(web: FakeWeb, tmp_path: Path) -> None:
    web.update({f"{SITE}/{name}.pdf": pdf(name) for name in "ab"})

    async def breaking(site: Site) -> AsyncIterator[Item]:
        yield Item(f"{SITE}/a.pdf", "a.pdf")
        raise KeyError("column")

    async def blocked(site: Site) -> AsyncIterator[Item]:
        page = await site.get(f"{SITE}/list")
        yield Item(page.url, "x.pdf")

    def of(key: str, enumerate_items: object) -> Source:
        return Source(key, key, SITE, "", ("legal",), "pdf", key, enumerate_items)  # type: ignore[arg-type]

    report = run(web, tmp_path, of("breaking", breaking), of("blocked", blocked), source_of(*files("b.pdf")))
    assert sorted(raw(tmp_path)) == ["breaking/a.pdf", "ours/b.pdf"]
    assert {(f.source, f.reason, f.path) for f in report.failures} == {
        ("breaking", "shape", ""),
        ("blocked", "status", ""),
    }


def test_what_an_earlier_run_found_is_fetched_though_the_list_is_gone(web: FakeWeb, tmp_path: Path) -> None:
    async def listed(site: Site) -> AsyncIterator[Item]:
        for name in (await site.get(f"{SITE}/list")).text.split():
            yield Item(f"{SITE}/{name}", name)

    ours = Source("ours", "", SITE, "", ("legal",), "pdf", "ours", listed)
    web.update({f"{SITE}/list": "a.pdf b.pdf", f"{SITE}/a.pdf": pdf("a"), f"{SITE}/b.pdf": Answer(status=500)})
    assert states(run(web, tmp_path, ours)) == {"new": 1, "failed": 1}
    web.update({f"{SITE}/list": Answer(status=404), f"{SITE}/b.pdf": pdf("b")})
    report = run(web, tmp_path, ours)
    assert states(report) == {"present": 1, "new": 1}
    assert [f.path for f in report.failures] == [""]


def test_a_skipped_page_is_a_finding_and_forgets_nothing(web: FakeWeb, tmp_path: Path) -> None:
    async def listed(site: Site) -> AsyncIterator[Item]:
        try:
            page = await site.get(f"{SITE}/list")
        except InputError as error:
            site.skip(f"{SITE}/list", error.what)
            return
        yield Item(f"{SITE}/{page.text}", page.text)

    ours = Source("ours", "", SITE, "", ("legal",), "pdf", "ours", listed)
    web[f"{SITE}/list"] = "a.pdf"
    run(web, tmp_path, ours)
    web[f"{SITE}/list"] = Answer(status=404)
    report = run(web, tmp_path, ours)
    assert not report.ok
    assert report.skipped == [("ours", f"{SITE}/list", "the site answers 404")]
    assert [known.state for known in journal_of(Layout(tmp_path)).items()] == ["failed"]


def test_an_interrupted_enumeration_takes_up_its_pages(web: FakeWeb, tmp_path: Path) -> None:
    broken = [True]

    async def listed(site: Site) -> AsyncIterator[Item]:
        for number in range(3):
            page = await site.get(f"{SITE}/list", params=(("page", str(number)),))
            if number == 2 and broken[0]:
                raise RuntimeError("killed")
            yield Item(f"{SITE}/{page.text}", page.text)

    ours = Source("ours", "", SITE, "", ("legal",), "pdf", "ours", listed)
    web[f"{SITE}/list"] = lambda asked: f"{asked.query['page']}.pdf"
    web.update({f"{SITE}/{n}.pdf": pdf(str(n)) for n in range(3)})
    run(web, tmp_path, ours)
    broken[0] = False
    run(web, tmp_path, ours)
    assert [web.times(f"{SITE}/list?page={n}") for n in range(3)] == [1, 1, 1]
    run(web, tmp_path, ours)
    assert [web.times(f"{SITE}/list?page={n}") for n in range(3)] == [2, 2, 2]


def test_old_pages_are_asked_for_again(web: FakeWeb, tmp_path: Path) -> None:
    async def listed(site: Site) -> AsyncIterator[Item]:
        await site.get(f"{SITE}/list")
        raise RuntimeError("killed")
        yield

    ours = Source("ours", "", SITE, "", ("legal",), "pdf", "ours", listed)
    web[f"{SITE}/list"] = "x"
    time = FakeTime()
    for _ in range(2):
        run(web, tmp_path, ours, time=time)
        time.at += 1.5 * DAY
    assert web.times(f"{SITE}/list") == 2


def test_two_downloads_at_once_are_refused(web: FakeWeb, tmp_path: Path) -> None:
    with only_one(tmp_path / "state/download.lock"), pytest.raises(ConfigError, match="another download"):
        run(web, tmp_path, source_of())
    run(web, tmp_path, source_of())
