"""`python -m consult` is the program `consult`."""

from consult.cli import main

main()
