"""Plan formats and metal tiers."""

import re

from claimwright.intake.recognisers.base import Rule, by_rules

_FORMAT = re.compile(
    (r"(?<![\w-])(?:[DS]?PPO|[DS]?HMO|EPO|HDHP|DHMO|CDHP|OAP|P P O|H M O|E P O|P\.P\.O" r"|H\.M\.O)(?![\w-])"),
    re.IGNORECASE,
)
_POS = re.compile(r"(?<![\w-])(?:POS|P O S)(?![\w-])")
_METAL = re.compile(r"(?<![\w-])(?:Gold|Silver|Bronze|Platinum|Catastrophic)(?![\w-])")
_METAL_LOWER = re.compile(r"(?<![\w-])(?:gold|silver|bronze|platinum|catastrophic)(?![\w-])")
_MEDICARE = re.compile(r"(?<![\w-])(?:Medicare Advantage|Part [ABD]|Plan [FGN])(?![\w-])", re.IGNORECASE)
_COVERAGE = re.compile(r"plan|insur|cover|polic|hmo|ppo|epo|pos\b|hdhp|member|group|tier|carrier|premium|deductible")

_METALS = ("gold", "silver", "bronze", "platinum", "catastrophic")

RECOGNISER = by_rules(
    "plan",
    ("PLAN_TYPE",),
    (
        Rule(
            "format",
            _FORMAT,
            hint=("ppo", "hmo", "epo", "hdhp", "cdhp", "oap", "p p o", "h m o", "e p o", "p.p.o", "h.m.o"),
        ),
        Rule("pos", _POS, hint=("pos", "p o s")),
        Rule("pos.lower", re.compile(r"(?<![\w-])pos(?![\w-])"), before=_COVERAGE, hint=("pos",)),
        Rule("metal.before", _METAL, before=_COVERAGE, hint=_METALS),
        Rule("metal.after", _METAL, after=_COVERAGE, hint=_METALS),
        Rule("metal", _METAL, hint=_METALS),
        Rule("metal.lower", _METAL_LOWER, before=_COVERAGE, hint=_METALS),
        Rule("metal.lower.after", _METAL_LOWER, after=_COVERAGE, hint=_METALS),
        Rule("medicare", _MEDICARE, hint=("medicare adv", "part ", "plan ")),
    ),
)
