"""Appeals: how long `predict` takes for one denial, with the attribution of passages timed apart.

Descriptions of several lengths go through the whole of it in one process: gate, reading, odds, interval, base rates, and
the five most alike of an index of past cases (made of invented texts and random vectors, so that its size is known).
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from claimwright.bench.bars import Bar, share

if TYPE_CHECKING:
    from claimwright.appeals.predict import Forecaster
    from claimwright.appeals.predict.past.store import Past

_MILLISECONDS = 50.0
_PAST = 40_000
_SENTENCES = (
    "A 45-year-old female enrollee has requested authorization and coverage for Botox injections for treatment of her chronic migraine headaches.",
    "The Health Plan has denied this request, indicating that the requested medication is not medically necessary.",
    "She has tried topiramate, propranolol and amitriptyline without relief, and misses work on ten days of each month.",
    "Her neurologist documents headaches on twenty days of the month for over a year, with nausea and light sensitivity.",
    "An MRI of the brain on 3/14/24 was normal, and physical therapy for her neck pain brought no change.",
)


def run(quick: bool = False) -> list[Bar]:
    """Median and 95th percentile over descriptions of 250 to 4,000 characters; `quick` takes fewer rounds."""
    from claimwright.appeals.predict.answers import open_model
    from claimwright.appeals.predict.forecast import Forecaster
    from claimwright.appeals.predict.past.store import Past

    texts = [" ".join(_SENTENCES[: 2 + n % 4] * (1 + n % 8)) for n in range(40 if quick else 200)]
    with tempfile.TemporaryDirectory() as folder:
        without = Forecaster(open_model(None), Past(Path(folder) / "none"))
        past = _past(Path(folder) / "cases")
        bars = _bars("predict, no past cases indexed", _times(texts, _predict(without)))
        bars += _bars(
            f"predict, {_PAST:,} past cases indexed", _times(texts, _predict(Forecaster(without.model, past)))
        )
        return [*bars, *_attribution(without, texts)]


def _predict(forecaster: Forecaster) -> Callable[[str], object]:
    from claimwright.appeals.records import Denial

    return lambda text: forecaster.predict(Denial(text=text), explain=False)


def _attribution(forecaster: Forecaster, texts: list[str]) -> list[Bar]:
    from claimwright.appeals.predict.attribution import passages
    from claimwright.appeals.predict.describe import describe
    from claimwright.appeals.records import Denial

    described = {text: describe(Denial(text=text)) for text in texts}
    times = [wall for wall, _ in _times(texts, lambda text: passages(forecaster.model, described[text]))]
    p50, p95 = share(times, 0.5), share(times, 0.95)
    note = "apart from predict"
    return [
        Bar("attribution of passages, p50", round(p50, 2), "ms", "reported", None, note),
        Bar("attribution of passages, p95", round(p95, 2), "ms", "reported", None, note),
    ]


def _past(folder: Path) -> Past:
    import numpy as np

    from claimwright.appeals.predict.past.store import Past, Row, write
    from claimwright.appeals.predict.rates.table import build
    from claimwright.encoder.embed import WIDTH

    vectors = np.random.default_rng(3).standard_normal((_PAST, WIDTH)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    rows = [Row(f"invented:{n}", "invented", "Upheld", f"{n}", _SENTENCES[n % 5]) for n in range(_PAST)]
    write(folder, rows, vectors, build((), "invented"))
    return Past(folder)


def _bars(name: str, times: list[tuple[float, float]]) -> list[Bar]:
    walls, works = [wall for wall, _ in times], [work for _, work in times]
    p50, p95, work = share(walls, 0.5), share(walls, 0.95), share(works, 0.95)
    bar, note = f"<= {_MILLISECONDS:g} ms", f"{len(times)} descriptions, one process, warm"
    return [
        Bar(f"{name}, p50", round(p50, 2), "ms", bar, p50 <= _MILLISECONDS, note),
        Bar(f"{name}, p95", round(p95, 2), "ms", bar, p95 <= _MILLISECONDS, note),
        Bar(
            f"{name}, processor time, p95",
            round(work, 2),
            "ms",
            "reported",
            None,
            "what it takes where nothing else runs",
        ),
    ]


def _times(texts: list[str], call: Callable[[str], object]) -> list[tuple[float, float]]:
    """Milliseconds of the clock and of the processor, a text, after a first round that loads what is loaded once."""
    for text in texts[:5]:
        call(text)
    return [_timed(call, text) for text in texts]


def _timed(call: Callable[[str], object], text: str) -> tuple[float, float]:
    begun, worked = time.perf_counter(), time.process_time()
    call(text)
    return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - worked)
