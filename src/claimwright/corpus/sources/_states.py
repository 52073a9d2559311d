"""The states and territories, and where each keeps its law on health and insurance.

Most codes name the subject in a title or chapter that stands on the code's first page, and are found by that name.
`WITHIN` lists the divisions whose own name says nothing of it, but which hold such titles or chapters: the reason why
HICRIC has no Louisiana and no Massachusetts.
"""

from __future__ import annotations

import re

SUBJECTS = re.compile(
    r"insurance|health|hospital|disabilit|medical|managed care|public welfare|welfare and institutions"
    r"|seguros|salud|sanidad",
    re.IGNORECASE,
)
WITHIN = {
    "arkansas": r"title-23",
    "iowa": r"title-xiii",
    "louisiana": r"revised-statutes",
    "massachusetts": r"part-i|title-(xv|xxi|xxii)",
    "missouri": r"title-xxiv",
    "ohio": r"title-17",
}
JUSTIA = {
    "alabama": "Alabama",
    "alaska": "Alaska",
    "arizona": "Arizona",
    "arkansas": "Arkansas",
    "california": "California",
    "colorado": "Colorado",
    "connecticut": "Connecticut",
    "delaware": "Delaware",
    "district-of-columbia": "District of Columbia",
    "florida": "Florida",
    "georgia": "Georgia",
    "guam": "Guam",
    "hawaii": "Hawaii",
    "idaho": "Idaho",
    "illinois": "Illinois",
    "indiana": "Indiana",
    "iowa": "Iowa",
    "kansas": "Kansas",
    "kentucky": "Kentucky",
    "louisiana": "Louisiana",
    "maine": "Maine",
    "maryland": "Maryland",
    "massachusetts": "Massachusetts",
    "michigan": "Michigan",
    "minnesota": "Minnesota",
    "mississippi": "Mississippi",
    "missouri": "Missouri",
    "montana": "Montana",
    "nebraska": "Nebraska",
    "nevada": "Nevada",
    "new-hampshire": "New Hampshire",
    "new-jersey": "New Jersey",
    "new-mexico": "New Mexico",
    "new-york": "New York",
    "north-carolina": "North Carolina",
    "north-dakota": "North Dakota",
    "ohio": "Ohio",
    "oklahoma": "Oklahoma",
    "oregon": "Oregon",
    "pennsylvania": "Pennsylvania",
    "puerto-rico": "Puerto Rico",
    "rhode-island": "Rhode Island",
    "south-carolina": "South Carolina",
    "south-dakota": "South Dakota",
    "tennessee": "Tennessee",
    "texas": "Texas",
    "utah": "Utah",
    "vermont": "Vermont",
    "virgin-islands": "Virgin Islands",
    "virginia": "Virginia",
    "washington": "Washington",
    "west-virginia": "West Virginia",
    "wisconsin": "Wisconsin",
    "wyoming": "Wyoming",
}
