"""Archives that must not be trusted."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest

from claimwright.corpus.download.archive import extract
from claimwright.corpus.download.errors import FetchError
from claimwright.corpus.download.settings import Settings


def archive(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes], pack: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path / "a.zip", "w", pack) as opened:
        for name, data in members:
            opened.writestr(name, data)
    return path / "a.zip"


def taken(path: Path, pattern: str = "*", **limits: int) -> dict[str, bytes]:
    folder = path.parent / "out"
    folder.mkdir()
    return {name: file.read_bytes() for name, file in extract(path, pattern, folder, Settings(**limits), "u")}


@pytest.mark.parametrize(
    ("pattern", "names"),
    [("*.csv", ["data/b.csv", "z.csv"]), ("data/*", ["data/b.csv", "data/c.txt"]), ("z.csv", ["z.csv"])],
)
def test_patterns(tmp_path: Path, pattern: str, names: list[str]) -> None:
    made = archive(tmp_path, ("z.csv", b"z"), ("data/", b""), ("data/b.csv", b"b"), ("data/c.txt", b"c"))
    assert list(taken(made, pattern)) == names


def test_resource_forks_are_left(tmp_path: Path) -> None:
    assert list(taken(archive(tmp_path, ("__MACOSX/._a.csv", b"x"), ("a.csv", b"a")))) == ["a.csv"]


@pytest.mark.parametrize("name", ["../a.csv", "/a.csv", "x/../../a.csv", "c:/a.csv", "..\\a.csv", "x/.hidden"])
def test_names_that_lead_out(tmp_path: Path, name: str) -> None:
    with pytest.raises(FetchError, match="safe relative path"):
        taken(archive(tmp_path, (name, b"x")))
    assert {path.name for path in tmp_path.rglob("*")} == {"a.zip", "out"}


def test_links(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(FetchError, match="a link"):
        taken(archive(tmp_path, (link, b"/etc/passwd")))


def test_a_bomb_that_says_so(tmp_path: Path) -> None:
    made = archive(tmp_path, ("a.csv", b"0" * 1_000_000), pack=zipfile.ZIP_DEFLATED)
    with pytest.raises(FetchError, match="more than is allowed"):
        taken(made, most_bytes=10_000)


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    made = archive(tmp_path, ("a.csv", b"0" * 1_000_000), pack=zipfile.ZIP_DEFLATED)
    size = (1_000_000).to_bytes(4, "little")
    made.write_bytes(made.read_bytes().replace(size, (100).to_bytes(4, "little")))
    with pytest.raises(FetchError):
        taken(made, most_bytes=10_000)


def test_too_many_members(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="more than is allowed"):
        taken(archive(tmp_path, *((f"{n}.csv", b"x") for n in range(5))), most_members=4)


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:-30], lambda data: b"PK not really", lambda data: data.replace(b"hello", b"jello")]
)
def test_damage(tmp_path: Path, spoil: object) -> None:
    made = archive(tmp_path, ("a.csv", b"hello"))
    made.write_bytes(spoil(made.read_bytes()))  # type: ignore[operator]
    with pytest.raises(FetchError, match="damaged"):
        taken(made)


def test_nothing_fits(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="no file"):
        taken(archive(tmp_path, ("a.csv", b"x")), "*.xml")


def test_an_encrypted_member(tmp_path: Path) -> None:
    out = io.BytesIO(archive(tmp_path, ("a.csv", b"x")).read_bytes())
    data = bytearray(out.getvalue())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    (tmp_path / "a.zip").write_bytes(bytes(data))
    with pytest.raises(FetchError, match="encrypted"):
        taken(tmp_path / "a.zip")
