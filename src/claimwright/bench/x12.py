"""X12: how fast professional claims are read, and how much memory a large file takes.

Speed is measured over claims of one line, twelve segments each, in processor time, the best of three rounds. Memory
is that of a fresh process that reads a file of five-line claims with different ids: its peak resident size less its
size before it opens the file. Both files are generated into a temporary folder, with known numbers of claims, and
removed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from claimwright.bench.bars import Bar

_CLAIMS_PER_SECOND, _MEGABYTES = 15_000, 64
_HEAD = (
    "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *240801*1200*^*00501*000000001*0*T*:",
    "GS*HC*SENDER*RECEIVER*20240801*1200*1*X*005010X222A1",
)
_ABOVE = (
    "BHT*0019*00*1*20240801*1200*CH",
    "NM1*41*2*SENDER*****46*SENDER",
    "PER*IC*DESK*TE*5555550100",
    "NM1*40*2*RECEIVER*****46*RECEIVER",
    "HL*1**20*1",
    "NM1*85*2*CLINIC*****XX*1234567893",
    "N3*1 ROAD",
    "N4*TOWN*OH*43210",
    "REF*EI*123456789",
)
_PER_TRANSACTION = 5000
_MEASURE = """
import sys, resource
from pathlib import Path
from claimwright.claims.x12 import Problem, read_837p
def peak():
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
before, claims, problems = peak(), 0, 0
for item in read_837p(Path(sys.argv[1])):
    if isinstance(item, Problem):
        problems += 1
    else:
        claims += 1
print(claims, problems, peak() - before)
"""


def run(quick: bool = False) -> list[Bar]:
    """Claims read a second, and memory added over a 1 GB file; `quick` takes 50 MB and fewer claims."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.837"
        return [_speed(path, 10_000 if quick else 50_000), _memory(path, 50 if quick else 1000)]


def _speed(path: Path, claims: int) -> Bar:
    with path.open("w") as out:
        out.writelines(segments(claims, lines=1))
    seconds = min(_read(path, claims) for _ in range(3))
    figure = claims / seconds
    note = f"{claims:,} claims of one line, {path.stat().st_size / 1e6:.0f} MB"
    bar = f">= {_CLAIMS_PER_SECOND:,} claims/s"
    return Bar("837P read, one-line claims", figure, "claims/s", bar, figure >= _CLAIMS_PER_SECOND, note)


def _read(path: Path, claims: int) -> float:
    """Processor seconds to read the file, every claim of which must come."""
    from claimwright.claims.x12 import read_837p

    begun = time.process_time()
    count = sum(1 for _ in read_837p(path))
    seconds = time.process_time() - begun
    if count != claims:
        raise RuntimeError(f"{count} items read, {claims} claims written")
    return seconds


def _memory(path: Path, megabytes: int) -> Bar:
    claims = _write_large(path, megabytes * 1_000_000)
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", _MEASURE, str(path)], capture_output=True, text=True, check=True)
    read, problems, added = (int(text) for text in done.stdout.split())
    whole = read == claims and problems == 0
    seconds = time.perf_counter() - begun
    note = f"{megabytes:,} MB, {read:,} of {claims:,} five-line claims in {seconds:.0f} s"
    figure = added / 1e6
    ok = whole and figure <= _MEGABYTES
    return Bar("837P read, memory added by a large file", figure, "MB", f"<= {_MEGABYTES} MB", ok, note)


def _write_large(path: Path, size: int) -> int:
    """Write a file of about `size` bytes and return how many claims it holds."""
    sample = sum(map(len, segments(100, lines=5)))
    claims = size * 100 // sample
    with path.open("w") as out:
        out.writelines(segments(claims, lines=5))
    return claims


def segments(claims: int, *, lines: int) -> Iterator[str]:
    """A right 837P file of claims with different ids, 5,000 in each transaction."""
    for text in _HEAD:
        yield text + "~\n"
    transactions = 0
    for first in range(0, claims, _PER_TRANSACTION):
        transactions += 1
        yield from _transaction(range(first, min(first + _PER_TRANSACTION, claims)), transactions, lines)
    yield f"GE*{transactions}*1~\nIEA*1*000000001~\n"


def _transaction(claims: range, number: int, lines: int) -> Iterator[str]:
    yield f"ST*837*{number:04}*005010X222A1~\n"
    for text in _ABOVE:
        yield text + "~\n"
    for level, claim in enumerate(claims, 2):
        yield _claim(claim, level, lines)
    yield f"SE*{len(_ABOVE) + len(claims) * (9 + 3 * lines) + 2}*{number:04}~\n"


def _claim(number: int, level: int, lines: int) -> str:
    """A subscriber's loop with one claim of `lines` lines."""
    charge = 100 + number % 100
    day = 1 + number % 28
    services = "".join(
        f"LX*{n}~\nSV1*HC:99213:25*{charge}.5*UN*1***1:2~\nDTP*472*D8*202407{day:02}~\n" for n in range(1, lines + 1)
    )
    return (
        f"HL*{level}*1*22*0~\nSBR*P*18*GRP1******CI~\nNM1*IL*1*DOE{number % 977}*JANE****MI*M{number % 50021:06}~\n"
        f"N3*{number % 999} MAIN ST~\nN4*TOWN*OH*43210~\nDMG*D8*19{50 + number % 50}0101*F~\n"
        f"NM1*PR*2*PLAN*****PI*P1~\nCLM*C{number:09}*{charge * lines + lines / 2:.2f}***11:B:1*Y*A*Y*Y~\n"
        f"HI*ABK:E119*ABF:I10~\n{services}"
    )
