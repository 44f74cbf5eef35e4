"""Checks of all text: sizes of files, columns, words that are never merged, scripts that parse, whole tables."""
import ast
import pathlib
import re
import subprocess

from lint_base import Finding, ROOT, ending, files, text
import rules
from lint_c import FUNCTION_LINES

COLUMNS, FILE_LINES, HEADER_LINES = 120, 500, 200
COLUMNS_OF = (".c", ".h", ".py", ".sh")
LINES_OF = (".c", ".h", ".py", ".sh", ".sql", ".ts", ".tsx", ".css")
WRITTEN_BY_HAND = ("", ".c", ".h", ".def", ".py", ".sh", ".sql", ".ts", ".tsx", ".css", ".html", ".md", ".build",
                   ".txt", ".tsv", ".json", ".yaml", ".yml", ".kt")
COLUMNS_OF_TABLE = {"test/budget.tsv": 4, "test/suites.tsv": 3, "compliance/rules.tsv": 4, "tools/lint_allow.tsv": 4}
UNDONE = re.compile(r"\b(?:FIX" r"ME|TO" r"DO|XX" r"X|HA" r"CK)\b")
MACHINE = re.compile(r"(?<![\w.])/(?:home|Users|root|work|mnt|workspace)/[\w.]+|\bregistry\.[a-z]+\.org\b")


def by_hand() -> list:
    """Text that people write; lock files, vectors and committed results of a machine are none."""
    return [path for path in files()
            if pathlib.Path(path).suffix in WRITTEN_BY_HAND and not path.startswith("fuzz/corpus/")]


def check_sizes():
    """Files up to 500 lines, headers to 200, columns to 120 (of code better 100)."""
    for path in ending(*LINES_OF):
        most = HEADER_LINES if path.endswith(".h") else FILE_LINES
        lines = text(path).splitlines()
        if len(lines) > most and not path.startswith("db/schema"):
            yield Finding(path, most, f"the file has {len(lines)} lines, at most {most}")
        if path.endswith(COLUMNS_OF):
            for number, line in enumerate(lines, 1):
                if len(line) > COLUMNS:
                    yield Finding(path, number, f"the line has {len(line)} columns, at most {COLUMNS}")


def check_words():
    """Nothing unfinished is merged, and the tree knows no machine it was written on."""
    for path in by_hand():
        for number, line in enumerate(text(path).splitlines(), 1):
            if UNDONE.search(line):
                yield Finding(path, number, "unfinished work is not merged: do it, or open an issue")
            if machine := MACHINE.search(line):
                yield Finding(path, number, f"a path or host of one machine: {machine[0]}")
            if line != line.rstrip() and not path.endswith((".md", ".tsv")):
                yield Finding(path, number, "blanks at the end of the line")


def check_commits():
    """Messages of the last commits name no machine either."""
    log = subprocess.run(["git", "log", "-50", "--format=%h%x09%B%x00"], cwd=ROOT, capture_output=True, text=True,
                         check=False)
    for entry in log.stdout.split("\0"):
        commit, _, message = entry.strip().partition("\t")
        if machine := MACHINE.search(message):
            yield Finding(f"commit {commit}", 1, f"a path or host of one machine: {machine[0]}")


def check_scripts():
    """Shell and Python parse; functions of Python have a length too."""
    shell = [p for p in files() if p.endswith(".sh") or text(p).startswith(("#!/usr/bin/env bash", "#!/bin/sh"))]
    for path in shell:
        run = subprocess.run(["bash", "-n", path], cwd=ROOT, capture_output=True, text=True, check=False)
        if run.returncode != 0:
            yield Finding(path, 1, run.stderr.strip().splitlines()[0])
    for path in ending(".py"):
        try:
            tree = ast.parse(text(path), path)
        except SyntaxError as error:
            yield Finding(path, error.lineno or 1, f"Python cannot read it: {error.msg}")
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and (lines := node.end_lineno - node.lineno + 1) > FUNCTION_LINES:
                yield Finding(path, node.lineno, f"{node.name} has {lines} lines, at most {FUNCTION_LINES}")


def check_tables():
    """test/budget.tsv, test/suites.tsv and the allow-list have their columns; a night is not shorter than the gate."""
    for path, columns in COLUMNS_OF_TABLE.items():
        for number, line in enumerate(text(path).splitlines(), 1):
            if line and not line.startswith("#") and line.count("\t") != columns - 1:
                yield Finding(path, number, f"a row has {columns} columns, separated by tabs")
        if path in ("test/budget.tsv", "test/suites.tsv"):
            names = [line.split("\t")[0] for line in text(path).splitlines() if line and not line.startswith("#")]
            for name in sorted({name for name in names if names.count(name) > 1}):
                yield Finding(path, 1, f"{name} stands there twice (a merge?)")
    for number, line in enumerate(text("test/budget.tsv").splitlines()[1:], 2):
        counts = line.split("\t")[1:]
        if not line.startswith("#") and not one_way(counts):
            yield Finding("test/budget.tsv", number, "counts are whole numbers that grow, or shrink, to release")
    for number, line in enumerate(text("tools/lint_allow.tsv").splitlines()[1:], 2):
        if len(line.split("\t")[-1]) < 10:
            yield Finding("tools/lint_allow.tsv", number, "an exception has a reason")


def one_way(counts: list) -> bool:
    """Whole numbers that only grow, or (steps between cases) only shrink."""
    if not all(count.isdigit() for count in counts):
        return False
    return sorted(counts, key=int) in (counts, counts[::-1])


def check_rules():
    """Rules cited in the code are rules that exist."""
    known = rules.known()
    for rule, places in rules.cited().items():
        if rule not in known:
            yield Finding(places[0], 1, f"rule {rule} does not stand in compliance/rules.tsv")
