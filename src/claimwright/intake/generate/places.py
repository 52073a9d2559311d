"""Places that addresses are made of: states, towns of every state, streets."""

from __future__ import annotations

STATES = """
AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT
VT VA WA WV WI WY
""".split()  # noqa: SIM905

STATE_NAMES = (
    "Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Delaware", "Florida", "Georgia", "Hawaii", "Idaho", "Illinois",
    "Indiana", "Iowa", "Kansas", "Kentucky", "Louisiana", "Maine", "Maryland", "Massachusetts", "Michigan", "Minnesota", "Mississippi",
    "Montana", "Nebraska", "Nevada", "New Jersey", "New Mexico", "North Carolina", "North Dakota", "Ohio", "Oklahoma", "Oregon",
    "Pennsylvania", "Rhode Island", "South Carolina", "Tennessee", "Texas", "Utah", "Vermont", "Virginia", "Washington", "Wyoming",
)  # fmt: skip

CITIES = tuple(
    """
Aberdeen;Abilene;Ada;Adrian;Aiken;Akron;Alameda;Alamogordo;Albany;Albuquerque;Alexandria;Aliquippa;Allentown;Alpena
Alton;Altoona;Amarillo;Ames;Anaheim;Anchorage;Anderson;Ann Arbor;Anniston;Antioch;Apache Junction;Apple Valley
Appleton;Arcata;Ardmore;Arlington;Asbury Park;Asheville;Ashland;Atchison;Athens;Auburn;Auburn Hills;Augusta;Aurora
Austin;Baker City;Bakersfield;Baltimore;Bangor;Bar Harbor;Barstow;Bartlesville;Baton Rouge;Battle Creek;Bay City
Bay Shore;Beaufort;Beaumont;Beaverton;Beckley;Bedford;Bellevue;Bellingham;Belton;Bemidji;Bend;Berea;Berkeley
Bethlehem;Beverly;Big Rapids;Big Stone Gap;Billings;Biloxi;Binghamton;Birmingham;Bismarck;Blacksburg;Bloomington
Boca Raton;Bogalusa;Boise;Bonners Ferry;Boone;Boulder;Bowie;Bowling Green;Bozeman;Bradenton;Brainerd;Branson
Brattleboro;Bremerton;Bridgeport;Bristol;Brockton;Brookhaven;Brookings;Broomfield;Brownsville;Bryan;Buckhead;Buffalo
Bullhead City;Burbank;Burlington;Butte;Cadillac;Cairo;Caldwell;Cambridge;Camden;Canton;Canyon City;Cape Coral
Cape Girardeau;Cape May;Carbondale;Carlsbad;Carson City;Casper;Cedar City;Cedar Falls;Cedar Rapids;Champaign;Chandler
Chapel Hill;Charleston;Charlotte;Charlottesville;Chattanooga;Chehalis;Cherry Hill;Chesapeake;Cheyenne;Chico
Chula Vista;Cicero;Clarksdale;Clarksville;Clearwater;Cleveland;Clinton;Clovis;Coeur d'Alene;College Station
Colorado Springs;Columbia;Columbus;Concord;Conway;Cookeville;Coos Bay;Coral Gables;Corbin;Corning;Corpus Christi
Cottonwood;Council Bluffs;Covington;Crestview;Cripple Creek;Crookston;Crown Point;Culpeper;Cumberland;Dalton
Daly City;Danbury;Danville;Davenport;Dayton;Daytona Beach;De Kalb;Deadwood;Dearborn;Decatur;Deer Park;Defiance
Del Norte;Del Rio;Deming;Denton;Denver;Des Moines;Detroit;Devils Lake;Dickinson;Dodge City;Dothan;Dover;Dubuque
Dunkirk;Durango;Durham;Eagle Pass;East Lansing;East Orange;Easton;Eau Claire;Edinburg;Edmond;Effingham;El Cajon
El Centro;El Dorado;El Monte;El Paso;Elgin;Elizabeth City;Elizabethtown;Elkhart;Elko;Ellensburg;Elmira;Emporia
Englewood;Enid;Erie;Escondido;Eufaula;Eugene;Eureka;Evanston;Everett;Fairbanks;Fairfax;Fairmont;Fall River;Fargo
Farmington;Fayetteville;Fergus Falls;Fernley;Findlay;Fishers;Flagstaff;Flint;Florence;Fond du Lac;Fontana
Forest Grove;Forrest City;Fort Collins;Fort Dodge;Fort Myers;Fort Smith;Fort Wayne;Fort Worth;Frederick
Fredericksburg;Fremont;Fresno;Frisco;Fullerton;Gadsden;Gainesville;Galax;Gallup;Galveston;Garden City;Garland;Gary
Gastonia;Georgetown;Gilbert;Gillette;Glen Burnie;Glendale;Glens Falls;Glenwood Springs;Globe;Gloucester;Goldsboro
Goshen;Grand Forks;Grand Island;Grand Junction;Grand Rapids;Grants Pass;Great Falls;Greeley;Green Bay;Greenville
Gresham;Griffin;Groton;Gulfport;Guymon;Hackensack;Hagerstown;Hamden;Hamilton;Hammond;Hampton;Hanford;Hanover;Harlan
Harlingen;Harrisburg;Harrisonburg;Hartford;Hattiesburg;Hays;Hazard;Hazleton;Helena;Hempstead;Hesperia;Hialeah;Hibbing
Hickory;High Point;Hilo;Hinesville;Hobbs;Holland;Holyoke;Homestead;Honolulu;Hood River;Hoover;Hopkinsville
Hot Springs;Houma;Hudson;Humble;Huntington;Huntsville;Huron;Hutchinson;Hyannis;Idaho Falls;Independence;Indio
Iowa City;Ironwood;Irving;Ithaca;Jackson;Jacksonville;Jamestown;Janesville;Jasper;Jersey City;Johnstown;Jonesboro
Joplin;Juneau;Kailua;Kalamazoo;Kankakee;Kearney;Keene;Kennewick;Kenosha;Kerrville;Key West;Killeen;Kingman;Kingsport
Kinston;Kissimmee;Klamath Falls;Knoxville;Kodiak;Kokomo;La Crosse;La Grande;La Junta;Laconia;Lafayette;Lake Charles
Lake Havasu City;Lakeland;Lakewood;Lancaster;Lander;Lansing;Laramie;Laredo;Las Cruces;Laurel;Lawrence;Lawton
Leadville;Lebanon;Leesburg;Leominster;Lewiston;Lewistown;Lexington;Lihue;Lima;Lincoln;Little Rock;Logan;Lompoc
Long Beach;Longmont;Longview;Lorain;Los Alamos;Los Angeles;Louisville;Loveland;Lowell;Lubbock;Lufkin;Lumberton
Lynchburg;Lynn;Macomb;Macon;Madison;Malden;Malone;Manassas;Manchester;Mandan;Manhattan;Mankato;Mansfield;Marfa
Marietta;Marion;Marquette;Marshalltown;Martinsburg;Martinsville;Marysville;Mason City;Massillon;Mattoon;McAllen
McKeesport;Meadville;Medford;Melbourne;Memphis;Menomonie;Merced;Meridian;Mesa;Miami;Michigan City;Middletown;Midland
Midlothian;Milford;Milwaukee;Minneapolis;Minot;Mishawaka;Missoula;Moab;Mobile;Modesto;Monroe;Montclair;Monterey
Montgomery;Monticello;Montrose;Moorhead;Morgan City;Morgantown;Moses Lake;Mount Pleasant;Mount Vernon;Mountain Home
Muncie;Murfreesboro;Muskegon;Muskogee;Myrtle Beach;Nacogdoches;Nampa;Napa;Naperville;Nashua;Nashville;Natchez;Needles
Neosho;New Bedford;New Bern;New Braunfels;New Britain;New Haven;New Iberia;New Orleans;New Ulm;Newark;Newport News
Niagara Falls;Nogales;Nome;Norfolk;Norman;Norristown;North Adams;North Bend;North Platte;Norwalk;Norwich;O'Fallon
Oak Park;Oak Ridge;Oakland;Ocala;Oceanside;Odessa;Ogden;Oil City;Okmulgee;Olathe;Olympia;Omaha;Oneida;Oneonta;Ontario
Opelousas;Orange;Orlando;Oshkosh;Oswego;Ottumwa;Owensboro;Owosso;Oxnard;Paducah;Page;Pahrump;Palatka;Palm Bay
Palm Springs;Palmdale;Panama City;Paris;Parkersburg;Parma;Pasadena;Pasco;Paterson;Payson;Pendleton;Pensacola;Peoria
Petaluma;Petersburg;Phoenix;Pierre;Pine Bluff;Pittsburg;Pittsfield;Plainfield;Plano;Plattsburgh;Pocatello;Pomona
Ponca City;Pontiac;Poplar Bluff;Port Angeles;Port Arthur;Port Huron;Port St. Lucie;Portland;Portsmouth;Pottsville
Poughkeepsie;Prescott;Presque Isle;Price;Provo;Pueblo;Puyallup;Quincy;Racine;Radford;Raleigh;Rapid City;Reading
Red Bluff;Redding;Redmond;Reno;Renton;Rexburg;Rhinelander;Richland;Richmond;Rifle;Rio Rancho;Riverside;Riverton
Roanoke;Rochester;Rock Hill;Rock Island;Rock Springs;Rockford;Rolla;Rome;Roseburg;Roswell;Round Rock;Ruidoso
Russellville;Rutland;Sacramento;Safford;Saginaw;Salem;Salina;Salinas;Salisbury;San Angelo;San Bernardino;San Jose
San Luis Obispo;San Marcos;Sandpoint;Sandusky;Sanford;Santa Fe;Santa Maria;Santa Rosa;Sarasota;Sault Ste. Marie
Savannah;Schenectady;Scottsbluff;Scottsdale;Scranton;Seattle;Sebring;Sedalia;Sedona;Selma;Seward;Sheboygan;Sheridan
Show Low;Shreveport;Sierra Vista;Silver City;Sioux City;Sitka;Skokie;Socorro;Soldotna;Somerset;Somerville;South Bend
South Haven;Sparks;Sparta;Spartanburg;Spearfish;Spokane;Springdale;Springfield;St. Augustine;St. Cloud;St. George
St. Joseph;St. Louis;St. Paul;Stamford;Staunton;Steamboat Springs;Sterling;Steubenville;Stillwater;Stockton
Storm Lake;Sugar Land;Sulphur Springs;Sumter;Sunnyside;Superior;Syracuse;Tacoma;Tahlequah;Tallahassee;Tampa;Taos
Tarpon Springs;Taunton;Telluride;Temple;Terre Haute;Texarkana;Thibodaux;Thief River Falls;Tifton;Titusville;Toledo
Tooele;Topeka;Torrington;Traverse City;Trenton;Trinidad;Troy;Tuba City;Tucson;Tucumcari;Tulsa;Tupelo;Turlock
Tuscaloosa;Twentynine Palms;Twin Falls;Tyler;Ukiah;Union City;Uniontown;Urbana;Utica;Uvalde;Vacaville;Valdosta
Valparaiso;Vancouver;Ventura;Vernal;Vero Beach;Vicksburg;Victoria;Vincennes;Vineland;Virginia Beach;Visalia;Wabash
Waco;Wahpeton;Walla Walla;Warren;Waterbury;Waterloo;Watertown;Watsonville;Waukegan;Wausau;Waycross;Weirton
West Jordan;West Palm Beach;Westerly;Weymouth;Wheeling;Whitefish;Wichita;Wichita Falls;Wickenburg;Wilkes-Barre
Williamsport;Williston;Willmar;Wilmington;Window Rock;Winnemucca;Winona;Winslow;Winston-Salem;Wisconsin Rapids
Woonsocket;Wooster;Worcester;Worland;Worthington;Xenia;Yakima;Yonkers;York;Yreka;Yuma;Zanesville
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
