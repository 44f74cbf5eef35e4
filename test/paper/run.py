#!/usr/bin/env python3
"""Documents as people see them: draws each figures file of this folder and compares pages, texts and tags.

usage: run.py NESIE            TAP; needs pdftoppm, pdfinfo, pdffonts (poppler-utils)
       run.py NESIE --renew    writes the pictures anew: look at each page before they are committed
       run.py NESIE --keep DIR leaves PDF, page and pictures there

Pictures are grey, 40 dots an inch: a letter drawn without its stem, a moved column, a lost line change them; a library
that smooths edges another way does not.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import picture

HERE = pathlib.Path(__file__).resolve().parent
LANGS = ("kk", "ru")


def kind_of(name: str) -> str:
    return name.split("_")[0]


def run(*command) -> str:
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


def draw(nesie: str, name: str, folder: pathlib.Path) -> tuple[pathlib.Path, dict]:
    pdf, page = folder / f"{name}.pdf", folder / f"{name}.json"
    run(nesie, "paper", kind_of(name), "--figures", HERE / f"{name}.tsv", "--pdf", pdf, "--page", page)
    return pdf, json.loads(page.read_text(encoding="utf-8"))


def tree(pdf: pathlib.Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """The sections and tables of a tagged PDF in order, each with its elements and their texts."""
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for line in run("pdfinfo", "-struct-text", pdf).splitlines():
        depth, words = len(line) - len(line.lstrip()), line.strip()
        if depth == 2:
            found.append((words.split()[0], []))
        elif words.startswith('"'):
            element, text = found[-1][1][-1]
            found[-1][1][-1] = (element, text + words[1:-1])
        elif depth > 2 and words != "TR":
            found[-1][1].append((words.split()[0], ""))
    return found


def drawn_texts(pdf: pathlib.Path) -> dict[str, list[str]]:
    """By language, and for tables: what the PDF says, in order of reading."""
    langs = re.findall(rb"/Lang \((\w+)\)\n   /S /Sect", pdf.read_bytes())
    texts: dict[str, list[str]] = {"kk": [], "ru": [], "table": []}
    for name, elements in tree(pdf):
        place = langs.pop(0).decode() if name == "Sect" else "table"
        texts[place] += [text for _element, text in elements]
    return texts


def page_texts(page: dict) -> dict[str, list[str]]:
    """The same of the page in the browser."""
    texts: dict[str, list[str]] = {"kk": [], "ru": [], "table": []}
    for block in page["blocks"] + page["evidence"]:
        for lang in LANGS:
            parts = [block.get("number", ""), block.get("text", {}).get(lang, ""),
                     block.get("value", {}).get(lang, "")]
            texts[lang] += [part for part in parts if part]
        if block["is"] == "table":
            texts["table"] += [cell for row in block["rows"] + [block["total"]] for cell in row if cell]
    return texts


def without_heads(cells: list[str], page: dict) -> list[str]:
    """Cells of a table; the heads, which stand on each page, must be there and are taken away."""
    heads = [column["text"][lang] for block in page["blocks"] if block["is"] == "table"
             for lang in LANGS for column in block["columns"]]
    kept, at, seen = [], 0, 0
    while at < len(cells):
        if heads and cells[at:at + len(heads)] == heads:
            at, seen = at + len(heads), seen + 1
        else:
            kept.append(cells[at])
            at += 1
    return kept if seen or not heads else ["the table has no head"]


def check_texts(pdf: pathlib.Path, page: dict) -> list[str]:
    drawn, shown = drawn_texts(pdf), page_texts(page)
    drawn["table"] = without_heads(drawn["table"], page)
    return [f"{place}: the PDF says {one!r}, the page {other!r}"
            for place in drawn for one, other in zip(drawn[place] + [""], shown[place] + [""])
            if one != other][:3]


def check_letters(pdf: pathlib.Path, page: dict) -> list[str]:
    """All letters of the page, and no others, are found by a plain reader of text, foot and repeated heads aside."""
    plain = re.sub(r"\s", "", run("pdftotext", "-raw", pdf, "-"))
    missing = [text for texts in page_texts(page).values() for text in texts
               if re.sub(r"\s", "", text)[:12] not in plain]
    pages = int(re.search(r"Pages: +(\d+)", run("pdfinfo", pdf))[1])
    if plain.count("SHA-256" + page["hash"]) < pages:
        missing.append("the hash at the foot of each page")
    return [f"not found in the text: {text}" for text in missing[:3]]


def check_form(pdf: pathlib.Path, page: dict) -> list[str]:
    about, fonts = run("pdfinfo", "-isodates", pdf), run("pdffonts", pdf).splitlines()[2:]
    made = page["made_at"][:19]
    wrong = [f"not embedded: {line}" for line in fonts if not re.search(r" yes yes yes +\d", line)]
    wrong += [] if fonts else ["no fonts"]
    wrong += [] if "Tagged:          yes" in about else ["not tagged"]
    wrong += [] if re.search(rf"CreationDate: +{made}Z", about) else ["its date is not the document's"]
    wrong += [] if re.search(rb"/Type /Catalog\n   /Lang \(kk\)", pdf.read_bytes()) else ["no language"]
    return wrong


def check_pictures(pdf: pathlib.Path, name: str, folder: pathlib.Path, renew: bool) -> list[str]:
    run("pdftoppm", "-r", "40", "-gray", pdf, folder / name)
    fresh = {path.stem: picture.read_fresh(path) for path in sorted(folder.glob(f"{name}-*.pgm"))}
    kept = {path.stem: path for path in sorted((HERE / "pages").glob(f"{name}-*.png"))}
    if renew:
        for path in kept.values():
            path.unlink()
        for page, lines in fresh.items():
            picture.keep(HERE / f"pages/{page}.png", lines)
        return []
    if list(fresh) != list(kept):
        return [f"{len(fresh)} pages instead of {len(kept)}"]
    blind = [f"{page}: a lost stem is not seen" for page, lines in fresh.items()
             if not picture.differs(picture.without_a_stem(lines), lines)]
    return blind + [f"{page}: {says}" for page, path in kept.items()
                    if (says := picture.differs(fresh[page], picture.read_kept(path)))]


def check_same_again(nesie: str, name: str, folder: pathlib.Path, pdf: pathlib.Path) -> list[str]:
    again = folder / "again"
    again.mkdir(exist_ok=True)
    return [] if draw(nesie, name, again)[0].read_bytes() == pdf.read_bytes() else ["other bytes the second time"]


def main() -> int:
    nesie, renew = sys.argv[1], "--renew" in sys.argv
    held = failed = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(sys.argv[sys.argv.index("--keep") + 1] if "--keep" in sys.argv else temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(HERE.glob("*.tsv")):
            name = path.stem
            pdf, page = draw(nesie, name, folder)
            for label, wrong in (
                    ("its page says what its PDF says", check_texts(pdf, page)),
                    ("a plain reader finds its text", check_letters(pdf, page)),
                    ("is tagged, dated, with its fonts", check_form(pdf, page)),
                    ("is drawn as it was looked at", check_pictures(pdf, name, folder, renew)),
                    ("gives the same bytes again", check_same_again(nesie, name, folder, pdf))):
                held, failed = held + (not wrong), failed + bool(wrong)
                print(f"{'not ok' if wrong else 'ok'} - {name}: {label}", *wrong, sep="\n    # " if wrong else "")
    print(f"{held} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
