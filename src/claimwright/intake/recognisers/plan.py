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

RECOGNISER = by_rules(
    "plan",
    ("PLAN_TYPE",),
    (
        Rule("format", _FORMAT),
        Rule("pos", _POS),
        Rule("pos.lower", re.compile(r"(?<![\w-])pos(?![\w-])"), before=_COVERAGE),
        Rule("metal.before", _METAL, before=_COVERAGE),
        Rule("metal.after", _METAL, after=_COVERAGE),
        Rule("metal", _METAL),
        Rule("metal.lower", _METAL_LOWER, before=_COVERAGE),
        Rule("metal.lower.after", _METAL_LOWER, after=_COVERAGE),
        Rule("medicare", _MEDICARE),
    ),
)
