"""Sections of acts and where the US Code has them.

From the source credits of the US Code: Social Security Act (titles II, XI, XVIII, XIX, XXI), ERISA (title I), Public
Health Service Act (title XXVII), Affordable Care Act (title I); the Internal Revenue Code is title 26 itself.
"""

from __future__ import annotations

from functools import cache

SSA = "SSA"
ERISA = "ERISA"
PHSA = "PHSA"
ACA = "ACA"
IRC = "IRC"

ACTS = {
    SSA: r"(?:SSA|Social Security Act)",
    ERISA: r"(?:ERISA|Employee Retirement Income Security Act(?: of 1974)?)",
    PHSA: r"(?:PHSA|PHS Act|Public Health Service Act)",
    ACA: r"(?:PPACA|ACA|(?:Patient Protection and )?Affordable Care Act)",
    IRC: r"(?:IRC|I\.R\.C\.|Internal Revenue Code(?: of 1986)?)",
}
"""How each act is named in running text, as a pattern."""

# One section (`205=405`), a run with suffixes (`1902-1905=1396:a,b,c,d`), or a run counted on (`502-506=1132+`).
_SSA = """
205=405 1101=1301 1102=1302 1106=1306 1115=1315 1116=1316 1128=1320a-7 1128A=1320a-7a 1128B=1320a-7b 1128C=1320a-7c
1128D=1320a-7d 1128E=1320a-7e 1128G=1320a-7h 1128J=1320a-7k 1135=1320b-5 1154=1320c-3 1155=1320c-4 1171=1320d
1172=1320d-1 1173=1320d-2 1174=1320d-3 1175=1320d-4 1176=1320d-5 1177=1320d-6 1178=1320d-7 1179=1320d-8
1801=1395 1802=1395a 1803=1395b 1804=1395b-2 1805=1395b-6 1811-1817=1395:c,d,e,f,g,h,i 1818=1395i-2 1818A=1395i-2a
1819=1395i-3 1820=1395i-4 1831-1844=1395:j,k,l,m,n,o,p,q,r,s,t,u,v,w 1834A=1395m-1 1847=1395w-3 1847A=1395w-3a
1847B=1395w-3b 1848=1395w-4 1851-1857=1395w-:21,22,23,24,25,26,27 1858=1395w-27a 1859=1395w-28
1860D-1=1395w-101 1860D-2=1395w-102 1860D-3=1395w-103 1860D-4=1395w-104 1860D-11=1395w-111 1860D-12=1395w-112
1860D-13=1395w-113 1860D-14=1395w-114 1860D-15=1395w-115 1860D-16=1395w-116
1861-1884=1395:x,y,z,aa,bb,cc,dd,ee,ff,gg,hh,ii,jj,kk,ll,mm,nn,oo,pp,qq,rr,ss,tt,uu 1866A=1395cc-1 1874A=1395kk-1
1885-1899=1395:vv,ww,xx,yy,zz,aaa,bbb,ccc,ddd,eee,fff,ggg,hhh,iii,jjj 1899A=1395kkk 1899B=1395lll
1901=1396-1 1902-1905=1396:a,b,c,d 1906=1396e 1906A=1396e-1 1907=1396f 1908=1396g 1908A=1396g-1 1909-1916=1396:h,i,j,k,l,m,n,o
1916A=1396o-1 1917-1919=1396:p,q,r 1920=1396r-1 1920A=1396r-1a 1920B=1396r-1b 1920C=1396r-1c
1921-1927=1396r-:2,3,4,5,6,7,8 1928-1930=1396:s,t,u 1931-1938=1396u-:1,2,3,4,5,6,7,8 1939=1396v 1940=1396w 1941=1396w-1 1943=1396w-3
1945=1396w-4 2101-2113=1397:aa,bb,cc,dd,ee,ff,gg,hh,ii,jj,kk,ll,mm
"""
_ERISA = """
2-4=1001+ 101-105=1021+ 107=1027 109=1029 402-406=1102+ 408-410=1108+ 412=1112 413=1113
502-506=1132+ 510=1140 511=1141 514=1144 515=1145 601-609=1161+ 701-703=1181+ 711=1185
712-720=1185:a,b,c,d,e,f,g,h,i 722-725=1185:k,l,m,n 731=1191 732=1191a 733=1191b 734=1191c
"""
_PHSA = """
2701=300gg 2702-2709=300gg-:1,2,3,4,5,6,7,8 2711-2719=300gg-:11,12,13,14,15,16,17,18,19 2715A=300gg-15a
2719A=300gg-19a 2722=300gg-21 2723=300gg-22 2724=300gg-23 2725=300gg-25 2726=300gg-26 2727=300gg-27 2728=300gg-28
2741-2745=300gg-:41,42,43,44,45 2753=300gg-53 2791-2794=300gg-:91,92,93,94 2799A-1=300gg-111 2799A-2=300gg-112
2799A-3=300gg-113 2799A-4=300gg-114 2799A-5=300gg-115 2799A-7=300gg-117 2799A-8=300gg-118 2799A-9=300gg-119
2799A-10=300gg-120 2799B-1=300gg-131 2799B-2=300gg-132 2799B-3=300gg-133 2799B-4=300gg-134 2799B-5=300gg-135
2799B-6=300gg-136 2799B-7=300gg-137 2799B-8=300gg-138 2799B-9=300gg-139
"""
_ACA = """
1251=18011 1301-1304=18021+ 1311=18031 1312=18032 1313=18033 1321=18041 1322=18042 1323=18043 1324=18044
1331=18051 1332=18052 1333=18053 1334=18054 1341=18061 1342=18062 1343=18063 1402=18071 1411=18081 1412=18082
1413=18083 1553=18113 1554=18114 1555=18115 1557=18116
"""
_TITLES = {SSA: ("42 USC", _SSA), ERISA: ("29 USC", _ERISA), PHSA: ("42 USC", _PHSA), ACA: ("42 USC", _ACA)}


def usc_of(act: str, section: str) -> tuple[str, str] | None:
    """Work and section of the US Code that has a section of an act; None where the table does not say.

    >>> usc_of("ERISA", "503")
    ('29 USC', '1133')
    """
    if act == IRC:
        return "26 USC", section
    work, _ = _TITLES[act]
    target = _table(act).get(section.upper())
    return (work, target) if target else None


@cache
def _table(act: str) -> dict[str, str]:
    return {source: target for entry in _TITLES[act][1].split() for source, target in _entry(entry)}


def _entry(entry: str) -> list[tuple[str, str]]:
    """The pairs of one entry: single, a run counted on (`502-506=1132+`), or a run with suffixes."""
    source, _, target = entry.partition("=")
    first, _, last = source.partition("-")
    if target.endswith("+"):
        return [
            (str(number), str(int(target[:-1]) + number - int(first))) for number in range(int(first), int(last) + 1)
        ]
    stem, colon, suffixes = target.partition(":")
    if colon:
        return [(str(int(first) + step), stem + suffix) for step, suffix in enumerate(suffixes.split(","))]
    return [(source, target)]
