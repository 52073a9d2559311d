"""The CMS internet-only manuals: publication number, short name, and title. Short names follow CMS's own file names."""

from __future__ import annotations

import re

MANUALS = {
    "100-01": ("GE101", "Medicare General Information, Eligibility,? and Entitlement Manual"),
    "100-02": ("BP102", "Medicare Benefit Policy Manual"),
    "100-03": ("NCD103", "Medicare National Coverage Determinations Manual"),
    "100-04": ("CLM104", "Medicare Claims Processing Manual"),
    "100-05": ("MSP105", "Medicare Secondary Payer Manual"),
    "100-06": ("FIN106", "Medicare Financial Management Manual"),
    "100-07": ("SOM107", "State Operations Manual"),
    "100-08": ("PIM83", "Medicare Program Integrity Manual"),
    "100-09": ("COM109", "Medicare Contractor Beneficiary and Provider Communications Manual"),
    "100-10": ("QIO110", "Quality Improvement Organization Manual"),
    "100-16": ("MC86", "Medicare Managed Care Manual"),
    "100-18": ("PDB118", "Medicare Prescription Drug Benefit Manual"),
    "100-20": ("OTN120", "One-Time Notification"),
}
_SHORT = {short.upper(): short for short, _ in MANUALS.values()}
_PUB = r"(?:CMS |IOM |CMS-)?(?:Pub(?:lication)?\.?|IOM),? ?(?:No\. ?)?100-\d{1,2}"
NAMED = re.compile(
    "|".join((*_SHORT, _PUB, *(title.replace("Medicare ", "(?:Medicare )?") for _, title in MANUALS.values()))),
    re.IGNORECASE,
)
_NUMBER = re.compile(r"100-(\d{1,2})")


def manual_of(name: str) -> str | None:
    """The short name (`CLM104`) of a manual named by short name, publication number or title; None if unknown."""
    if name.upper() in _SHORT:
        return _SHORT[name.upper()]
    number = _NUMBER.search(name)
    if number:
        return MANUALS.get(f"100-{int(number[1]):02d}", (None, ""))[0]
    titles = ((short, title) for short, title in MANUALS.values())
    return next((short for short, title in titles if re.fullmatch(_loose(title), name, re.IGNORECASE)), None)


def _loose(title: str) -> str:
    return title.replace("Medicare ", "(?:Medicare )?")
