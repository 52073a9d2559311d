"""Given and family names of many cultures, and what stands between them. All persons made of them are invented."""

from __future__ import annotations

FIRST = """
Aaliyah Aarav Abdullah Abel Abena Abigail Abraham Ada Adaeze Adel Adelaide Adesua Aditi Adolfo Adrian Agatha Agnes
Agnieszka Ahmed Aiko Ailsa Aisha Akira Akua Alan Alana Alban Aldo Alejandra Aleksander Alessandra Alethea Alexei
Alfonso Alfreda Ali Alice Alma Alonso Alonzo Alphonse Alto Alvaro Alvin Alyssa Amadou Amal Amara Amelia Amina Amir
Amos Ana Anahí Analise Anastasia Anaïs Anders Andre Andrzej Angela Anh Anika Anil Ansel Antoinette Anton Anya Aparna
Apolonia Araceli Archie Ariadne Ariel Arjun Arlene Armando Arturo Arvid Asha Ashlyn Ashok Astrid Augustine Aurora
Avery Ayaan Ayesha Aziz Azra Barbara Barnaby Beatrix Beatriz Ben Benito Bernice Bert Beth Beulah Bhavna Bibi Bich
Bill Birdie Björn Blanca Blessing Bo Boaz Bogdan Bonnie Boris Brandon Brenda Brett Briana Bronwyn Bruno Buddy Burt
Caleb Camila Cara Carl Carlos Carlton Carmen Cassie Catalina Cathleen Cecil Cedric Celeste Cesar Chad Chana Chanel
Chantal Charity Charlotte Chase Chen Cheyenne Chiara Chinedu Chinwe Chloe Christof Chuck Cindy Claire Clara Claude
Clementine Cleo Clifton Cody Cole Colette Colleen Conchita Connor Cora Cormac Corrine Craig Curtis Cuthbert Cy
Cynthia Cyrus Dag Dahlia Daisy Dalia Dalton Damaris Damon Dana Daniela Danielle Daphne Darnell Darrell Dashawn Dave
Davina Debbie Deepa Deirdre Deja Delbert Delia Delroy Demarcus Demetrius Denise Derek Desmond Destiny Devon Dewayne
Diane Diego Dilip Dimitri Dina Doc Dolores Domingo Dominic Donatella Donna Doreen Doris Dottie Doug Duane Dunstan
Dusty Dwayne Earl Ebenezer Ebony Eddie Edgar Edith Edna Eduardo Edwin Efrain Eileen Eleanor Elena Eli Elias Elisabeth
Elise Eliseo Elizabeth Ella Ellen Elmer Eloise Elsa Elton Elvira Emeka Emeline Emilia Emiliano Emma Enid Enrique Enzo
Ephraim Erik Ernest Ernesto Esperanza Essie Estela Esther Ethel Etta Eugene Eun Eunice Eva Evan Evangeline Evelyn
Everett Ezra Fabian Fabiola Faisal Farid Farrah Fatima Fatou Faye Federico Felicia Felix Fernando Finn Fiona Flora
Florence Floyd Fola Folake Foster Francine Frank Franklin Franz Frederick Frida Fritz Gabriel Gail Galina Garrett
Gary Gavin Gemma Gene Genevieve Gennady Geoff Georgia Gerald Gerard Gertrude Gevorg Ghulam Gilbert Gilberto Gina
Ginny Giovanni Giuseppe Gladys Glen Glenn Gloria Goran Gordon Grace Graciela Graham Greg Gregor Greta Gretchen Gunnar
Gus Guy Habib Hadiya Hakeem Haley Halima Halina Hamza Hana Hank Hannah Harlan Harper Harriet Harvey Hasan Hattie
Hazel Heath Hector Hedwig Heidi Helen Helga Henrietta Henry Herb Herbert Herman Hilda Hiro Hiroshi Holly Homer Horace
Howard Hugh Hyun Ian Ibrahim Ichiro Ida Idris Ifeoma Igor Iker Imani Imelda Imran Ines Inga Iona Ira Irene Iris Irma
Irving Isaac Isabel Isadora Isaiah Isidro Isla Ismail Ivan Ivonne Iwona Jacinta Jack Jacques Jada Jae-hyun Jaime
Jakub Jamal Jamila Jan Jane Janet Janice Janusz Jared Jarvis Jasmine Jasper Javier Jay Jaya Jean Jeannie Jeff Jenna
Jenny Jeremiah Jerome Jesse Jessica Jesús Jethro Ji-woo Jill Jim Jin Joan Joanna Jodi Joe Joel Johanna John Jonas
Jonathan Jordan Jorge Josefina Joseph Joshua Josie José Jovan Joy Juan Juana Judith Judy Julia Julian Jun June Junior
Justin Kaia Kaitlyn Kalani Kamal Kandace Kanoa Kareem Karen Karim Karl Karthik Katarzyna Kate Katherine Kathy Katrina
Katya Kavita Kay Kayla Keiko Keisha Keith Kelly Ken Kenji Kenneth Kenya Kermit Kerry Kevin Khadija Khalid Kiah Kim
Kim-Ly Kimberly Kinga Kiran Kirk Knut Kofi Kristin Krystal Kunal Kurt Kwame Kyle Kyung Lacey Laila Lakshmi Lana Lance
Larry Lars LaShonda Laszlo Latisha Latoya Laura Laurel Lauren Laurent Laverne Lavinia Lawrence Layla Leah Lee Leif
Leilani Leland Lemuel Lena Leo Leon Leona Leopold Leroy Leslie Lester Letitia Levi Lew Liam Lidia Lien Lillian Lily
Lincoln Linda Ling Lionel Lisa Liz Logan Lois Lola Lonnie Lorena Lorenzo Lori Lou Louis Louise Lucille Lucius Lucía
Luis Luke Luna Lupe Luther Luz Lydia Lynette Lynn Mabel Madeline Mae Magdalena Mahmoud Mai Maite Malcolm Malik
Mamadou Mandy Manoj Manuel Marcia Marco Margaret Margot Mariam Marian Marie Marilyn Mario Marjorie Mark Marlene
Marlon Marnie Marsha Marta Martin Martina Marvella Marvin Mary María Mateo Mathias Matt Maud Maureen Mauricio Mavis
Max Maximilian Maya Megan Mehmet Mei Melanie Melissa Melvin Mercedes Mercy Meredith Merle Mia Michael Michelle Miguel
Mike Mikhail Mila Milagros Milo Min-jae Mina Minh Minnie Mira Miriam Mitch Mitsuko Mo Mohamed Mohammed Mohan Moira
Molly Mona Monica Mordecai Morris Muhammad Muriel Murray Mustafa Mykola Myra Nadia Nancy Nanette Naoko Naomi Natalia
Nate Nathaniel Nayeli Nazanin Ned Neil Nell Nelly Nestor Nettie Ngozi Nia Nicholas Nick Nicolette Nigel Nikhil
Niloufar Nils Nina Noah Noel Nolan Noor Nora Norm Obinna Octavio Odette Oksana Ola Oleg Olga Olive Olivia Omar
Ophelia Ora Orlando Oscar Osvaldo Otis Otto Owen Paige Paloma Pam Pamela Paolo Parker Parvati Pat Patience Patrice
Patricia Patsy Paul Paula Pavel Pearl Pedro Peggy Penelope Penny Percy Pete Petros Phil Phoebe Phuong Phyllis Pia
Pierre Piotr Polly Preston Primrose Priscilla Priya Priyamvada Prudence Purvi Queenie Quinn Rachel Radha Rafael Rahul
Raisa Raj Ralph Ramesh Ramona Ramón Randall Randy Rania Raphael Rashid Raven Ray Raúl Rebeca Rebecca Reggie Regina
Reinaldo Rene Reuben Rex Reza Rhea Rhonda Ricardo Riley Rita Rob Robert Roberta Robin Rochelle Rocío Rod Rodolfo
Rodrigo Roger Roland Roma Romeo Ron Ronan Ronda Rosa Rosario Rose Rosemary Roshni Rosie Ross Rowan Roxanne Roy Ruben
Ruby Rudy Rufus Rupert Russell Ruth Ruthie Ryan Saanvi Sabine Sabrina Sadie Sage Saira Sal Sally Salma Salvador Sam
Samantha Samir Samuel Sandra Sanjay Sanjeev Santiago Saoirse Sara Sasha Saul Savannah Scott Sean Sebastian Selma
Serena Sergei Seth Shane Shanice Shannon Shantel Shaquille Sharon Shawn Sheila Shelby Shelly Sherman Shira Shirley
Shiv Sid Siddharth Sienna Sigrid Silas Silvia Simon Simone Siobhán Sofia Sol Solveig Song Sonia Sophie Soraya Spencer
Stacy Stan Stanislav Stefan Stella Stephanie Stephen Steve Sue Sulaiman Summer Sunita Sunny Suresh Susan Suzanne
Svetlana Swati Sybil Sylvia Tabitha Taha Taj Takeshi Talia Tamara Tamika Tamsin Tanisha Tanya Tara Tariq Tate Tatiana
Tawny Taylor Ted Tempest Teodoro Teresa Terrell Terry Tess Thelma Theodoros Theresa Thi Thomas Thora Tia Tiffany
Tilda Tim Timothy Tina Toby Todd Tom Toni Tori Tracy Trevor Tricia Trinh Trinity Trish Troy Trudy Tuyet Ty Tyler
Tyrone Ulysses Uma Umar Unity Ursula Usha Val Valentina Valerie Vance Vanessa Vera Vernice Vernon Veronica Vesna Vic
Vicki Victor Victoria Vijay Vikram Vince Viola Violet Virginia Vito Vivek Vivian Vladimir Voula Walker Wallace Walt
Walter Wanda Ward Warren Wayne Wei-Ting Wendy Wesley Wilbur Wilfred Will Willa William Willie Wilma Winifred Winston
Wolfgang Woodrow Wyatt Xavier Xenia Xin Xochitl Yannick Yara Yasmin Yesenia Yetunde Yevgeny Yoko Yolanda Yosef Yuliya
Yusuf Yvette Yvonne Zach Zachary Zainab Zane Zeke Zelda Zeynep Zora Zosia Zoë Zuri
""".split()  # noqa: SIM905

