#!/usr/bin/env python3
"""Compile the sentences of src/**/words.tsv and src/**/*_faults.def into one C table.

usage: words.py SOURCE_ROOT OUT.c
       words.py --errors FILE [--check]   writes the list of all faults; with --check only tells if it is up to date

A key that lacks a language, a fault without `fault.NAME` in Kazakh and Russian, and a row of a fault that does not
exist stop the build. The file is written only where it changes.
"""
import pathlib
import re
import sys

LANGS = ("kk", "ru", "en")
FAULT = re.compile(r'^X\((\w+),\s*(\w+),\s*(\d+),\s*"((?:[^"\\]|\\.)*)"\)', re.M)


def fault_rows(root: pathlib.Path):
    for path in sorted((root / "src").rglob("*_faults.def")):
        for name, end, status, text in FAULT.findall(path.read_text(encoding="utf-8")):
            yield path, name, end, int(status), text


def faults(root: pathlib.Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for path, name, _end, _status, text in fault_rows(root):
        if name in found:
            raise SystemExit(f"{path}: the fault {name} is defined twice")
        found[name] = text
    return found


def errors_page(root: pathlib.Path, table: dict[str, tuple[str, ...]]) -> str:
    lines = ["# Errors", "",
             "Every refusal is a problem (RFC 9457) with one of these codes, the same in all versions. Made from the "
             "tables of",
             "faults by `tools/words.py --errors docs/errors.md`. *keeps*: what was written stays (attempts, evidence, "
             "audit);",
             "otherwise nothing does. Codes with status 500 are shown as `INTERNAL`.", ""]
    folder = None
    for path, name, end, status, _text in fault_rows(root):
        if path.parent.name != folder:
            folder = path.parent.name
            lines += ["" if lines[-1] else "", f"## {folder}", "", "| code | status | | English | Қазақша | Русский |",
                      "| --- | --- | --- | --- | --- | --- |"]
            lines = [line for at, line in enumerate(lines) if line or at == 0 or lines[at - 1]]
        kk, ru, en = table["fault." + name]
        keeps = "keeps" if end == "REFUSE" else ""
        lines.append(f"| `{name}` | {status} | {keeps} | {en} | {kk} | {ru} |")
    return "\n".join(lines) + "\n"


def write_errors(check: bool) -> int:
    root = pathlib.Path(__file__).resolve().parent.parent
    page, (table, problems) = root / sys.argv[2], collect(root)
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 1
    text = errors_page(root, table)
    same = page.exists() and page.read_text(encoding="utf-8") == text
    if check:
        print("1..1\n" + ("ok" if same else "not ok") + " 1 - docs/errors.md lists every fault as its table says")
        if not same:
            print(f"# write it anew: python3 tools/words.py --errors {sys.argv[2]}")
        return 0 if same else 1
    page.write_text(text, encoding="utf-8")
    return 0


def rows(path: pathlib.Path, problems: list[str]):
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or lines[0].split("\t") != ["key", *LANGS]:
        raise SystemExit(f"{path}: the first line is not key, kk, ru, en (tab-separated)")
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != 4:
            problems.append(f"{path}:{number}: {len(cells)} cells instead of 4: key, kk, ru, en (empty for a fault)")
            continue
        yield f"{path}:{number}", cells


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\\\\n", "\\n") + '"'


def collect(root: pathlib.Path) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    table: dict[str, tuple[str, ...]] = {}
    problems: list[str] = []
    known = faults(root)
    for path in sorted((root / "src").rglob("words.tsv")):
        for place, (key, kk, ru, en) in rows(path, problems):
            if key.startswith("fault."):
                name = key.removeprefix("fault.")
                if name not in known:
                    problems.append(f"{place}: there is no fault {name}")
                if en:
                    problems.append(f"{place}: the English of a fault stands in its table only")
                en = known.get(name, "?")
            if not (kk and ru and en):
                problems.append(f"{place}: {key} lacks a language")
            if key in table:
                problems.append(f"{place}: {key} stands twice")
            table[key] = (kk, ru, en)
    for name in known:
        if "fault." + name not in table:
            problems.append(f"the fault {name} has no Kazakh and Russian: add fault.{name} to words.tsv of its folder")
    return table, problems


def main() -> int:
    if sys.argv[1] == "--errors":
        return write_errors("--check" in sys.argv)
    root, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    table, problems = collect(root)
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 1
    lines = ["/* Made by tools/words.py. */", '#include "base/words.h"', "",
             "const struct nes_words_row nes_words_table[] = {"]
    lines += [f"    {{ {quoted(key)}, {{ {', '.join(quoted(text) for text in table[key])} }} }},"
              for key in sorted(table, key=lambda key: key.encode())]
    lines += ["};", f"const size_t nes_words_len = {len(table)};", ""]
    text = "\n".join(lines)
    if not out.exists() or out.read_text(encoding="utf-8") != text:
        out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
