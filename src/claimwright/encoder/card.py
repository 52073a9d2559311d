"""The encoder's card, written from the build that it describes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimwright.encoder.build import Built


def render_card(built: Built) -> str:
    """The card as Markdown."""
    a = built.agreement
    files = "\n".join(f"| `{name}` | {built.sizes.get(name, 0):,} | `{sha}` |" for name, sha in built.hashes.items())
    return _CARD.format(
        package=built.package,
        files=files.replace("| 0 |", "| (source) |"),
        megabytes=sum(built.sizes.values()) / 1e6,
        texts=a.texts,
        mean=a.mean,
        least=a.least,
        change=a.largest_change,
        ours=a.ours_ms,
        theirs=a.pretrained_ms,
        ratio=a.pretrained_ms / a.ours_ms,
    )


_CARD = """# Model card: the encoder

all-MiniLM-L6-v2 (22.7 M parameters, 6 layers, 384 wide), a sentence encoder for English, in ONNX with 8-bit weights.
Not trained further. Written by `claimwright encoder build` from the weights in the package {package}.

**Licence.** Apache-2.0 (the model); the package that carries it is MIT.

**Intended use.** Vectors for search over coverage rules and for the appeals models. Texts are cut after 256 word
pieces, or read in overlapping windows.

**Not intended.** Languages other than English; similarity as a measure of truth or of entitlement.

| file | bytes | SHA-256 |
|---|---|---|
{files}

Package data: {megabytes:.1f} MB. The same weights and versions give the same bytes.

## Agreement with the pretrained weights in 32 bits

Measured by the build on {texts} texts (`data/texts.txt`: questions, and sections of the United States Code):

| figure | value |
|---|---|
| cosine of a text's two vectors, mean | {mean:.4f} |
| cosine of a text's two vectors, least | {least:.4f} |
| largest change of the cosine of two texts | {change:.4f} |
| one text on one thread, ms, mean | {ours:.1f} |
| the same in torch in 32 bits, ms | {theirs:.1f} |
| ratio | {ratio:.1f} |

Times were taken in one run, while the machine may have done other work; the ratio is what counts.

## Limits

- Activations are quantised with one scale a text, so texts are read one at a time; a processor without 8-bit dot
  products (AVX-512 VNNI, AVX-VNNI, Arm dot product) may saturate and differ a little more.
- It knows neither citations nor numbers well; search looks citations up before it ranks.
"""
