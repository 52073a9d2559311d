"""Words that values are made of: names of many cultures, carriers, places, cues. All persons are invented."""

from __future__ import annotations


def _words(text: str) -> list[str]:
    return text.split()


FIRST = _words("""
Aaliyah Aarav Abel Abigail Abraham Ada Adaeze Adel Adrian Agnes Ahmed Aiko Aisha Akira Alan Alana Alejandra Alice Alma Alonzo
Alvin Amal Amara Amina Amir Amos Ana Anaïs Anders Andre Angela Anika Anton Anya Araceli Archie Arjun Arlene Arturo Asha Astrid
Augustine Aurora Ayaan Barbara Beatriz Ben Bernice Beth Bhavna Bich Bill Blanca Bo Bonnie Boris Brandon Brenda Bruno Caleb Camila
Carl Carmen Cassie Cecil Celeste Chad Chana Charlotte Chen Cheyenne Chiara Chuck Clara Clifton Colette Connor Cora Craig Curtis
Cynthia Dalia Damon Danielle Darnell Dashawn Dave Deepa Delia Denise Derek Destiny Devon Diego Dina Dolores Dominic Donna Doug
Earl Ebony Eddie Edith Eileen Elena Eli Elise Elvira Emeka Emilia Enrique Erik Esperanza Esther Ethel Eun Evan Ezra Fatima Faye
Felix Fernando Fiona Flora Floyd Francine Frank Gabriel Gail Gary Gene Geoff Georgia Gerald Gina Giovanni Gladys Glen Gloria
Grace Graciela Greta Gus Guy Hadiya Haley Hamza Hana Hank Harriet Harvey Hasan Hector Heidi Henry Hilda Hiro Hugh Ian Ibrahim
Ida Ifeoma Igor Imani Ines Inga Irene Iris Isaac Isla Ivan Jack Jada Jamal Janet Jared Jasmine Javier Jay Jean Jenna Jerome Jesús
Ji-woo Jill Jim Joan Joe Joel Jordan José Josie Joy Juan Judy Jun Kaia Kamal Kareem Karen Katrina Kay Keiko Kelly Ken Kevin Khadija
Kim Kiran Kofi Kristin Kurt Kwame Kyle Lakshmi Lance Larry Latoya Laura Leah Lee Leilani Lena Leo Leroy Lester Lidia Liam Lily Linda
Ling Lisa Liz Lois Lorenzo Lou Lucía Luke Lupe Luz Lydia Mabel Mae Magdalena Mai Malik Mandy Manuel Marco Margaret María Mariam
Marlon Marta Martin Marvin Mary Matt Maureen Max Maya Mei Melvin Mercedes Mia Mike Mila Milagros Mina Mira Mo Mohammed Moira Molly
Monica Morris Myra Nadia Nancy Naomi Nate Neil Nell Ngozi Nia Nick Nikhil Nina Noah Noor Nora Norm Obinna Odette Ola Olga Olive
Omar Oscar Otto Owen Paige Pam Paolo Pat Patrice Paul Pearl Pedro Peggy Pete Phil Phyllis Pia Priya Quinn Rachel Rafael Raj Ralph
Ramona Rania Ray Rebecca Regina Rene Rhonda Ricardo Rita Rob Roberta Rocío Rod Roger Ron Rosa Rose Roy Ruby Rudy Russell Ruth Ryan
Sadie Sal Salma Sam Samir Sandra Sanjay Santiago Sara Sasha Saul Scott Sean Selma Seth Shanice Sharon Shawn Sheila Shirley Sid
Simon Sofia Sonia Sophie Stan Stella Steve Sue Sunita Susan Svetlana Sylvia Taj Tamara Tara Ted Teresa Terry Thelma Thomas Tia Tim
Tina Tom Toni Tracy Trevor Tricia Trinh Troy Tyler Uma Ursula Val Vanessa Vera Vernon Vic Vijay Vince Viola Violet Walt Wanda Wayne
Wendy Wesley Will Willa Wilma Xavier Xin Yara Yasmin Yolanda Yusuf Yvette Zach Zainab Zane Zelda Zoë Zora Demetrius Priscilla
""")

