"""Under which terms the text may be used, in words shared by the sources."""

from __future__ import annotations

FEDERAL = "Public domain: a work of the United States government (17 U.S.C. 105)"
CALIFORNIA = "Public record of the State of California; open data terms of data.ca.gov where published there"
NEW_YORK = "Public record of the State of New York"
EDICT = "Public domain: text of law (government edicts doctrine, Georgia v. Public.Resource.Org, 2020)"
