"""Judging a denial at hand by its codes, or by its words where it has no codes."""

from __future__ import annotations

from claimwright.appeals.gate.kinds import KINDS, Kind
from claimwright.appeals.records import Denial, DeniedService, Gate

_LIABLE = frozenset({"CO", "PI"})
_ROUTES = {
    "medicare": ("Original Medicare has its own road: redetermination, then an independent contractor", "42 USC 1395ff"),
    "medicare-advantage": ("the plan's refusal to change its mind goes to Medicare's independent entity", "42 USC 1395w-22(g)(4)"),
    "medicaid": ("Medicaid decisions go to a State fair hearing", "42 USC 1396a(a)(3)"),
}  # fmt: skip
_ASKS = (
    ("plan_type", "What kind of plan is it: employer-insured, employer-self-funded, individual, medicaid, medicare, medicare-advantage?"),
    ("jurisdiction", "Which State's law governs the plan (two letters, such as CA)?"),
)  # fmt: skip
_FEDERAL = frozenset({"medicare", "medicare-advantage", "employer-self-funded"})


def judge(denial: Denial) -> Gate:
    """Whether external review decides this denial, why, what fits instead, and what has to be asked first.

    Codes of the denied services speak before words. Where services differ, one that can be reviewed is enough.
    A denial that the provider must bear (group CO or PI) is no adverse decision against the member.
    """
    services = [(service, kind_of_service(service)) for service in denial.services]
    known = [(service, kind) for service, kind in services if kind is not None]
    chosen = next(((s, k) for s, k in known if k.reviewable and not _provider_bears(s)), known[0] if known else None)
    if chosen is not None:
        service, kind = chosen
        if kind.reviewable and _provider_bears(service):
            return _provider_liable(denial, kind)
        return _gate(denial, kind)
    kind = kind_of_words(denial.denial_reason) or kind_of_words(denial.text)
    return _gate(denial, kind) if kind else _unknown(denial)


def kind_of_service(service: DeniedService) -> Kind | None:
    """The kind that the reason code names; None for a code that no kind lists."""
    by_code = next((kind for kind in KINDS if service.carc and service.carc in kind.carcs), None)
    return by_code or kind_of_words(service.because)


def kind_of_words(text: str) -> Kind | None:
    """The first kind whose words stand in a text."""
    return next((kind for kind in KINDS if kind.words.search(text)), None) if text else None


def _provider_bears(service: DeniedService) -> bool:
    return service.group in _LIABLE


def _provider_liable(denial: Denial, kind: Kind) -> Gate:
    group = next(s.group for s in denial.services if _provider_bears(s))
    return Gate(
        reviewable=False,
        kind="provider-liability",
        reason=f"the denial ({kind.name}) is under group {group}: the provider bears it and may not bill the member",
        instead="provider-dispute",
        asks=_asks(denial),
    )


def _gate(denial: Denial, kind: Kind) -> Gate:
    reason, cites = kind.reason, kind.cites
    if kind.reviewable and denial.plan_type in _ROUTES:
        route, citation = _ROUTES[denial.plan_type]
        reason, cites = f"{reason}; {route}", (citation,)
    return Gate(
        reviewable=kind.reviewable,
        kind=kind.name,
        reason=reason,
        instead=_instead(denial, kind),
        cites=cites,
        asks=_asks(denial),
    )


def _instead(denial: Denial, kind: Kind) -> str:
    """A member disputes through the plan's own appeal what a provider would dispute or correct."""
    return "internal-appeal" if kind.instead == "provider-dispute" and denial.sender == "member" else kind.instead


def _unknown(denial: Denial) -> Gate:
    return Gate(
        reviewable=False,
        kind="unknown",
        reason="neither a reason code nor the text says why it was denied",
        instead="internal-appeal",
        asks=(("denial_reason", "What reason does the denial notice give?"), *_asks(denial)),
    )


def _asks(denial: Denial) -> tuple[tuple[str, str], ...]:
    missing = {"plan_type"} if not denial.plan_type else set[str]()
    if not denial.jurisdiction and denial.plan_type not in _FEDERAL:
        missing.add("jurisdiction")
    return tuple(ask for ask in _ASKS if ask[0] in missing)