LAST = _words("""
Abbott Abdi Acosta Adams Adeyemi Aguilar Ahmed Akhtar Alvarez Amin Andersen Andrews Ansah Appiah Archer Armstrong Arroyo Ashby Atkins
Ayala Bailey Baker Banerjee Barnes Barrera Bauer Beck Begum Bell Benítez Berg Bianchi Bishop Blackwood Blake Boateng Bowers Boyd Brandt
Bravo Briggs Brooks Brown Bui Burke Byrne Cabrera Calloway Campos Cardenas Carlson Carter Castillo Chan Chandra Chang Chavez Chen
Choi Christensen Clark Clay Cohen Cole Collins Contreras Cook Cooper Cortez Costa Cox Craig Cross Cruz Cunningham Dahl Dang Das Davis
Dean Delgado Desai Diaz Diop Dixon Do Dominguez Douglas Doyle Drake Dunn Duran Eaton Edwards Ekwueme Ellis Erickson Escobar Espinoza
Evans Farah Farmer Fay Feldman Fernandez Ferreira Fields Fischer Fisher Fleming Flores Ford Foster Fox Francis Franco Frost Fuentes
Gallagher Gallo Garcia Gardner Garza Gibson Gill Gomez Gonzales Good Gordon Grant Gray Green Griffin Guerrero Gupta Gutierrez Guzman
Haddad Hahn Hale Hall Hamilton Hansen Hardy Harper Harris Hart Hassan Hayes Henry Hernandez Herrera Hicks Hill Ho Hoang Hoffman Holt
Hopkins Howard Huang Hubbard Hughes Hunt Hussain Hwang Ibarra Ito Ivanova Jackson Jacobs Jain James Jansen Jensen Jimenez Johansson
Johnson Jones Joshi Juarez Kang Kapoor Kaplan Kaur Keller Kelly Kennedy Khalil Khan Kim King Klein Knight Kowalski Kozlov Kumar Lam
Lambert Lane Larsen Lawson Le Lee Leon Leung Levy Lewis Li Lim Lin Little Liu Lloyd Long Lopez Love Lowe Lucas Luna Lynch Lyons
Mack Maldonado Malik Mann Manning Marquez Marsh Martin Martinez Mason Massey Mbeki McBride McCarthy McCoy McDaniel McDonald McGee McKay
Medina Mehta Mejia Mendez Mendoza Mercado Meyer Miles Miller Mills Miranda Mishra Mitchell Molina Monroe Montoya Moon Moore Mora Morales
Moreno Morgan Morris Morrow Moss Moyo Mueller Munoz Murphy Murray Mwangi Myers Naidu Nair Nakamura Nash Navarro Nelson Newton Ng Nguyen
Nielsen Nolan Novak Nunez Nwosu Nyberg O'Brien O'Connor O'Donnell O'Neill Obi Ochoa Odom Ogden Okafor Okeke Olsen Olson Ortega Ortiz
Osborne Osman Owens Pacheco Padilla Page Palmer Parekh Park Parker Parks Patel Patterson Payne Pearson Peña Perez Perkins Perry Peters
Petrov Pham Phan Phillips Pierce Pineda Pope Porter Powell Price Quinn Quiroz Rahman Ramirez Ramos Rao Reed Reese Reid Reyes Reynolds
Rhodes Rice Richards Riley Rios Rivera Robbins Roberts Robinson Rocha Rodriguez Rogers Rojas Romano Romero Rosario Rose Ross Rossi Roth
Rowe Ruiz Russo Ryan Salas Salazar Saleh Salinas Sanchez Sanders Santana Santos Sato Saunders Schmidt Schneider Schultz Schwartz Scott
Serrano Shah Shaikh Shapiro Sharma Shaw Shepherd Sherman Short Silva Simmons Simon Singh Sloan Small Smith Snyder Soto Spencer Stein
Stevens Stewart Stone Strong Suarez Suzuki Swanson Sweeney Tanaka Tate Taylor Terry Thomas Thompson Todd Torres Tran Trejo Trujillo
Tucker Turner Underwood Valdez Valencia Vance Vargas Vasquez Vega Velasquez Villa Vo Vu Wade Wagner Walker Wallace Walsh Wang Ward Ware
Warren Watkins Watts Weaver Webb Weber Weiss Wells West Whitaker White Wiley Williams Willis Wilson Wise Wolfe Wong Wood Woods Wright Wu
Yamamoto Yang Yates Yilmaz Yoder York Young Yu Zamora Zapata Zhang Zhao Zimmerman Zuniga
""")

PARTICLES = ("de la", "van", "van der", "von", "de", "del", "Al-", "St.", "El", "dos", "Mc", "Abu")

STATES = _words(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT "
    "VT VA WA WV WI WY"
)  # fmt: skip

STATE_NAMES = (
    "Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Delaware", "Florida", "Georgia", "Hawaii", "Idaho", "Illinois",
    "Indiana", "Iowa", "Kansas", "Kentucky", "Louisiana", "Maine", "Maryland", "Massachusetts", "Michigan", "Minnesota", "Mississippi",
    "Montana", "Nebraska", "Nevada", "New Jersey", "New Mexico", "North Carolina", "North Dakota", "Ohio", "Oklahoma", "Oregon",
    "Pennsylvania", "Rhode Island", "South Carolina", "Tennessee", "Texas", "Utah", "Vermont", "Virginia", "Washington", "Wyoming",
)  # fmt: skip

