"""A second implementation of the arithmetic of lending, written from the rules and not from src/calc."""
