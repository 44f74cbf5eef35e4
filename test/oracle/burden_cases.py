"""Debt burden through the program, where it has a command for it."""


def run(tally, program, seed, count):
    """Compare `count` random borrowers."""
    tally.skipped["burden"] = "the program has no command for it yet"
