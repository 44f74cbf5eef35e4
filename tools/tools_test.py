#!/usr/bin/env python3
"""Tests of the tools: what lint finds and lets pass, how results are read, what mutants are made of. Prints TAP."""
import random
import sys

import cscan
import evidence
import lint_c
import lint_lists
import lint_text
import lint_tools
import mutate
import mutate_sites
import results
import rules

TESTS = []

C = '''#include "x.h"

/* while (a) { } in a comment */
static const char *text = "if (a) { // no comment";

#define LOOP(a) for (;;) { \\
    if (a) { } }

struct nes_err nes_deep(int a, int (*b)(int, int), char *c)
{
    for (int i = 0; i < 1'000'000; i++) {
        if (a == '{') {
            while (b(a, i)) {
                take((struct pair){
                    1, 2 });
            }
        } else {
            do {
                a--;
            } while (a);
        }
    }
    return NES_FINE;
}

NES_TEST(a_name, .rules = "8.8")
{
    switch (1) {
    case 1:
        break;
    }
}
'''

FAULTY = '''static const struct nes_field fields[] = {
    NES_FIELD(struct repayment, amount, .required = true),
    NES_FIELD(struct repayment, note, .max = 500, .required = true),
};
static const struct nes_route routes[] = {
    { NES_POST, "/v1/a", .listen = NES_OFFICE, .needs = NES_PERM_ADD,
      .once = true, .run = add },
    { NES_GET, "/v1/b", .needs = NES_PERM_ANYONE, .run = get },
};

struct nes_err nes_close(int a)
{
    if (a) {
        return NES_REFUSE(LOAN_CLOSED,
                          NULL);
    }
    return NES_FAIL(LOAN_RANGE, "a");
}
'''


def test(function):
    TESTS.append(function)
    return function


def want(got, wanted) -> None:
    if got != wanted:
        raise AssertionError(f"got {got!r}, wanted {wanted!r}")


@test
def functions_are_found_and_measured():
    deep, case = cscan.functions(C)
    want((deep.name, deep.line, deep.lines, deep.parameters, deep.nesting), ("nes_deep", 9, 16, 3, 3))
    want((case.name, case.parameters, case.nesting), ("NES_TEST", 0, 1))


@test
def bare_text_keeps_lines_and_columns():
    bare = cscan.bare(C)
    want([len(line) for line in bare.split("\n")], [len(line) for line in C.split("\n")])
    want("comment" in bare, False)


@test
def tap_is_counted_and_a_plan_not_reached_fails():
    told = results.read("s", "1..4\nok 1 - a\nok 2 - b # SKIP why\nnot ok 3 - c\n", 1)
    want((told.passed, told.failed, told.skipped, told.names), (1, 2, 1, ["a"]))
    want(told.failures, ["c", "3 of 4 tests ran"])


@test
def a_test_left_out_is_known_by_its_name():
    told = results.read("s", "1..2\nok 1 - a # SKIP why\nnot ok 2 # SKIP b\n", 0)  # the second as cmocka says it
    want((told.skips, told.failures), (["a", "b"], []))


@test
def a_last_line_of_counts_is_believed():
    want(results.read("s", "words\n7 passed, 0 failed, 2 skipped\n", 0).counts(), "7 passed, 0 failed, 2 skipped")


@test
def silence_and_a_bad_status_are_failures():
    want(results.read("s", "", 0).failed, 1)
    want(results.read("s", "ok 1 - a\n", 139).failures, ["it ended with status 139"])


@test
def a_floor_may_include_those_below_it_only():
    want([lint_c.may_include(*pair) for pair in (("calc", "base"), ("lending", "client"), ("app", "api"))], [True] * 3)
    wrong = (("base", "calc"), ("calc", "pki"), ("client", "lending"))
    want([lint_c.may_include(*pair) for pair in wrong], [False] * 3)


@test
def banned_calls_are_calls_only():
    want([bool(lint_c.CALL.search(line)) for line in
          ("strcpy(a, b)", "x = time (0)", "log->time(a)", "a.rand(1)", "nes_time(1)", "timeout(1)")],
         [True, True, False, False, False, False])


@test
def what_nobody_lists_or_holds_is_found():
    code = '''const struct nes_param nes_note_param = { .name = "note" };
    { NES_GET, "/v1/notes", .needs = NES_PERM_NOTE_VIEW },
const struct nes_resource nes_client_note_resource = NES_RESOURCE("client_note", routes);
'''
    want(lint_lists.doors_of(code), ["PARAM(note)", "RESOURCE(client_note)"])
    want(lint_lists.NEEDS.findall(code), ["NOTE_VIEW"])
    want(lint_lists.HOLDS.findall("VALUES ('officer', 'NOTE_VIEW'),\n    ('auditor', 'X');"), ["NOTE_VIEW", "X"])
    want(lint_lists.GIVES.findall("nes_perms_add(&out->may, NES_PERM_SESSION);"), ["SESSION"])


@test
def only_objects_that_change_are_found():
    line = "0000 l     O {}	0000000000000004 counter"
    want([bool(lint_tools.CHANGING.match(line.format(section))) and ".rel.ro" not in section
          for section in (".bss", ".data", ".tbss", ".data.rel.ro.local", ".rodata", ".bss.counter")],
         [True, True, True, False, False, True])


