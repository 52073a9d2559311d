"""Policy bulletins of Independence Blue Cross: commercial, Medicare Advantage, pharmacy. An example of the pattern.

The indexes are those of HICRIC's stand-alone script: drawn by a script behind an agreement to the site's terms, so they
need a browser; the bulletins (`.../Pages/Policy/<id>.aspx`, verified from public references) do not.
"""

from __future__ import annotations

from claimwright.corpus.sources._insurers import Index, insurer_bulletins

BASE = "https://medpolicy.ibx.com/ibc"
ACCEPT = "a:has-text('Accept and go to')"
NEXT = "span:has-text('Next')"

SOURCE = insurer_bulletins(
    "insurer_ibx",
    "Independence Blue Cross",
    indexes=(
        Index(f"{BASE}/Commercial/Pages/Policy-Bulletin-View.aspx", "commercial", ACCEPT, NEXT),
        Index(f"{BASE}/ma/Pages/Policy-Bulletin-View.aspx", "medicare-advantage", ACCEPT, NEXT),
        Index(f"{BASE}/pps/Pages/PolicyBulletinsView.aspx", "pharmacy", ACCEPT, NEXT),
    ),
    bulletin=r"medpolicy\.ibx\.com/ibc/\w+/Pages/Policy/[^/?#]+\.aspx$",
)
