"""What a case says when it is not satisfied."""


class Wrong(Exception):
    """Something is not as it must be."""


class Skip(Exception):
    """This machine lacks what the case needs."""


def want(label: str, got, wanted) -> None:
    if got != wanted:
        raise Wrong(f"{label}: got {got!r}, wanted {wanted!r}")


def want_verdict(label: str, verdict, word: str, *reasons: str) -> None:
    """The verdict, and these reasons among its reasons."""
    if verdict.word != word or not set(reasons) <= verdict.reasons:
        raise Wrong(f"{label}: got {verdict.word} {sorted(verdict.reasons)}, wanted {word} {sorted(reasons)}")
