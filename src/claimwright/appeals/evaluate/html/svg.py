"""Drawing: a plot area with axes from 0 to 1 or between given bounds, in colours that the page's style sets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot area in pixels, and the data bounds that it shows."""

    x: tuple[float, float] = (0.0, 1.0)
    y: tuple[float, float] = (0.0, 1.0)
    width: int = 300
    height: int = 240
    left: int = 58
    top: int = 10
    bottom: int = 40

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the data stands in the picture."""
        across = self.left + self.width * (x - self.x[0]) / (self.x[1] - self.x[0])
        down = self.top + self.height * (1 - (y - self.y[0]) / (self.y[1] - self.y[0]))
        return round(across, 1), round(down, 1)

    def line(self, points: Iterable[tuple[float, float]], name: str) -> str:
        """A line through points; `name` is its class in the style."""
        said = " ".join("{},{}".format(*self.at(*point)) for point in points)
        return f'<polyline points="{said}" class="{name}"/>'

    def band(self, low: Sequence[tuple[float, float]], high: Sequence[tuple[float, float]]) -> str:
        """The area between two lines."""
        said = " ".join("{},{}".format(*self.at(*point)) for point in (*low, *reversed(high)))
        return f'<polygon points="{said}" class="band"/>'

    def whisker(self, x: float, low: float | None, high: float | None) -> str:
        """An upright interval."""
        return "" if low is None or high is None else self.line([(x, low), (x, high)], "whisker")

    def dot(self, x: float, y: float, title: str, radius: float = 4, name: str = "dot") -> str:
        """A point with a tooltip."""
        across, down = self.at(x, y)
        return (
            f'<circle cx="{across}" cy="{down}" r="{radius:.1f}" class="{name}"><title>{escape(title)}</title></circle>'
        )

    def frame(self, across: str, up: str, xs: Sequence[tuple[float, str]], ys: Sequence[tuple[float, str]]) -> str:
        """The box, its ticks and the names of the axes."""
        left, top, right, low = self.left, self.top, self.left + self.width, self.top + self.height
        parts = [f'<rect x="{left}" y="{top}" width="{self.width}" height="{self.height}" class="box"/>']
        for value, said in xs:
            x, _ = self.at(value, self.y[0])
            parts.append(f'<line x1="{x}" y1="{top}" x2="{x}" y2="{low}" class="grid"/>')
            parts.append(f'<text x="{x}" y="{low + 16}" text-anchor="middle">{escape(said)}</text>')
        for value, said in ys:
            _, y = self.at(self.x[0], value)
            parts.append(f'<line x1="{left}" y1="{y}" x2="{right}" y2="{y}" class="grid"/>')
            parts.append(f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{escape(said)}</text>')
        parts.append(f'<text x="{left + self.width / 2}" y="{low + 34}" text-anchor="middle">{escape(across)}</text>')
        middle = top + self.height / 2
        parts.append(
            f'<text x="12" y="{middle}" text-anchor="middle" transform="rotate(-90 12 {middle})">{escape(up)}</text>'
        )
        return "".join(parts)

    def picture(self, parts: Iterable[str], label: str) -> str:
        """The finished drawing."""
        width, height = self.left + self.width + 12, self.top + self.height + self.bottom
        return svg(width, height, parts, label)


def svg(width: int, height: int, parts: Iterable[str], label: str) -> str:
    """A drawing with a name for readers who do not see it."""
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{escape(label)}">'
        f"{''.join(parts)}</svg>"
    )


def ticks(low: float, high: float, count: int = 5) -> list[tuple[float, str]]:
    """Evenly spaced ticks with two decimals."""
    return [
        (low + (high - low) * n / count, f"{low + (high - low) * n / count:.2f}".rstrip("0").rstrip("."))
        for n in range(count + 1)
    ]
