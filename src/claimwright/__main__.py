"""`python -m claimwright` is the command line."""

from claimwright.cli.main import main

main()
