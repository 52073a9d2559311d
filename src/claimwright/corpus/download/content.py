"""Is it what was asked for? An error page sent as 200 must not be stored as a PDF."""

from __future__ import annotations

from pathlib import PurePosixPath

HEAD = 1024
_MAGIC = {".pdf": b"%PDF-", ".zip": b"PK", ".xlsx": b"PK", ".docx": b"PK", ".gz": b"\x1f\x8b", ".parquet": b"PAR1"}
_PAGES = {".html", ".htm", ".xhtml", ".aspx", ".php", ""}
_KIND = {".pdf": "a PDF", ".zip": "an archive", ".xlsx": "a workbook", ".parquet": "a Parquet file"}


def oddity(path: str, content_type: str, head: bytes) -> str:
    """What is wrong with a body that begins so and is to be kept under that path; nothing where it may be right."""
    suffix = PurePosixPath(path).suffix.lower()
    if not head:
        return "the site sends an empty file"
    if suffix in _PAGES:
        return ""
    expected = _KIND.get(suffix, f"a {suffix} file")
    if _is_page(head, content_type, suffix):
        return f"the site sends a web page where {expected} was expected"
    magic = _MAGIC.get(suffix)
    if magic and magic not in (head if suffix == ".pdf" else head[: len(magic)]):
        return f"what the site sends is not {expected}"
    return ""


def _is_page(head: bytes, content_type: str, suffix: str) -> bool:
    begins = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    page = begins.startswith((b"<!doctype html", b"<html"))
    return page or (suffix not in _MAGIC and suffix != ".xml" and _said_html(content_type) and begins.startswith(b"<"))


def _said_html(content_type: str) -> bool:
    return content_type.partition(";")[0].strip().lower() == "text/html"
