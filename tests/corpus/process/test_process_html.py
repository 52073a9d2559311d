from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimwright.core.errors import InputError
from claimwright.corpus.process import find_processor
from claimwright.corpus.process._unicode import tidy
from claimwright.corpus.records import SourceLine, TextRecord

PAGE = """<!DOCTYPE html><html><head><title>Appeals &mdash; Plan</title><script>var x = "unseen";</script></head>
<body><header><a href="/">Home unseen</a></header><nav><ul><li>Menu unseen</li></ul></nav>
<main>
<h1>Appeals</h1><p>You may appeal within 180&nbsp;days (&sect;&nbsp;5, &#8805;&nbsp;2 &frac12;) of the
<a href="/notice">adverse benefit determination</a>.<br>Ask for help.</p>
<h2 id="how">How to appeal</h2>
<ol><li>Write to the plan.</li><li>Send <ul><li>records</li><li>a letter</li></ul></li></ol>
<h2>Times</h2>
<table><tr><th>Kind</th><th>Days</th></tr><tr><td>Urgent</td><td>3</td></tr></table>
<div class="breadcrumb"><a href="/">Crumb unseen</a></div>
</main><footer>Footer unseen</footer></body></html>"""


def read(tmp_path: Path, data: bytes | str) -> list[TextRecord]:
    path = tmp_path / "page.html"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    line = SourceLine(
        url="https://plan.example/appeals", date_accessed="2024-01-01", local_path="x", tags=(), preprocessor="html"
    )
    return list(find_processor("html").read(path, line))


def test_main_content_with_headings_lists_and_tables(tmp_path: Path) -> None:
    records = read(tmp_path, PAGE)
    assert [(one.section, one.text) for one in records] == [
        (
            ("Appeals",),
            "You may appeal within 180 days (§ 5, ≥ 2 ½) of the adverse benefit determination.\nAsk for help.",
        ),
        (("Appeals", "How to appeal"), "1. Write to the plan.\n2. Send\n  - records\n  - a letter"),
        (("Appeals", "Times"), "Kind | Days\nUrgent | 3"),
    ]
    assert {one.title for one in records} == {"Appeals — Plan"}
    assert records[1].url == "https://plan.example/appeals#how"
    assert "unseen" not in "".join(one.text for one in records)


def test_a_page_without_main_keeps_its_body(tmp_path: Path) -> None:
    (record,) = read(tmp_path, "<p>One<b>word</b> and <i>an</i>other</p><div>next</div>")
    assert record.text == "Oneword and another\n\nnext"


def test_declared_latin_is_read_as_windows(tmp_path: Path) -> None:
    (record,) = read(tmp_path, b'<meta charset="iso-8859-1"><p>the patient\x92s caf\xe9</p>')
    assert record.text == "the patient’s café"


def test_a_form_around_the_page_is_not_dropped(tmp_path: Path) -> None:
    (record,) = read(tmp_path, "<form><h1>Rule</h1><p>Kept.</p><input value='x'></form>")
    assert (record.section, record.text) == (("Rule",), "Kept.")


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no web page"):
        read(tmp_path, b"")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(st.characters(blacklist_categories=["Cs", "Cc", "Co", "Cn"], blacklist_characters="ÂÃâ"), min_size=1))
def test_nothing_that_is_seen_is_lost(tmp_path: Path, text: str) -> None:
    records = read(tmp_path, f"<html><body><p>{escape(text)}</p></body></html>")
    assert "".join("".join(one.text for one in records).split()) == "".join(tidy(text).split())
