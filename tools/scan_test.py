#!/usr/bin/env python3
"""The security tests of source and components test themselves: each kind of vulnerability of item 19 is found in each
language in code that has it, and not in code that has not; the tree has none; components are known with versions and
what they stand on, and a known vulnerability of one is told. Prints TAP; passed tests name their rules in
$NESIE_RULES_OUT.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

import lint
import sbom
import scan
from lint_base import ROOT, is_allowed, text

TESTS = []

FAULTY = """#include <stdlib.h>
#include <string.h>
int past_the_end(int at) { int few[4] = { 1, 2, 3, 4 }; (void)at; return few[4]; }
char after_free(void) { char *one = malloc(8); if (!one) { return 0; } one[0] = 1; free(one); return one[0]; }
int nothing(int *found) { if (found == NULL) { return *found; } return 0; }
"""


def test(shown: str):
    def take(function):
        TESTS.append((function, shown.split()))
        return function
    return take


def want(held, says: str) -> None:
    if not held:
        raise AssertionError(says)


def seeds(language: str) -> list:
    lines = (ROOT / f"test/scan/{language}.txt").read_text("utf-8").splitlines()
    return [tuple(line.split("\t", 1)) for line in lines if line]


@test("19.0")
def every_language_of_the_tree_is_scanned():
    want(not scan.unknown(), f"no rule speaks of {scan.unknown()[:3]}")
    used = {scan.language_of(path) for path in scan.scanned()}
    want(used == set(scan.LANGUAGES), f"in the tree: {used}")
    for language in scan.LANGUAGES:
        points = {rule[1] for rule in scan.rules() if rule[0] == language}
        want(points == set(scan.POINTS), f"{language} has rules for {points}")


@test("19.1 19.2 19.3 19.4 19.5 19.6 19.7")
def each_kind_is_found_in_each_language_and_nothing_else():
    for language in scan.LANGUAGES:
        hit = set()
        for point, code in seeds(language):
            found = [(one, says) for _, one, says in scan.scan(language, code)]
            want((point in {one for one, _ in found}) if point != "-" else not found,
                 f"{language}, {point}: {code!r} gives {found}")
            hit |= {(language, one, says) for one, says in found}
        silent = [rule[3] for rule in scan.rules() if rule[0] == language and (language, rule[1], rule[3]) not in hit]
        want(not silent, f"{language}: nothing shows the rules {silent}")


@test("19.2 19.4")
def what_only_the_flow_of_data_shows_is_found():
    """By the analysers that ./dev lint runs over our C with every change."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "faulty.c"
        path.write_text(FAULTY, "utf-8")
        plain = subprocess.run(["cppcheck", "--quiet", "--enable=warning", "--template={line} {id}", path],
                               capture_output=True, text=True, check=False).stderr
        deep = subprocess.run(["clang-tidy-14", "--quiet", f"--config-file={ROOT / '.clang-tidy'}", path, "--"],
                              capture_output=True, text=True, check=False).stdout
    want("3 arrayIndexOutOfBounds" in plain, f"past the end: {plain}")
    want("clang-analyzer-unix.Malloc" in deep, f"after free: {deep[-400:]}")
    want("clang-analyzer-core.NullDereference" in deep, f"nothing: {deep[-400:]}")


@test("18.1")
def no_change_passes_the_gate_without_it():
    found = [finding for finding in scan.check_scan() if not is_allowed("scan", finding)]
    want(not found, "\n".join(map(str, found[:5])))
    want(lint.FAST.get("scan") is scan.check_scan, "lint does not scan")
    row = next(line for line in text("test/suites.tsv").splitlines() if line.startswith("lint\t"))
    want("night" not in row.split("\t")[1], "the gate does not lint")


@test("20.1 18.2")
def components_are_known_with_versions_and_what_they_stand_on():
    told = sbom.describe([ROOT / "build/nesie"])
    known = {one["bom-ref"]: one for one in told["components"]}
    want(any("libmicrohttpd" in ref for ref in known) and any("preact@" in ref for ref in known), f"{sorted(known)}")
    want(all(one["version"] for one in known.values()), "a component without a version")
    leans = {row["ref"]: row["dependsOn"] for row in told["dependencies"]}
    want(set(known) <= set(leans), f"not told: {set(known) - set(leans)}")
    http = next(ref for ref in known if "libmicrohttpd" in ref)
    want(any("gnutls" in ref for ref in leans[http]), f"{http} stands on {leans[http]}")
    want(all(ref in known for on in leans.values() for ref in on), "a dependency that is no component")


@test("20 18.2")
def a_known_vulnerability_of_a_component_is_told():
    moves = ("Inst libgnutls30 [3.7.9-2] (3.7.9-2+deb12u5 Debian-Security:12/stable-security [amd64])\n"
             "Inst libfoo [1] (2 Debian:12.9/stable [amd64])\n")
    want(sbom.late_of(moves) == {"libgnutls30"}, f"of Debian: {sbom.late_of(moves)}")
    audit = '{"vulnerabilities": {"preact": {"severity": "high"}, "vite": {"severity": "info"}}}'
    want(sbom.audited(audit) == {"preact", "vite"}, f"of npm: {sbom.audited(audit)}")
    want(sbom.audited("") is None, "a registry that is silent has not said that there is nothing")


def main() -> int:
    failed, rules = 0, []
    print(f"1..{len(TESTS)}")
    for number, (function, shown) in enumerate(TESTS, 1):
        try:
            function()
            print(f"ok {number} - {function.__name__}")
            rules += [f"{rule}\tshows\t{function.__name__}\n" for rule in shown]
        except AssertionError as error:
            failed += 1
            print(f"not ok {number} - {function.__name__}\n# {error}")
    if out := os.environ.get("NESIE_RULES_OUT"):
        with open(out, "a", encoding="utf-8") as file:
            file.writelines(rules)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
