#!/usr/bin/env python3
"""Compile the templates of documents, src/paper/paper.def and src/paper/templates/NAME.tsv, into one C table.

usage: papers.py SOURCE_ROOT OUT.c

A template that names a figure which paper.def does not have, leaves one out that it has, says other things in Kazakh
than in Russian (other figures), or lacks a language stops the build. The file is written only where it changes.
"""
import pathlib
import re
import sys

ROW = re.compile(r"^(PAPER|FIGURE|OPTION)\((\w+), (\w+), ([\w |]+)\)", re.M)
NAME = re.compile(r"\{([^{}]*)\}")
HEAD = ["what", "only", "kk", "ru", "value kk", "value ru"]
KINDS = {"title", "subtitle", "head", "clause", "para", "row", "strong", "box", "box_end", "page", "table"}
BARE = {"box", "box_end", "page", "table", "entries"}
PAIRS = {"row", "strong"}


class Template:
    def __init__(self, kind: str, name: str, lists: str):
        self.kind, self.name = kind, name
        self.lists = [] if lists == "0" else lists.split(" | ")
        self.needs, self.lines, self.problems = {}, [], []

    def wrong(self, number: int, says: str):
        self.problems.append(f"templates/{self.name}.tsv:{number}: {says}")

    def read(self, path: pathlib.Path):
        lines = path.read_text(encoding="utf-8").splitlines()
        if not lines or lines[0].split("\t") != HEAD:
            self.wrong(1, f"the first line is not {', '.join(HEAD)} (tab-separated)")
            return
        for number, line in enumerate(lines[1:], 2):
            if line and not line.startswith("#"):
                self.take(number, (line.split("\t") + [""] * len(HEAD))[:len(HEAD)])
        self.check_whole()

    def take(self, number: int, cells: list[str]):
        what, only, kk, ru, value_kk, value_ru = cells
        value_ru = value_ru or value_kk
        if what not in KINDS | {"entries"}:
            self.wrong(number, f"there is no kind of line {what}")
        if bool(kk and ru) == (what in BARE) or bool(kk) != bool(ru):
            self.wrong(number, "it lacks a language, or has words where none belong")
        if bool(value_kk) != (what in PAIRS):
            self.wrong(number, "a row has a value, and nothing else has one")
        if names(kk) != names(ru) or names(value_kk) != names(value_ru):
            self.wrong(number, "Kazakh and Russian do not name the same figures")
        if only and (only.lstrip("!") not in self.needs or not self.needs[only.lstrip("!")][1]):
            self.wrong(number, f"{only} is no option of {self.kind}")
        for name in names(kk) | names(value_kk):
            if name not in self.needs:
                self.wrong(number, f"paper.def has no figure {name} for {self.kind}")
        self.lines.append((what, only, kk, ru, value_kk, value_ru))

    def check_whole(self):
        used = {name for line in self.lines for text in line[2:] for name in names(text)}
        used |= {line[1].lstrip("!") for line in self.lines}
        for name in self.needs:
            if name not in used:
                self.wrong(1, f"paper.def asks for {name}, which the template does not use")
        for what, listed in (("table", "SCHEDULE"), ("entries", "ENTRIES")):
            if sum(line[0] == what for line in self.lines) != (listed in self.lists):
                self.wrong(1, f"a line {what} stands once where paper.def says {listed}, and else nowhere")
        if [line[0] for line in self.lines][:1] != ["title"]:
            self.wrong(1, "it does not begin with its title")


def names(text: str) -> set[str]:
    return set(NAME.findall(text))


def templates(root: pathlib.Path) -> list[Template]:
    found: dict[str, Template] = {}
    for row, kind, name, rest in ROW.findall((root / "src/paper/paper.def").read_text(encoding="utf-8")):
        if row == "PAPER":
            found[kind] = Template(kind, name, rest)
        else:
            found[kind].needs[name] = (rest, row == "OPTION")
    for template in found.values():
        template.read(root / f"src/paper/templates/{template.name}.tsv")
    return list(found.values())


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def c_of(template: Template) -> list[str]:
    out = [f"static const struct nes_paper_need needs_{template.name}[] = {{"]
    out += [f"    {{ {quoted(name)}, NES_PAPER_FORM_{form}, {str(optional).lower()} }},"
            for name, (form, optional) in template.needs.items()]
    out += ["};", f"static const struct nes_paper_line lines_{template.name}[] = {{"]
    for what, only, *texts in template.lines:
        kind = "PARA" if what == "entries" else what.upper()
        kk, ru, value_kk, value_ru = map(quoted, texts)
        out.append(f"    {{ NES_SHEET_{kind}, {str(what == 'entries').lower()}, {quoted(only) if only else 'NULL'}, "
                   f"{{ {kk}, {ru} }}, {{ {value_kk}, {value_ru} }} }},")
    return out + ["};"]


def main() -> int:
    root, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    all_templates = templates(root)
    if problems := [problem for template in all_templates for problem in template.problems]:
        print("\n".join(problems), file=sys.stderr)
        return 1
    lines = ["/* Made by tools/papers.py. */", '#include "base/err.h"', '#include "paper/paper_template.h"', ""]
    for template in all_templates:
        lines += c_of(template)
    lines += ["", "const struct nes_paper_template nes_paper_templates[] = {"]
    for template in all_templates:
        lists = " | ".join(f"NES_PAPER_LIST_{name}" for name in template.lists) or "0"
        lines.append(f"    [NES_PAPER_{template.kind}] = {{ {quoted(template.name)}, {lists}, lines_{template.name}, "
                     f"NES_LEN(lines_{template.name}), needs_{template.name}, NES_LEN(needs_{template.name}) }},")
    text = "\n".join(lines + ["};", ""])
    if not out.exists() or out.read_text(encoding="utf-8") != text:
        out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
