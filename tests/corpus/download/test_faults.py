"""Sites that misbehave: each fault is retried or reported, nothing odd is stored, and the rest of the run goes on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.corpus.download.downloads import SITE, files, ledger, pdf, raw, run, source_of, states
from tests.corpus.server import Answer, Asked, FakeTime, FakeWeb

from claimwright.corpus.download.clock import Clock
from claimwright.corpus.sources import Item

URL = f"{SITE}/a.pdf"
FINE = Answer(pdf("fine"), headers=(("Content-Type", "application/pdf"),))


def moved(to: str, status: int = 302) -> Answer:
    return Answer(status=status, headers=(("Location", to),))


@pytest.mark.parametrize(
    "fault",
    [
        Answer(status=500),
        Answer(status=503, headers=(("Retry-After", "9"),)),
        Answer(status=429, headers=(("Retry-After", "Mon, 02 Mar 2026 12:00:20 GMT"),)),
        Answer(pdf("cut short " * 500), cut=1000),
        Answer(b"", cut=0, headers=(("Content-Length", "50"),)),
    ],
)
def test_a_passing_fault_is_retried(web: FakeWeb, tmp_path: Path, fault: Answer) -> None:
    web[URL] = [fault, fault, FINE]
    time = FakeTime()
    report = run(web, tmp_path, source_of(*files("a.pdf")), time=time)
    assert states(report) == {"new": 1}
    assert web.times(URL) == 3
    assert raw(tmp_path) == {"ours/a.pdf": FINE.body}
    asked = dict(fault.headers).get("Retry-After")
    assert time.at >= 1000 + (0 if asked is None else 18)


@pytest.mark.parametrize(
    ("fault", "reason", "attempts"),
    [
        (Answer(status=404), "status", 1),
        (Answer(status=403), "status", 1),
        (Answer(status=502), "busy", 5),
        (Answer(status=429, headers=(("Retry-After", "86400"),)), "busy", 1),
        (Answer(status=304), "status", 1),
        (Answer(pdf("cut"), cut=5), "network", 5),
        (moved(URL), "redirect", 1),
        (moved(""), "redirect", 1),
        (moved("ftp://files.example.gov/a.pdf"), "redirect", 1),
        (Answer(b"<!DOCTYPE html><title>Sorry</title>", headers=(("Content-Type", "application/pdf"),)), "content", 1),
        (Answer(b"\n<html>not here</html>", headers=(("Content-Type", "text/html"),)), "content", 1),
        (Answer(b"GIF89a", headers=(("Content-Type", "image/gif"),)), "content", 1),
        (Answer(b""), "content", 1),
    ],
)
def test_a_lasting_fault_is_reported(web: FakeWeb, tmp_path: Path, fault: Answer, reason: str, attempts: int) -> None:
    web.update({URL: fault, f"{SITE}/b.pdf": FINE})
    report = run(web, tmp_path, source_of(*files("a.pdf", "b.pdf")))
    assert states(report) == {"new": 1, "failed": 1}
    assert [(f.path, f.url, f.reason, f.attempts) for f in report.failures] == [("a.pdf", URL, reason, attempts)]
    assert report.failures[0].fix
    assert raw(tmp_path) == {"ours/b.pdf": FINE.body}
    assert list(ledger(tmp_path)) == ["ours/b.pdf"]


def test_a_failed_item_is_tried_again_by_the_next_run(web: FakeWeb, tmp_path: Path) -> None:
    web[URL] = Answer(status=404)
    run(web, tmp_path, source_of(*files("a.pdf")))
    web[URL] = FINE
    assert states(run(web, tmp_path, source_of(*files("a.pdf")))) == {"new": 1}


def test_a_loop_over_several_addresses_ends(web: FakeWeb, tmp_path: Path) -> None:
    web.update({URL: moved("/b"), f"{SITE}/b": moved("/c"), f"{SITE}/c": moved(URL)})
    assert run(web, tmp_path, source_of(*files("a.pdf"))).failures[0].reason == "redirect"


def test_an_endless_chain_ends(web: FakeWeb, tmp_path: Path) -> None:
    web[f"{SITE}/next"] = lambda asked: moved(f"/next?n={int(asked.query.get('n', 0)) + 1}")
    report = run(web, tmp_path, source_of(Item(f"{SITE}/next", "a.pdf")))
    assert report.failures[0].reason == "redirect"
    assert len(web.asked) < 20


@pytest.mark.parametrize("to", ["https://www.example.gov/new.pdf", "/new.pdf", "//www.example.gov/new.pdf#page=2"])
def test_a_redirect_is_followed(web: FakeWeb, tmp_path: Path, to: str) -> None:
    web.update({URL: moved(to, 301), f"{SITE}/new.pdf": FINE})
    assert states(run(web, tmp_path, source_of(*files("a.pdf")))) == {"new": 1}
    assert ledger(tmp_path)["ours/a.pdf"].url == URL


def test_schemes_go_up_and_never_down(web: FakeWeb, tmp_path: Path) -> None:
    web["http://www.example.gov/a.pdf"] = moved(URL)
    web[URL] = moved("http://www.example.gov/new.pdf")
    web[f"{SITE}/new.pdf"] = FINE
    report = run(web, tmp_path, source_of(Item("http://www.example.gov/a.pdf", "a.pdf")))
    assert states(report) == {"new": 1}
    assert "http://www.example.gov/new.pdf" not in {asked.url for asked in web.asked}


def test_a_slow_drip_ends(web: FakeWeb, tmp_path: Path) -> None:
    """Each look at the clock finds it five seconds later, so that a byte at a time is too slow before long."""

    class Hurrying(FakeTime):
        @property
        def clock(self) -> Clock:
            def later() -> float:
                self.at += 5
                return self.at

            return replace(super().clock, monotonic=later)

    web[URL] = Answer(pdf("slow " * 100), drip_s=0.01)
    report = run(web, tmp_path, source_of(*files("a.pdf")), time=Hurrying(), attempts=2)
    assert [(f.reason, f.attempts) for f in report.failures] == [("slow", 2)]
    assert raw(tmp_path) == {}


@pytest.mark.parametrize("open_ended", [False, True])
def test_a_file_too_large_is_refused(web: FakeWeb, tmp_path: Path, open_ended: bool) -> None:
    web[URL] = Answer(pdf("x" * 5000), open_ended=open_ended)
    report = run(web, tmp_path, source_of(*files("a.pdf")), most_bytes=1000)
    assert report.failures[0].reason == "size"
    assert raw(tmp_path) == {}


def test_a_server_that_is_not_there(web: FakeWeb, tmp_path: Path) -> None:
    web.resolve = lambda url: "http://127.0.0.1:9/"  # type: ignore[method-assign]
    report = run(web, tmp_path, source_of(*files("a.pdf")), robots=False)
    assert [(f.reason, f.attempts) for f in report.failures] == [("network", 5)]


def test_what_is_asked(web: FakeWeb, tmp_path: Path) -> None:
    web[URL] = FINE
    run(web, tmp_path, source_of(*files("a.pdf")), contact="someone@example.org")
    headers = next(asked.headers for asked in web.asked if asked.url == URL)
    assert headers["user-agent"].startswith("Claimwright/")
    assert "someone@example.org" in headers["user-agent"]
    assert headers["accept-encoding"] == "identity"


def test_a_form_is_posted(web: FakeWeb, tmp_path: Path) -> None:
    def export(asked: Asked) -> bytes:
        return pdf(asked.form["year"]) if asked.method == "POST" else b""

    web[f"{SITE}/export"] = export
    item = Item(f"{SITE}/export", "a.pdf", method="POST", form=(("year", "2025"),))
    run(web, tmp_path, source_of(item))
    assert raw(tmp_path) == {"ours/a.pdf": pdf("2025")}