@test
def machine_paths_are_found():
    want([bool(lint_text.MACHINE.search(line)) for line in
          ("see /ho" "me/ann/x", "/v1/work/items", "https://x/root/y", "../work/x", "/ro" "ot/.cache")],
         [True, False, False, False, True])


@test
def rules_are_read_from_comments_and_routes():
    code = '/* RULE 8.8. */ .rules = "6.5, 24.5" RULES D.5, 6.1.a'
    found = [rules.split(match[1] or match[2]) for match in rules.CITED.finditer(code)]
    want(found, [["8.8"], ["6.5", "24.5"], ["D.5", "6.1.a"]])


@test
def a_rule_wants_its_kind_of_proof():
    inside, outside = ({"kind": "shows", "where": where} for where in ("inside", "outside"))
    refusal = {"kind": "refuses", "where": "outside"}
    want(rules.state({"who": "system", "proof": "refuses"}, []), "wants a test")
    want(rules.state({"who": "system", "proof": "shows"}, [inside]), "wants a test over HTTP or in the browser")
    want(rules.state({"who": "system", "proof": "refuses"}, [outside]), "wants a test that refuses")
    want(rules.state({"who": "system", "proof": "refuses"}, [refusal]), "proved")
    want(rules.state({"who": "both", "proof": "shows"}, [inside]), "proved")


@test
def mutants_take_out_one_rule_each():
    found = mutate_sites.sites("src/x.c", FAULTY)
    want([(s.kind, s.what) for s in found], [
        ("refuse", "NES_REFUSE(LOAN_CLOSED, NULL)"), ("fail", 'NES_FAIL(LOAN_RANGE, "a")'),
        ("field", ".required = true of amount"), ("field", ".max = 500 of note"),
        ("field", ".required = true of note"),
        ("route", 'the row NES_POST, "/v1/a"'), ("route", 'its permission of NES_POST, "/v1/a"'),
        ("route", 'its idempotency of NES_POST, "/v1/a"'), ("route", 'its listeners of NES_POST, "/v1/a"'),
        ("route", 'the row NES_GET, "/v1/b"')])
    for site in found:
        want(mutate_sites.mutated(FAULTY, site).count("\n"), FAULTY.count("\n"))
    want("return NES_FINE;" in mutate_sites.mutated(FAULTY, found[1]), True)
    want(".needs = NES_PERM_ANYONE,\n" in mutate_sites.mutated(FAULTY, found[6]), True)


@test
def a_member_that_is_only_told_limits_nothing():
    view = ('static const struct nes_field rows[] = { NES_FIELD(struct view, day, .required = true) };\n'
            'static const struct nes_shape shown = NES_SHAPE(struct view, rows);\n'
            'static const struct nes_route routes[] = { %s };\n')
    for row, kinds in ((".gives = &shown", []), (".takes = &shown", ["field"])):
        want([one.kind for one in mutate_sites.sites("src/x.c", view % row)], kinds)


@test
def stories_that_speak_of_a_mutant_are_asked_first():
    found = mutate_sites.sites("src/x.c", FAULTY)
    stories = {"a": 'as a POST /v1/a {"note":"x"} => 200', "b": "as a POST /v1/a => 409 code=LOAN_CLOSED",
               "c": "as a POST /v1/a/1 => 409 code=LOAN_CLOSED_LATE"}
    told = [mutate.told_by(stories, site) for site in found]
    want(told[0], ["b"])             # a refusal by its code
    want(told[3], ["a"])             # a limit by the field's name
    want(told[5], ["a", "b"])        # a row by its path


@test
def mutants_are_drawn_from_each_kind_in_turn():
    found = mutate_sites.sites("src/x.c", FAULTY)
    drawn = mutate_sites.in_turn(found, random.Random(7))
    want([one.kind for one in drawn[:4]], ["fail", "field", "refuse", "route"])
    want(sorted(map(str, drawn)), sorted(map(str, found)))
    want(drawn, mutate_sites.in_turn(found, random.Random(7)))


@test
def evidence_of_a_commit_grows_suite_by_suite():
    def ran(seconds, *suites):
        told = [{"suite": name, "passed": 2, "failed": len(failures), "skipped": 1, "seed": 7, "ended": name,
                 "failures": failures} for name, failures in suites]
        return {"commit": "c", "column": "night", "seed": 7, "chosen": [], "seconds": seconds, "suites": told}

    every = ["a", "b", "c"]
    first = evidence.joined(ran(1.5, ("b", ["broke"]), ("a", [])), {}, every)
    want((first["result"], first["failed"], first["missing"], first["chosen"]),
         ("4 passed, 1 failed, 2 skipped", ["b"], ["c"], ["a", "b"]))
    second = evidence.joined(ran(2, ("b", []), ("c", [])), first, every)
    want((second["result"], second["failed"], second["missing"], second["chosen"], second["seconds"]),
         ("6 passed, 0 failed, 3 skipped", [], [], "all", 3.5))
    want([suite.get("earlier") for suite in second["suites"]],
         [None, [{"ended": "b", "seed": 7, "failures": ["broke"]}], None])
    third = evidence.joined(ran(1, ("b", [])), second, every)
    want(third["suites"][1]["earlier"], second["suites"][1]["earlier"])


def main() -> int:
    failed = 0
    print(f"1..{len(TESTS)}")
    for number, function in enumerate(TESTS, 1):
        try:
            function()
            print(f"ok {number} - {function.__name__}")
        except AssertionError as error:
            failed += 1
            print(f"not ok {number} - {function.__name__}\n# {error}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
