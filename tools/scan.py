#!/usr/bin/env python3
"""The scanner of source code: every language that runs in the product or builds it, the seven kinds of vulnerability of
item 19 of the Resolution. `tools/scan.py [FILE...]` prints findings and ends with 1 where there are any; ./dev lint
runs it with every change, beside the compilers' warnings, clang-tidy and cppcheck. Its rules: tools/scan_rules.tsv.
"""
import csv
import functools
import pathlib
import re
import sys

from lint_base import Finding, ROOT, files, is_allowed, text

POINTS = tuple(f"19.{nr}" for nr in range(1, 8))
LANGUAGES = {
    "c": (".c", ".h", ".def", ".inc"), "sql": (".sql",), "web": (".ts", ".tsx", ".js", ".mjs", ".html", ".css"),
    "python": (".py",), "shell": (".sh",),
}
COMMENTS = {language: re.compile(mark) for language, mark in (
    ("c", r"/\*.*?\*/|//.*$"), ("sql", r"--\s.*$"), ("web", r"/\*.*?\*/|(?<!:)//.*$"), ("python", r"(^|\s)#.*$"),
    ("shell", r"(^|\s)#.*$"))}
# What is no program: data, words, pictures, prose, settings, lock files, figures of a build.
NO_LANGUAGE = (".tsv", ".txt", ".md", ".json", ".yaml", ".yml", ".build", ".png", ".ttf", ".pem", ".der", ".conf",
               ".service", ".story", ".xml", ".svg", ".toml", ".supp", ".woff2", ".template", ".bin", ".lock", ".cms")
SCANNED = ("src/", "world/", "web/", "db/", "deploy/", "dev.d/", "tools/", "dev")
TESTS = re.compile(r"(?:_test|_fuzz)\.c$|(?:^|/)tests?/|_test\.(?:py|mjs|ts)$|/testing/|^web/generated/")


def language_of(path: str) -> str | None:
    """The language of a file; None: it has none, or it is no program."""
    suffix = pathlib.Path(path).suffix
    for language, suffixes in LANGUAGES.items():
        if suffix in suffixes:
            return language
    if suffix == "" and text(path).startswith(("#!/usr/bin/env bash", "#!/bin/sh")):
        return "shell"
    return None


@functools.cache
def rules() -> tuple:
    with open(ROOT / "tools/scan_rules.tsv", encoding="utf-8") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple((row["language"], row["point"], re.compile(row["pattern"]), row["says"]) for row in rows)


@functools.cache
def rules_of(language: str) -> tuple:
    """(point, pattern, what it says) of a language."""
    return tuple((point, pattern, says) for of, point, pattern, says in rules() if of == language)


def bare(language: str, line: str) -> str:
    """Without the comment at its end, as far as that is plain to see."""
    return COMMENTS[language].sub(" ", line)


def scan(language: str, code: str):
    """(line, point, what it is) of each finding in a text."""
    for number, line in enumerate(code.splitlines(), 1):
        without = bare(language, line)
        for point, pattern, says in rules_of(language):
            if pattern.search(line if point == "19.6" else without):
                yield number, point, says


def scanned() -> list:
    """The files that run in the product or build it."""
    return [path for path in files() if path.startswith(SCANNED) and not TESTS.search(path) and language_of(path)
            and path not in ("tools/scan.py",)]


def unknown() -> list:
    """Files of a language that no rule speaks of: the scanner would be blind to them."""
    return [path for path in files() if path.startswith(SCANNED) and language_of(path) is None
            and pathlib.Path(path).suffix not in NO_LANGUAGE and pathlib.Path(path).suffix != ""]


def check_scan():
    """The seven kinds of vulnerability of item 19, in every language of the tree."""
    for path in scanned():
        for number, point, says in scan(language_of(path), text(path)):
            yield Finding(path, number, f"{point}: {says}")
    for path in unknown():
        yield Finding(path, 1, "19.0: a language that the scanner does not know")


def main() -> int:
    found = [finding for finding in check_scan() if not is_allowed("scan", finding)]
    wanted = sys.argv[1:]
    found = [finding for finding in found if not wanted or finding.path in wanted]
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{len(scanned())} files, {len(rules())} rules, {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
