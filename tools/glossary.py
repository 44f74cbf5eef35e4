#!/usr/bin/env python3
"""Hold every text for people to the terms of the Resolution (docs/glossary.tsv, made from its two texts).

usage: glossary.py          TAP: one test a table of sentences
       glossary.py --page   prints the glossary for reading

Where the Russian cell has a term, the Kazakh one must have its Kazakh term; words that the Resolution does not use for
it are named in kk_not. A Kazakh sentence that equals the Russian one, or that has no letter of Kazakh alone, is not
translated.
"""
import csv
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
GLOSSARY = ROOT / "docs/glossary.tsv"
OWN_LETTERS = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
LONG = 40          # characters from which a Kazakh sentence has a letter of its own
SAME_WORDS = 3     # that many words the same in both languages are no translation


def terms() -> list:
    with open(GLOSSARY, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def tables() -> list:
    """Files with the columns key, kk, ru, en."""
    found = [*ROOT.glob("src/*/words.tsv"), *ROOT.glob("web/*/words/*.tsv"), *ROOT.glob("src/paper/**/*.tsv")]
    return sorted(path for path in set(found) if path.read_text("utf-8").startswith("key\tkk\tru"))


def faults_of(kk: str, ru: str, glossary: list):
    for term in glossary:
        wrong = term["kk_not"] and re.search(term["kk_not"], kk, re.IGNORECASE)
        if wrong:
            yield f"\"{wrong[0]}\": the Resolution says \"{term['kk']}\" (item {term['item']})"
        elif re.search(term["ru_stem"], ru, re.IGNORECASE) and not re.search(term["kk_stem"], kk, re.IGNORECASE):
            yield f"\"{term['ru']}\" is \"{term['kk']}\" (item {term['item']})"
    if len(kk) >= LONG and not OWN_LETTERS.search(kk):
        yield "no letter of Kazakh alone: is it translated?"
    if kk == ru and len(re.findall(r"\w+", re.sub(r"\{\w+\}", "", kk))) >= SAME_WORDS:
        yield "the Kazakh sentence is the Russian one"


def check(path: pathlib.Path, glossary: list) -> list:
    faults = []
    for number, line in enumerate(path.read_text("utf-8").splitlines()[1:], 2):
        cells = line.split("\t")
        if len(cells) >= 3:
            place = f"{path.relative_to(ROOT)}:{number}: {cells[0]}"
            faults += [f"{place}: {fault}" for fault in faults_of(cells[1], cells[2], glossary)]
    return faults


def page(glossary: list) -> None:
    print("| қазақша | русский | English | item |\n| --- | --- | --- | --- |")
    for term in sorted(glossary, key=lambda one: one["en"]):
        print(f"| {term['kk']} | {term['ru']} | {term['en']} | {term['item']} |")


def main() -> int:
    glossary = terms()
    if "--page" in sys.argv:
        page(glossary)
        return 0
    paths, failed = tables(), 0
    print(f"1..{len(paths)}")
    for number, path in enumerate(paths, 1):
        faults = check(path, glossary)
        failed += bool(faults)
        print(f"{'not ok' if faults else 'ok'} {number} - {path.relative_to(ROOT)} speaks as the Resolution does")
        print("".join(f"# {fault}\n" for fault in faults), end="")
    return 1 if failed or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
