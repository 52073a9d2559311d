"""Letters set on paper: Markdown (canonical), DOCX and PDF; and the sender's sheet apart from them.

The same draft gives the same bytes. DOCX needs python-docx and PDF needs typst, of the extra `appeals`.
"""

from __future__ import annotations

from typing import Literal

from claimwright.appeals.letters.records import Draft

Format = Literal["md", "docx", "pdf"]
FORMATS: tuple[Format, ...] = ("md", "docx", "pdf")


def render_letter(draft: Draft, to: Format = "md") -> bytes:
    """The letter, as it goes out. Raises `MissingExtraError`."""
    if to == "md":
        from claimwright.appeals.letters.render.markdown import letter_markdown

        return letter_markdown(draft).encode()
    if to == "docx":
        from claimwright.appeals.letters.render.docx import letter_docx

        return letter_docx(draft)
    from claimwright.appeals.letters.render.pdf import letter_pdf

    return letter_pdf(draft)


def render_sheet(draft: Draft, to: Format = "md") -> bytes:
    """The sender's sheet, which is not part of the letter. Raises `MissingExtraError`."""
    if to == "md":
        from claimwright.appeals.letters.render.markdown import sheet_markdown

        return sheet_markdown(draft).encode()
    if to == "docx":
        from claimwright.appeals.letters.render.docx import sheet_docx

        return sheet_docx(draft)
    from claimwright.appeals.letters.render.pdf import sheet_pdf

    return sheet_pdf(draft)