LAST = """
Abbott Abdi Abernathy Abubakar Achebe Acosta Adams Adeyemi Adkins Agarwal Aguilar Aguirre Ahmed Akhtar Akintola
Albrecht Alcott Aldridge Alexander Allen Almeida Alston Alvarez Amato Amin Anaya Andersen Anderson Andrews Angelou
Ansah Antonelli Aoki Appiah Applegate Aquino Araujo Arbogast Archer Armstrong Arnaud Arnold Arredondo Arroyo Asante
Asghar Ashby Atkins Atwater Austin Avila Ayala Aydin Bachmann Bailey Baird Baker Balakrishnan Baldwin Ballard
Banerjee Barber Barclay Barlow Barnes Barnett Barragán Barrera Barron Bartlett Basnet Bass Bates Batista Bauer
Baumgartner Baxter Beaulieu Beck Becker Begum Bell Bennett Benson Benítez Berg Bergstrom Bernal Bernstein Berry Bhatt
Bianchi Billings Bishop Bjornstad Black Blackburn Blackwood Blair Blake Blanc Blanchard Bledsoe Blevins Boateng
Bolton Bonilla Booker Borden Boudreaux Bowen Bowers Bowman Boyd Boykin Boyle Bradford Bradley Branch Brandt Brandvold
Braun Bravo Brennan Brewer Bridges Briggs Bright Britt Brooks Broussard Brown Browning Bruce Brunner Bryant Buchanan
Bui Burgess Burke Burns Burton Bush Butler Byrd Byrne Cabral Cabrera Caldwell Calloway Camacho Cameron Campbell
Campos Cannon Cardenas Carey Carlson Carr Carrasco Carroll Carter Carver Case Castaneda Castillo Castrejón Castro
Cavanaugh Cervantes Chacon Chakraborty Chambers Chan Chandra Chang Chapman Charles Chase Chatterjee Chaudhry Chavez
Chen Cherry Cho Choi Chowdhury Christensen Christiansen Chukwu Chung Church Cisneros Clark Clarke Clay Clayton
Clement Coble Cohen Cole Coleman Collins Colón Combs Conner Conrad Contreras Conway Cook Cooper Cordero Cornell
Correa Cortez Costa Costello Cotton Covington Cox Craig Crawford Crenshaw Crosby Cross Crowley Cruz Cuevas Cummings
Cunningham Curry Cáceres Cárdenas D'Amico D'Angelo Dahl Dalton Daly Dang Daniel Daniels Darby Das Daugherty Davenport
Davidson Davis Dawson Dean Decker DeLeon Delgado Deng Dennis Desai Deschamps Devereaux Diallo Diaz Dickerson Dillard
Dinh Diop Dixon Do Dobbs Dobson Dodson Dominguez Donahue Donovan Dorsey Douglas Dowling Doyle Drake Driscoll Dubose
Dudley Duffy Duke Dumas Duncan Dunn Duran Durham Duvall Dyer Dyke Dyson Eaton Eberle Echevarria Eddy Edwards Egan
Ekwueme Elder Ellis Ellison Engel English Erickson Eriksen Escobar Espinoza Esposito Estrada Evans Everhart Ewing
Falk Fanshaw Farah Farley Farmer Farrell Faulkner Fay Feldman Felix Ferguson Fernandez Ferraro Ferreira Ferrell
Fields Figueroa Finch Finley Fischer Fisher Fitzpatrick Fitzroy Flanagan Fleming Fletcher Flood Flores Flowers Flynn
Fong Fontaine Forbes Ford Forsythe Foster Fowler Fox Francis Franco Frank Frazier Freeman French Friedman Frost Fry
Fuentes Fujimoto Fulton Gaines Galindo Gallagher Gallo Galloway Gamble Garcia Gardner Garner Garrett Garrison Garza
Gates Gauthier Gentry George Ghosh Gibbs Gibson Gilbert Giles Gill Gillespie Glass Glenn Glover Goldberg Goldstein
Golovin Gomez Gonzales Gonzalez Good Goodman Goodwin Gordon Graham Grant Graves Gray Green Greene Greer Gregory
Griffin Gross Guerra Guerrero Guillory Gupta Guthrie Gutierrez Guzman Haas Haddad Hagen Hahn Hale Haley Hall Hamilton
Hammond Hampton Hancock Hanna Hansen Hanson Harding Hardy Hargis Hargrove Harmon Harper Harrell Harrington Harris
Harrison Hart Hartman Harvey Hashimoto Hassan Hastings Hatfield Hawkins Hayes Haynes Heath Hebert Heinz Henderson
Hendricks Henry Henson Herman Hernandez Herrera Hess Hester Hickman Hicks Higgins Hill Hinojosa Hinton Hirsch Ho
Hoang Hobbs Hodge Hodges Hoffman Holcomb Holden Holder Holland Holloman Holloway Holmes Holt Hood Hooper Hoover
Hopkins Hopper Horn Horne Horton House Houston Howard Howe Howell Hoyt Huang Hubbard Hudson Huerta Huff Huffman
Hughes Hull Humphrey Hunt Hurley Hurst Hussain Hutchinson Hwang Hyde Ibarra Ibrahim Ingram Irwin Isaac Ito Ivanova
Iverson Jackson Jacobs Jain James Jansen Jaramillo Jarvis Jefferson Jenkins Jennings Jensen Jeong Jewell Jimenez
Johansson Johnson Jones Joseph Joshi Joyner Juarez Kane Kang Kapadia Kaplan Kapoor Karim Kasprzak Kato Kaur Keith
Keller Kelly Kemp Kennedy Kent Kerr Khalil Khan Kidd Kim Kincaid King Kirby Kirk Klein Knapp Knight Knowles Knox Koch
Koenig Kohli Kowalczyk Kowalski Kozlov Kramer Krause Krishnan Krueger Kumar Laird Lam Lamb Lambert Lancaster Landry
Lane Lang Lara Larsen Larson Lavoie Lawson Le Leach Leblanc Lee Leon Lester Leung Levine Levy Lewis Li Liang Lim Lin
Lindqvist Lindsey Linh Little Liu Lloyd Locke Logan Lombardi Long Lopez Love Lovelace Lovett Lowe Lowery Lozano Lucas
Lucero Luna Lundy Lutz Lynch Lyons MacDonald Macias Mack Madden Maddox Mahmood Mahoney Maldonado Malik Malone Manikas
Mann Manning Manzano Marin Marks Marquez Marsh Marshall Martin Martinez Mason Massaro Massey Mathews Mathis Matsuda
Maxwell May Maynard Mbeki McAllister McBride McCall McCarthy McClain McClure McConnell McCormick McCoy McCullough
McDaniel McDonald McFadden McFarland McGee McGrath McGuire McIntosh McKay McKee McKenna McKinney McLaughlin McLean
McMahon McMillan McNeil McPherson Meadows Medina Mehta Mejia Melendez Melton Mendez Mendoza Mercado Mercer Merritt
Meyer Meza Michael Mikkelsen Miles Miller Mills Milton Miranda Mishra Mitchell Mkrtchyan Mohamed Molina Molnár Monroe
Montgomery Montoya Moody Moon Moore Mora Morales Moran Moreau Moreno Morgan Morin Morris Morrison Morrow Morse Morton
Mosley Moss Moyo Mueller Mukherjee Mulvaney Munoz Munro Murillo Murphy Murray Musa Mwangi Myers Nadeau Nagy Naidu
Nair Nakamura Nance Napolitano Nash Navarro Neal Nelson Newman Newton Ng Nguyen Nichols Nicholson Nielsen Nieves
Nixon Noble Noel Nolan Norman Norris Norton Novak Nowak Nunez Nwosu Nyberg Nygaard O'Brien O'Connor O'Donnell O'Keefe
O'Leary O'Neill Oakley Obi Ochoa Odom Ogden Ogunbanjo Okafor Okeke Okonkwo Oliveira Oliver Olsen Olson Oneal Orozco
Orr Ortega Ortiz Osborne Osman Ostrander Ouellette Owens Oyebanji Pace Pacheco Padilla Pagan Page Paley Palmer Pandey
Papadakis Pappas Parekh Park Parker Parks Parrish Parsons Pate Patel Patrick Patterson Patton Payne Pearson
Pennington Pereira Perez Perkins Perry Peters Petersen Peterson Petrov Petty Peña Pham Phan Phelps Phillips Pickett
Pierce Pierre-Louis Pineda Pineiro Pitts Plascencia Pollard Poole Pope Popescu Porter Potter Potts Powell Prasad
Preston Price Prince Proctor Puckett Purcell Quarshie Quillan Quinn Quiroz Rahimi Rahman Ramirez Ramos Ramsey Randall
Randolph Rangel Rao Rasmussen Rawlings Ray Redbird Redmond Reed Reese Reeves Reid Reilly Renaud Reyes Reyna Reynolds
Rhodes Rice Richards Richardson Richmond Riddle Riley Rinaldi Rios Ritter Rivas Rivera Roach Robbins Roberson Roberts
Robertson Robinson Robles Rocha Rodgers Rodriguez Rogers Rojas Rollins Roman Romano Romanov Romero Rosales Rosario
Rose Rosen Rosenberg Rosenthal Ross Rossi Roth Rowe Roy Rubio Ruiz Rush Russo Rutherford Rutledge Ryan Salas Salazar
Saldana Saleh Salgado Salinas Sampson Samuels Sanchez Sanders Sandoval Santana Santiago Santillan Santos Sargent Sato
Saunders Savage Sawyer Saxena Schaefer Schmidt Schmitt Schneider Schroeder Schultz Schumacher Schwab Schwartz Scott
Sears Sellers Sen Sengupta Serrano Sethi Sexton Shaffer Shah Shaikh Shannon Shapiro Sharma Sharp Shaw Shelton Shepard
Shepherd Sheppard Sherman Shields Short Shrestha Sierra Silva Simmons Simon Simpson Sims Sinclair Singh Singleton
Skaggs Skinner Slater Sloan Small Smith Snyder Soames Sokolov Solheim Solis Song Sorensen Sosa Soto Sparks Spears
Spencer Stafford Stallworth Stanley Stanton Stark Steele Stein Stephens Stephenson Stevens Stewart Stokes Stone Stout
Strand Strauss Stringer Strong Stuart Suarez Sullivan Summers Sutherland Sutton Suzuki Swan Swanson Sweeney Sykes
Szymanski Tackett Talbot Talley Tamayo Tanaka Tang Tanner Tate Taub Taylor Teague Tejada Terry Thomas Thompson Thorn
Thornton Thorpe Tibbs Tiernan Tillman Todd Tolliver Torres Tovar Townsend Tran Trejo Trevino Trujillo Tsai Tucker
Tull Turk Turner Tyler Tyson Uddin Ueda Umar Underwood Upton Urbina Usman Vail Valdez Valencia Valentin Valentine
Valle Vance Varela Vargas Vasquez Vaughn Vega Velasquez Velez Vickers Vigil Villa Villanueva Villarreal Vincent Vo
Vogel Volkov Voss Vu Vuong Waddell Wade Wagner Walden Walker Wall Wallace Walls Walsh Walter Walters Walton Wang Ward
Ware Warner Warren Waters Watkins Watson Watts Weaver Webb Weber Weeks Weiss Welch Wells Wen Werner West Whalen
Wheeler Whitaker White Whitehead Whitfield Whitley Whitney Wiggins Wilcox Wilder Wiley Wilkerson Wilkins Wilkinson
Willard Williams Willis Wilson Winkler Winslow Winston Winters Wise Witt Wojcik Wolfe Womack Wong Wood Woodard
Woodruff Woods Woodward Workman Worley Wright Wu Wyatt Wynn Xiong Xu Yamamoto Yancey Yang Yates Yazzie Yeager Yilmaz
Yoder Yoon York Young Yu Yusuf Zabriskie Zamora Zapata Zavala Zeller Zhang Zhao Zhou Ziegler Zielinski Zielonka
Zimmerman Zuniga Żukowski
""".split()  # noqa: SIM905

PARTICLES = ("de la", "van", "van der", "von", "de", "del", "Al-", "St.", "El", "dos", "Mc", "Abu")
