"""The example letters: each is what its command in the README writes, and every citation opens or is marked."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimwright.appeals.letters.library import Library
from claimwright.cli.main import build
from claimwright.corpus.citations import find_citations
from claimwright.corpus.index.open import open_corpus

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "examples" / "appeals"
LETTERS = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md" and ".sheet" not in path.name)
SHEETS = sorted(FOLDER.glob("*.sheet.md"))
COMMANDS = [
    line for line in (FOLDER / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("claimwright ")
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every command of the README was run, files going there."""
    folder = tmp_path_factory.mktemp("appeals")
    patch = pytest.MonkeyPatch()
    patch.setenv("CLAIMWRIGHT_HOME", str(folder / "home"))
    patch.chdir(ROOT)
    app = build()
    for command in COMMANDS:
        if command.endswith(".pdf") and not _can_pdf():
            continue
        words = shlex.split(command.replace("--out examples/appeals", f"--out {folder}"))[1:]
        result = CliRunner().invoke(app, words)
        assert result.exit_code in (0, 1), (command, result.output, result.exception)
    patch.undo()
    return folder


def _can_pdf() -> bool:
    import importlib.util

    return importlib.util.find_spec("typst") is not None


def test_there_are_three_letters_each_as_markdown_and_pdf() -> None:
    assert [path.stem for path in LETTERS] == ["corrected-claim", "payment-dispute", "residential-treatment"]
    for path in (*LETTERS, *SHEETS):
        assert path.with_suffix(".pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("path", [*LETTERS, *SHEETS], ids=lambda path: path.name)
def test_the_markdown_is_what_its_command_writes(path: Path, made: Path) -> None:
    assert (made / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("path", [path.with_suffix(".pdf") for path in (*LETTERS, *SHEETS)], ids=lambda path: path.name)
def test_the_pdf_says_what_its_command_writes(path: Path, made: Path) -> None:
    pdfium = pytest.importorskip("pypdfium2", reason="the extra corpus is not installed")
    pytest.importorskip("typst", reason="the extra appeals is not installed")

    def text(raw: bytes) -> str:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(raw)).split())

    assert text((made / path.name).read_bytes()) == text(path.read_bytes())


@pytest.fixture(scope="module")
def bundled(made: Path) -> Library:
    patch = pytest.MonkeyPatch()
    patch.setenv("CLAIMWRIGHT_HOME", str(made / "home"))
    opened = open_corpus()
    patch.undo()
    assert opened.bundled
    return Library(opened)


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.name)
def test_every_citation_of_a_letter_opens(path: Path, bundled: Library) -> None:
    text = path.read_text(encoding="utf-8")
    cited = find_citations(text)
    assert cited or path.stem == "corrected-claim"
    for found in cited:
        assert bundled.open(str(found.citation)), found
    assert len(re.findall(r"^\[\^\d+\]: ", text, re.MULTILINE)) == len({str(each.citation) for each in cited})
    for quote in re.findall(r"“([^”]+)”\[\^(\d+)\]", text):
        note = re.search(rf"^\[\^{quote[1]}\]: (.+)$", text, re.MULTILINE)
        assert note is not None
        assert bundled.quote(str(find_citations(note[1])[0].citation), quote[0].rstrip("."))


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_every_citation_of_a_sheet_opens_or_is_marked(path: Path, bundled: Library) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        for found in find_citations(line):
            assert bundled.open(str(found.citation)) or "nverified" in line, line
