"""robots.txt as RFC 9309 has it, and as the fetcher obeys it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.corpus.download.downloads import SITE, files, ledger, pdf, run, source_of, states
from tests.corpus.server import Answer, FakeTime, FakeWeb

from claimwright.corpus.download.robots import Rules, parse_robots


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/c", False),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: /*a*b", "/xxaxxbxx", False),
        ("User-agent: *\nDisallow: /a%3cd.html", "/a%3Cd.html", False),
        ("User-agent: *\nDisallow: /search?q=", "/search?q=x", False),
        ("User-agent: *\nDisallow: /\nUser-agent: Claimwright\nDisallow: /b", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: claimwright/2.0\nDisallow: /b", "/b", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: other\nUser-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /a\nUser-agent: other\nDisallow: /b\nUser-agent: *\nDisallow: /c", "/c", False),
        ("\ufeffUSER-AGENT : * # all\nDISALLOW : /a # there", "/a", False),
        ("User-agent: *\nCrawl-delay: 3\nDisallow: /a", "/a", False),
        ("Disallow: /a", "/a", True),
        ("User-agent: *\nSitemap: https://x/s.xml\nDisallow: /a", "/a", False),
    ],
)
def test_rules(robots: str, path: str, allowed: bool) -> None:
    assert parse_robots(robots).allows(f"https://h{path}") is allowed


@pytest.mark.parametrize(("line", "seconds"), [("2.5", 2.5), ("-1", 0), ("soon", 0), ("nan", 0), ("999999", 120)])
def test_crawl_delay(line: str, seconds: float) -> None:
    assert parse_robots(f"User-agent: *\nCrawl-delay: {line}").crawl_delay_s == seconds


@given(st.text(max_size=200), st.text(max_size=50))
def test_any_text_is_read(robots: str, path: str) -> None:
    assert parse_robots(robots).allows(f"https://h/{path}") in (True, False)


@given(st.text("a/*$", max_size=12), st.text("a/", max_size=12))
def test_patterns_fit_like_a_plain_matcher(pattern: str, path: str) -> None:
    """A second, slower reading: try every way to spread the stars."""

    def fits(rest: str, at: str) -> bool:
        if not rest or rest == "$":
            return not rest or not at
        if rest[0] == "*":
            return any(fits(rest[1:], at[cut:]) for cut in range(len(at) + 1))
        return bool(at) and rest[0] == at[0] and fits(rest[1:], at[1:])

    if "$" not in pattern[:-1]:
        assert Rules(((False, f"/{pattern}"),)).allows(f"https://h/{path}") is not fits(f"/{pattern}", f"/{path}")


def test_a_forbidden_item_is_reported_and_not_asked_for(web: FakeWeb, tmp_path: Path) -> None:
    web[f"{SITE}/robots.txt"] = "User-agent: *\nDisallow: /secret"
    web.update({f"{SITE}/secret.pdf": pdf("s"), f"{SITE}/open.pdf": pdf("o")})
    report = run(web, tmp_path, source_of(*files("secret.pdf", "open.pdf")))
    assert states(report) == {"new": 1, "failed": 1}
    assert [(f.path, f.reason) for f in report.failures] == [("secret.pdf", "robots")]
    assert web.times(f"{SITE}/secret.pdf") == 0
    assert web.times(f"{SITE}/robots.txt") == 1


@pytest.mark.parametrize(("status", "fetched"), [(404, True), (403, True), (500, False), (429, False)])
def test_robots_that_cannot_be_read(web: FakeWeb, tmp_path: Path, status: int, fetched: bool) -> None:
    web[f"{SITE}/robots.txt"] = Answer(status=status)
    web[f"{SITE}/a.pdf"] = pdf("a")
    report = run(web, tmp_path, source_of(*files("a.pdf")))
    told = [(f.reason, f.what) for f in report.failures]
    unreachable = ("robots-unreachable", f"the site's robots.txt cannot be read: the site answers {status}")
    assert told == ([] if fetched else [unreachable])
    assert web.times(f"{SITE}/a.pdf") == int(fetched)


def test_the_host_of_a_redirect_is_asked_too(web: FakeWeb, tmp_path: Path) -> None:
    web[f"{SITE}/a.pdf"] = Answer(status=302, headers=(("Location", "https://files.example.org/a.pdf"),))
    web["https://files.example.org/robots.txt"] = "User-agent: *\nDisallow: /"
    web["https://files.example.org/a.pdf"] = pdf("a")
    report = run(web, tmp_path, source_of(*files("a.pdf")))
    assert report.failures[0].reason == "robots"
    assert web.times("https://files.example.org/a.pdf") == 0


def test_a_crawl_delay_keeps_requests_apart(web: FakeWeb, tmp_path: Path) -> None:
    web[f"{SITE}/robots.txt"] = "User-agent: *\nCrawl-delay: 7"
    web.update({f"{SITE}/{n}.pdf": pdf(str(n)) for n in range(3)})
    time = FakeTime()
    assert states(run(web, tmp_path, source_of(*files("0.pdf", "1.pdf", "2.pdf")), time=time)) == {"new": 3}
    assert len(ledger(tmp_path)) == 3
    assert time.at >= 1000 + 2 * 7
