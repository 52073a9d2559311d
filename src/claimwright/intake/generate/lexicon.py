"""Words that values are made of: carriers, plans, relations, cues."""

from __future__ import annotations

CARRIERS = tuple(
    """
Aetna;Aetna Better Health;AARP;Aflac;AlohaCare;AllWays;Ambetter;AmeriHealth;AmeriHealth Caritas;Ameritas;Amerigroup;Anthem;Anthem Blue Cross
Arise;Aspirus;Assurant;Avera;AvMed;Banner Aetna;Bright Health;Buckeye;CalOptima;CalViva;Capital Blue;Capital Health Plan;CareFirst
CareMore;CareOregon;CareSource;CCHP;CDPHP;Centene;Centivo;Champva;CHIP;CHRISTUS;Cigna;Cigna Healthcare;Clover;Clover Health;Colonial Life
Common Ground;Community Health Choice;Community First;ConnectiCare;Coventry;Cox HealthPlans;Dean;Dean Health;DC Medicaid;Delta Dental
Denver Health;DentaQuest;Devoted;Driscoll;EmblemHealth;Essence;EyeMed;Evicore;Excellus;Fallon;Farmers;Fidelis;Fidelis Care;First Health
Florida Blue;Friday;Geico;GEHA;Geisinger;Golden Rule;GlobalHealth;Guardian;Gateway;Harvard Pilgrim;HAP;Hawaii Medical;Health Alliance
Health First;Health Net;HealthFirst;HealthPartners;HealthSpring;Healthy Blue;Highmark;HMSA;Hometown Health;Horizon;Horizon NJ Health
Humana;IEHP;IHA;IMCare;Independence;Independent Health;Inland Empire Health Plan;Jefferson Health Plans;Kaiser;Kaiser Permanente;Keystone First
L.A. Care;LA Care;Liberty Dental;Liberty Mutual;Lincoln Financial;Louisiana Healthcare Connections;Magellan;Mail Handlers;MassHealth;McLaren
MedCost;Medi-Cal;Medicaid;Medica;Medical Mutual;Medicare;MedMutual;Mercy Care;Meridian;Meritain;MetLife;MetroPlus;Moda;Molina;Molina Healthcare
Mountain Health CO-OP;Multiplan;MVP;Mutual of Omaha;Nationwide;Neighborhood Health Plan;Network Health;NovaNet;Optima;Optum;Oscar;Oxford
PacificSource;Paramount;Parkland;Partnership;Peach State;PEHP;PHCS;Physicians Health Plan;Point32;Premera;Presbyterian;Priority Health
Principal;Progressive;Prominence;Providence;QualChoice;Quartz;Railroad Medicare;Regence;Renaissance;Samaritan;Sanford;Scan;SCAN Health
Scott and White;Security Health;SelectHealth;Sentara;Sharp;Sierra Health;Simply;SoonerCare;State Farm;Staywell;Sun Life;SummaCare;Sunflower
Sunshine Health;Superior;Surest;Tenncare;TennCare;Texas Children's;The Hartford;Travelers;Tricare;TRICARE;TriWest;Trustmark;Tufts;UCare;UHC
UMR;Unicare;United;United Healthcare;UnitedHealthcare;UnitedHealth;Univera;Unum;UPMC;VA;Vantage;Versant;VNS Health;VSP;WebTPA;WellCare
WellFirst;Wellfleet;Wellmark;Wellpoint;WellSense;Western Health Advantage;WPS;Zurich;Blue Cross;BCBS;BC/BS;Blue Shield;bluecross;Blues
""".replace("\n", ";").strip(";").split(";")
)  # fmt: skip

BLUE_BRANDS = (
    "BCBS", "BCBS of", "BlueCross BlueShield of", "Blue Cross Blue Shield of", "Blue Cross of", "Blue Shield of", "Blue Cross & Blue Shield of",
    "BC BS of", "BCBS", "Blue Cross", "Anthem BCBS of", "Blue Cross and Blue Shield of", "Blue Care of", "Empire BCBS of",
)  # fmt: skip

