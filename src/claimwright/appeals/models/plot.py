"""Learning curves as SVG, drawn without a plotting package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

_WIDTH, _HEIGHT, _LEFT, _LOW = 640, 320, 56, 44
_COLOURS = ("#1f5f8b", "#b4541f", "#3f7d3f", "#7a4fa3", "#8a7a1f", "#444444")


def learning_curves(
    curves: Mapping[str, Sequence[float]], *, title: str, low: str = "epoch", side: str = "loss"
) -> str:
    """A line a series over 1, 2, 3, ...; dashed where the name ends in `(train)`. Series without points are left out."""
    drawn = {name: list(values) for name, values in curves.items() if values}
    points = [value for values in drawn.values() for value in values] or [0.0, 1.0]
    least, most = min(points), max(points)
    most = most if most > least else least + 1.0
    longest = max((len(values) for values in drawn.values()), default=1)

    def place(number: int, value: float) -> str:
        x = _LEFT + (_WIDTH - _LEFT - 150) * (number / max(1, longest - 1))
        y = 30 + (_HEIGHT - 30 - _LOW) * (1 - (value - least) / (most - least))
        return f"{x:.1f},{y:.1f}"

    lines = [
        _line(name, n, [place(i, v) for i, v in enumerate(values)]) for n, (name, values) in enumerate(drawn.items())
    ]
    return "\n".join([_head(title), _axes(least, most, longest, low, side), *lines, "</svg>\n"])


def _head(title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="12">'
        f'<rect width="100%" height="100%" fill="white"/><text x="{_LEFT}" y="18" font-size="14">{escape(title)}</text>'
    )


def _axes(least: float, most: float, longest: int, low: str, side: str) -> str:
    right, bottom = _WIDTH - 150, _HEIGHT - _LOW
    return (
        f'<path d="M{_LEFT},30V{bottom}H{right}" fill="none" stroke="#666"/>'
        f'<text x="{_LEFT - 6}" y="36" text-anchor="end">{most:.3f}</text>'
        f'<text x="{_LEFT - 6}" y="{bottom}" text-anchor="end">{least:.3f}</text>'
        f'<text x="{_LEFT}" y="{bottom + 16}">1</text><text x="{right}" y="{bottom + 16}" text-anchor="end">{longest}</text>'
        f'<text x="{(_LEFT + right) // 2}" y="{bottom + 32}" text-anchor="middle">{escape(low)}, against {escape(side)}</text>'
    )


def _line(name: str, number: int, points: list[str]) -> str:
    colour = _COLOURS[(number // 2) % len(_COLOURS)]
    dashes = ' stroke-dasharray="4 3"' if name.endswith("(train)") else ""
    y = 40 + 16 * number
    return (
        f'<polyline points="{" ".join(points)}" fill="none" stroke="{colour}" stroke-width="1.6"{dashes}/>'
        f'<path d="M{_WIDTH - 142},{y - 4}h18" stroke="{colour}" stroke-width="1.6"{dashes}/>'
        f'<text x="{_WIDTH - 120}" y="{y}">{escape(name)}</text>'
    )
