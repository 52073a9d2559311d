"""The states, the District of Columbia and the territories: names and postal abbreviations (USPS Publication 28)."""

_TABLE = (
    "AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE "
    "Delaware,DC District of Columbia,FL Florida,GA Georgia,"
    "HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME "
    "Maine,MD Maryland,MA Massachusetts,MI Michigan,"
    "MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New "
    "Hampshire,NJ New Jersey,NM New Mexico,NY New York,"
    "NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode "
    "Island,SC South Carolina,SD South Dakota,"
    "TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI "
    "Wisconsin,WY Wyoming,PR Puerto Rico,GU Guam,VI Virgin Islands"
)
STATES: dict[str, str] = {entry[:2]: entry[3:] for entry in _TABLE.split(",")}
ABBREVIATIONS: tuple[str, ...] = tuple(STATES)
NAMES: tuple[str, ...] = tuple(sorted(STATES.values(), key=len, reverse=True))
