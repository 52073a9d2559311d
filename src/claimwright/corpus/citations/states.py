"""State codes: how a state and its code are named, and the form that we keep (`CA Ins. Code`, `NY Ins. Law`)."""

from __future__ import annotations

import re

_STATES = """
AL:Alabama,Ala. AK:Alaska AZ:Arizona,Ariz. AR:Arkansas,Ark. CA:California,Cal.,Calif. CO:Colorado,Colo.
CT:Connecticut,Conn. DE:Delaware,Del. DC:District_of_Columbia,D.C. FL:Florida,Fla. GA:Georgia,Ga. HI:Hawaii,Haw.
ID:Idaho IL:Illinois,Ill. IN:Indiana,Ind. IA:Iowa KS:Kansas,Kan. KY:Kentucky,Ky. LA:Louisiana,La. ME:Maine,Me.
MD:Maryland,Md. MA:Massachusetts,Mass. MI:Michigan,Mich. MN:Minnesota,Minn. MS:Mississippi,Miss. MO:Missouri,Mo.
MT:Montana,Mont. NE:Nebraska,Neb. NV:Nevada,Nev. NH:New_Hampshire,N.H. NJ:New_Jersey,N.J. NM:New_Mexico,N.M.
NY:New_York,N.Y. NC:North_Carolina,N.C. ND:North_Dakota,N.D. OH:Ohio OK:Oklahoma,Okla. OR:Oregon,Or. PA:Pennsylvania,Pa.
PR:Puerto_Rico,P.R. RI:Rhode_Island,R.I. SC:South_Carolina,S.C. SD:South_Dakota,S.D. TN:Tennessee,Tenn. TX:Texas,Tex.
UT:Utah VT:Vermont,Vt. VA:Virginia,Va. WA:Washington,Wash. WV:West_Virginia,W._Va. WI:Wisconsin,Wis. WY:Wyoming,Wyo.
"""
STATES = {
    name.replace("_", " ").upper(): postal
    for postal, names in (entry.split(":") for entry in _STATES.split())
    for name in (postal, *names.split(","))
}
"""Postal abbreviation by every way of naming a state, in capitals."""

CODES = {
    "Ins. Code": r"Ins(?:urance|\.)? Code",
    "Ins. Law": r"Ins(?:urance|\.)? Law",
    "Health & Safety Code": r"Health (?:&|and) Saf(?:ety|\.)? Code|HSC",
    "Health Code": r"Health Code",
    "Pub. Health Law": r"Pub(?:lic|\.)? Health Law",
    "Soc. Serv. Law": r"Soc(?:ial|\.)? Serv(?:ices|\.)? Law",
    "Welf. & Inst. Code": r"Welf(?:are|\.)? (?:&|and) Inst(?:itutions|\.)? Code|WIC",
    "Bus. & Prof. Code": r"Bus(?:iness|\.)? (?:&|and) Prof(?:essions|\.)? Code",
    "Gov. Code": r"Gov(?:ernment|t?\.)? Code",
    "Lab. Code": r"Lab(?:or|\.)? Code",
    "Rev. Stat.": r"Rev(?:ised|\.)? Stat(?:utes|\.)?(?: Ann(?:otated|\.)?)?",
    "Gen. Stat.": r"Gen(?:eral|\.)? Stat(?:utes|\.)?(?: Ann(?:otated|\.)?)?",
    "Comp. Laws": r"Comp(?:iled|\.)? Laws(?: Ann(?:otated|\.)?)?",
    "Rev. Code": r"Rev(?:ised|\.)? Code(?: Ann(?:otated|\.)?)?",
    "Admin. Code": r"Admin(?:istrative|\.)? Code",
    "Stat.": r"Stat(?:utes|\.)(?: Ann(?:otated|\.)?)?",
    "Code": r"Code(?: Ann(?:otated|\.)?)?",
}
"""The codes' names as we keep them, and how they are written; the first that fits wins."""

STATE = "(?:" + "|".join(sorted(map(re.escape, STATES), key=len, reverse=True)) + ")"
CODE = "(?:" + "|".join(CODES.values()) + ")"
_CODES = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in CODES.items()}


def work_of(state: str, code: str) -> str:
    """`("Cal.", "Insurance Code")` -> `CA Ins. Code`; both must match the patterns above."""
    return f"{STATES[state.upper()]} {next(name for name, each in _CODES.items() if each.fullmatch(code))}"