METALS = ("Gold", "Silver", "Bronze", "Platinum", "Catastrophic")
FORMATS = (
    "PPO",
    "HMO",
    "EPO",
    "POS",
    "HDHP",
    "PPO",
    "HMO",
    "DPPO",
    "DHMO",
    "CDHP",
    "OAP",
    "PFFS",
    "HMO-POS",
    "D-SNP",
    "HSA",
)

SELF_WORDS = ("self", "subscriber", "policyholder", "policy holder", "myself", "primary", "insured")
FAMILY_WORDS = (
    "spouse", "wife", "husband", "son", "daughter", "child", "stepson", "stepdaughter", "stepchild", "partner", "domestic partner", "ward",
    "foster child", "grandson", "granddaughter", "grandchild", "mother", "father", "niece", "nephew", "dependent", "dependant",
    "life partner", "fiancée", "brother", "sister", "mother-in-law", "adopted daughter", "disabled son", "ex-wife", "ex-husband",
)  # fmt: skip

CUES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("member id", ("member ID", "Member ID", "mbr id", "ID", "member number", "mem #", "subscriber ID", "member no.", "ID number", "member",
                   "card number", "my number is", "enrollee ID", "Sub ID", "insured ID", "ID#")),
    ("group number", ("group number", "group", "grp", "Grp #", "group no.", "grp number", "GRP", "group #", "employer group")),
    ("policy number", ("policy number", "policy", "pol #", "policy no.", "contract number", "contract", "policy #", "Plcy", "pol.")),
    ("claim", ("claim", "claim number", "claim #", "clm", "Claim no.", "ICN", "claim ref", "claim id", "Claim", "DCN")),
    ("claim number", ("claim", "claim number", "claim #", "clm", "ICN", "claim ref", "claim id", "CLM#")),
    ("auth", ("auth", "authorization", "prior auth", "PA", "precert", "auth number", "approval", "auth #", "prior authorization number",
              "referral auth", "approval number", "pre-auth", "Auth")),
    ("authorization", ("authorization", "prior auth", "precert", "auth number", "approval number", "pre-cert", "authorisation", "auth no.")),
    ("mrn", ("MRN", "chart", "chart number", "medical record", "med rec #", "chart #", "record number", "MR#", "patient chart")),
    ("chart", ("MRN", "chart", "chart number", "medical record number", "record no.", "chart no")),
    ("account", ("account", "acct", "account number", "acct #", "Acct", "patient account", "acc't", "a/c")),
    ("invoice", ("invoice", "inv", "invoice no.", "inv #", "statement", "bill number", "stmt")),
    ("fax", ("fax", "Fax", "FAX", "fx", "facsimile", "fax number", "efax", "fax #", "fax line", "Fax no.")),
    ("phone", ("phone", "Phone", "ph", "tel", "Tel.", "cell", "mobile", "PH", "phone number", "telephone", "contact number")),
    ("call", ("call", "ring", "phone", "text", "reach", "call back")),
    ("npi", ("NPI", "NPI number", "npi #", "rendering NPI", "billing NPI", "NPI no.")),
    ("serial", ("serial", "serial number", "S/N", "serial no.", "SN", "device serial", "ser #")),
    ("plate", ("plate", "license plate", "tag", "plate number", "lic plate", "plates")),
    ("dob", ("DOB", "dob", "date of birth", "born", "D.O.B.", "birthdate", "birthday")),
    ("copay", ("copay", "co-pay", "copayment", "co pay", "office copay", "Copay")),
    ("deductible", ("deductible", "ded", "deduct", "annual deductible", "Deductible", "deductable")),
    ("balance", ("balance", "amount due", "total due", "bal", "balance due")),
    ("billed", ("billed", "charged", "invoiced")),
)  # fmt: skip