CITIES = tuple(
    """
Abilene;Akron;Alameda;Albany;Alexandria;Altoona;Amarillo;Ames;Ann Arbor;Antioch;Appleton;Arcata;Arlington;Asheville;Athens;Auburn;Aurora
Baker City;Bangor;Barstow;Bay City;Beaumont;Bedford;Bellevue;Bend;Berea;Bethlehem;Big Rapids;Biloxi;Bismarck;Bloomington;Boca Raton;Boise
Bowling Green;Bozeman;Bremerton;Bristol;Brockton;Brookhaven;Brownsville;Burlington;Butte;Cadillac;Camden;Canton;Cape May;Carlsbad
Casper;Cedar Falls;Chapel Hill;Chico;Cicero;Clovis;Columbus;Concord;Corning;Council Bluffs;Crown Point;Dalton;Danbury;Davenport;Decatur
Del Rio;Denton;Dothan;Dover;Durango;East Lansing;Eau Claire;El Cajon;El Paso;Elgin;Elkhart;Elko;Enid;Erie;Eugene;Evanston;Fairbanks
Fairfax;Fargo;Fayetteville;Flagstaff;Flint;Florence;Fort Wayne;Fort Worth;Frederick;Fresno;Gainesville;Gallup;Garden City;Gary
Glen Burnie;Grand Forks;Grand Junction;Great Falls;Greeley;Green Bay;Greenville;Gulfport;Hackensack;Hagerstown;Hammond;Hanover;Harlan
Harlingen;Hattiesburg;Helena;Hialeah;High Point;Hobbs;Holland;Homestead;Hoover;Hot Springs;Houma;Huntsville;Idaho Falls;Iowa City;Ithaca
Jackson;Janesville;Jonesboro;Joplin;Juneau;Kalamazoo;Kenosha;Key West;Kissimmee;Knoxville;La Crosse;Lafayette;Lake Charles;Lansing;Laramie
Laredo;Las Cruces;Lawrence;Lebanon;Lewiston;Lima;Little Rock;Logan;Lompoc;Lowell;Lubbock;Macon;Madison;Manhattan;Mankato;Marfa;Marietta
Medford;Merced;Mesa;Midland;Minot;Missoula;Moab;Mobile;Modesto;Monroe;Monterey;Muncie;Naperville;Natchez;New Bern;New Haven;Newark;Norman
North Platte;Oak Park;Ocala;Odessa;Ogden;Olathe;Olympia;Opelousas;Oxnard;Palm Bay;Paris;Pasco;Pensacola;Peoria;Pierre;Pine Bluff
Pocatello;Port Arthur;Portland;Poughkeepsie;Provo;Pueblo;Quincy;Racine;Rapid City;Reading;Redding;Reno;Richmond;Roanoke;Rochester
Rockford;Rome;Roswell;Round Rock;Sacramento;Saginaw;Salem;Salina;San Angelo;Santa Fe;Santa Rosa;Schenectady;Scranton;Sedona;Selma
Shreveport;Sioux City;Skokie;South Bend;Sparks;Spokane;St. Cloud;St. George;Stockton;Sugar Land;Sumter;Syracuse;Tacoma;Temple;Terre Haute
Texarkana;Toledo;Topeka;Troy;Tulsa;Tupelo;Twin Falls;Tyler;Utica;Valdosta;Ventura;Vero Beach;Victoria;Visalia;Waco;Walla Walla;Warren
Waterloo;Wausau;West Palm Beach;Wheeling;Wichita Falls;Williamsport;Wilmington;Winona;Worcester;Yakima;Yonkers;York;Yuma;Zanesville
""".replace("\n", ";").strip(";").split(";")
)  # fmt: skip

STREETS = (
    "Alder", "Aspen", "Birchwood", "Bluebonnet", "Cedar", "Chestnut", "Church", "Clinton", "County Line", "Cypress", "Dogwood", "Elm",
    "Fairview", "Falcon Crest", "Garfield", "Grand", "Grove", "Harbor View", "Hickory", "Hillcrest", "Jackson", "Jefferson", "King",
    "Lafayette", "Lakeshore", "Laurel", "Lincoln", "Locust", "Magnolia", "Main", "Maple", "Martin Luther King", "Meadowlark", "Mill",
    "Monroe", "Mulberry", "Oak", "Old Post", "Orchard", "Park", "Pecan", "Pine", "Pleasant", "Prospect", "Quarry", "Ridge", "River",
    "Rosewood", "Sagebrush", "Spring", "Spruce", "State", "Sunset", "Sycamore", "Tamarack", "Union", "Valley", "Walnut", "Willow", "Yale",
    "3rd", "5th", "11th", "42nd", "N. 7th", "SW Morrison", "E Colfax", "NE 122nd", "W. Broad",
)  # fmt: skip

STREET_KINDS = (
    "St", "Street", "Ave", "Avenue", "Rd", "Road", "Dr", "Drive", "Ln", "Lane", "Blvd", "Ct", "Court", "Way", "Pl", "Terrace", "Trail",
    "Circle", "Pkwy", "Loop", "Hwy",
)  # fmt: skip

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
