"""A small book of business in a folder, to be loaded, bent and broken."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

FILES = {
    "book.toml": 'name = "Little"\nknown_on = 2024-12-31\n',
    "packs/plans.clause": """pack little "Little"
  uses vocabulary

contract direct "Direct"
  in force from 2024-01-01
  filing_days: 90
  correction_days: 90
""",
    "members.csv": """member_id,subscriber_id,last_name,first_name,birth_date,death_date,sex,relationship
M1-0,M1,Alder,Maren,1984-03-12,,female,self
M1-1,M1,Alder,Joss,1982-11-02,,male,spouse
""",
    "providers.csv": """npi,name,tax_id,specialty,group,from_date,until_date
1000000012,Harbor Family Medicine,015550101,08,harbor,2015-01-01,
""",
    "terms.csv": """contract,npi,tax_id,product,locality,from_date,until_date
direct,,015550101,,14112-03,2024-01-01,
direct,1000000012,015550199,HMO,14112-03,2024-01-01,
""",
    "authorizations.csv": """number,member_id,first_procedure,last_procedure,npi,from_date,until_date,units_left,status
A1,M1-0,73721,73723,,2024-07-01,2024-09-30,1.5,approved
""",
    "history.csv": """claim_id,number,member_id,procedure,modifiers,units,charge,place_of_service,from_date,to_date,diagnoses,rendering_npi,billing_npi,status,allowed,paid,processed_date
B2,1,M1-0,99213,25 LT,1,150.00,11,2024-07-02,2024-07-02,E11.9 I10,1000000012,,paid,99.29,69.29,2024-07-20
B1,1,M1-0,93000,,1,$60,11,2024-07-02,2024-07-02,I10,,1000000012,denied,0,0,2024-07-10
B3,1,M1-0,93000,,1,60.00,11,2024-07-03,2024-07-03,I10,,1000000012,reversed,0,0,2024-07-30
""",
    "accumulators.csv": """bucket,scope,owner,network,plan_year,amount
deductible,member,M1-0,in_network,2024,$400.50
deductible,family,M1,in_network,2024,400.50
out_of_pocket,member,M1-0,in_network,2023,10
""",
    "tables/modifiers.csv": "code,category\n25,General\nLT,Anatomic\n",
}  # fmt: skip
MANIFEST = """[[table]]
name = "modifiers"
file = "modifiers.csv"
covers_from = 2024-01-01
covers_until = 2024-12-31
sha256 = "{digest}"
"""


class Folder:
    """A book's folder, with ways to change it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for name, text in FILES.items():
            self.write(name, text)
        self.write("tables/manifest.toml", MANIFEST.format(digest=self.digest("tables/modifiers.csv")))

    def write(self, name: str, text: str) -> None:
        """Write a file of the book."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Change a file of the book; the old text must be there."""
        text = (self.path / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def append(self, name: str, text: str) -> None:
        """Add to a file of the book."""
        self.write(name, (self.path / name).read_text(encoding="utf-8") + text)

    def digest(self, name: str) -> str:
        """SHA-256 of a file."""
        return hashlib.sha256((self.path / name).read_bytes()).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "little")
