"""Text of scanned pages, by a command of the user's choice.

`CLAIMWRIGHT_OCR` holds the command, with `{}` for an image file (PNG, 300 dots an inch): `tesseract {} -`. What it
prints is the page's text.
"""

from __future__ import annotations

import os
import shlex
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path
from typing import Any

from claimwright.corpus.process._unicode import clean, decode

_DOTS, _PATIENCE = 300, 180
"""Dots an inch of the image; seconds that the command may take for a page."""


def ocr_command() -> str:
    """The command, or nothing where none is set."""
    return os.environ.get("CLAIMWRIGHT_OCR", "").strip()


def ocr_page(page: Any, command: str) -> str:
    """The text that the command reads on a page. Raises `OSError` or `subprocess.SubprocessError` where it fails."""
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / "page.png"
        image.write_bytes(_png(page))
        words = [word.replace("{}", str(image)) for word in shlex.split(command)]
        done = subprocess.run(words, capture_output=True, check=True, timeout=_PATIENCE)
    return clean(decode(done.stdout)).strip()


def _png(page: Any) -> bytes:
    """The page as a grey PNG image."""
    bitmap = page.render(scale=_DOTS / 72, grayscale=True)
    try:
        data, width, height, stride = bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride
    finally:
        bitmap.close()
    rows = b"".join(b"\0" + data[row * stride : row * stride + width] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
