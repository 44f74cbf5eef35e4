#!/usr/bin/env python3
"""Change one operator, comparison or constant of src/calc at a time and see whether a test notices.

    tools/mutate_calc.py [--files money.c,...] [--take N] [--seed S] [--jobs N] [--loans N] [--minutes M]
                         [--again FILE] [--report FILE]

Each mutant is compiled alone, linked in front of libnesie.a and run through the unit tests of calc; where those are
content, through the same tests under the sanitizers (build-asan, as in the gate), then through `nesie schedule --lines`
over a slice of oracle loans: killed if a figure that the oracle compares differs from the unchanged program's on the
loans of that slice on which program and oracle agree. `--take` mutates a random sample, `--again` only those that an
earlier report names as alive and that are not listed.
Survivors that change nothing that can be seen are listed, with the reason, in test/oracle/equivalent.txt.
Prints `N killed, N survived, N equivalent`, then a line of counts for the gate's suites; fails below 95 % or where a
survivor is not listed and --strict is given.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import random
import re
import resource
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

SECONDS = 5             # of processor for the tests of a mutant, which need a fifth of one: it runs for ever
SECONDS_ASAN = 60       # the same under the sanitizers
ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(os.environ.get("NESIE_BUILD", ROOT / "build"))      # must not be built anew while this runs
BUILD_ASAN = pathlib.Path(os.environ.get("NESIE_BUILD_ASAN", ROOT / "build-asan"))     # nor this
OWN = ROOT / "build-mutate"
DEFINED = ["-w", "-O1", "-fno-strict-aliasing", "-fwrapv"]     # a mutant gives the same each time
WATCHED = ["-w", "-O1", "-fno-sanitize-recover=all"]
LISTED = ROOT / "test/oracle/equivalent.txt"
sys.path.insert(0, str(ROOT / "test/oracle"))

SWAPS = {
    "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["*"],
    "<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"], "==": ["!="], "!=": ["=="],
    "&&": ["||"], "||": ["&&"], "!": [" "], "&": ["|"], "|": ["&"], "^": ["|"], "<<": [">>"], ">>": ["<<"],
    "+=": ["-="], "-=": ["+="], "*=": ["/="], "/=": ["*="], "|=": ["&="], "&=": ["|="],
    "++": ["--"], "--": ["++"], "true": ["false"], "false": ["true"],
}
TOKEN = re.compile(
    r"(?P<skip>\s+|//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'(?![0-9A-Za-z])"
    r"|^[ \t]*\#(?:\\\n|[^\n])*)"
    r"|(?P<number>0[xXbB][0-9a-fA-F']+[uUlL]*|[0-9][0-9']*(?:\.[0-9]*)?(?:[eEpP][+-]?[0-9]+)?[uUlLfF]*)"
    r"|(?P<word>[A-Za-z_]\w*)"
    r"|(?P<op><<=|>>=|\.\.\.|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[-+*/%<>=!&|^~?:;,.(){}\[\]])",
    re.DOTALL | re.MULTILINE)
TYPES = {"int", "char", "void", "double", "bool", "long", "short", "unsigned", "signed", "const", "static", "return",
         "size_t", "struct", "else", "sizeof", "case"}


def tokens(text):
    """(kind, text, position) of every token that is code."""
    place = 0
    while place < len(text):
        match = TOKEN.match(text, place)
        if not match:
            raise SystemExit(f"cannot read: {text[place:place + 40]!r}")
        if match.lastgroup != "skip":
            yield match.lastgroup, match.group(), match.start()
        place = match.end()


def is_type(kind, token):
    """Whether a token before `*` or `&` names a type, so that it declares a pointer."""
    return kind == "word" and (token in TYPES or token.endswith("_t"))


def variants(number):
    """What a literal number becomes."""
    plain = number.replace("'", "").rstrip("uUlLfF")
    tail = number[len(number.rstrip("uUlLfF")):]
    if plain.lower().startswith(("0x", "0b")):
        return [f"({number} + 1)"]
    if any(c in plain for c in ".eEpP"):
        return [f"({number} * 2)"]
    return [f"{int(plain) + 1}{tail}"] if int(plain) == 0 else [f"{int(plain) + 1}{tail}", f"{int(plain) - 1}{tail}"]


def sites(text):
    """(position, old, new) of each mutant of a file."""
    line = list(tokens(text))
    struct_names = {line[i + 1][1] for i in range(len(line) - 1) if line[i][1] in ("struct", "enum")}
    for at, (kind, token, place) in enumerate(line):
        before = line[at - 1] if at else ("op", ";", 0)
        if kind == "number" and not in_static_assert(line, at):
            for new in variants(token):
                yield place, token, new
        elif kind == "word" and token in ("true", "false"):
            yield place, token, SWAPS[token][0]
        elif kind == "op" and token in SWAPS:
            value_before = before[0] in ("number",) or before[1] in (")", "]") \
                or before[0] == "word" and before[1] not in TYPES
            if token in "*&" and (not value_before or is_type(*before[:2]) or before[1] in struct_names):
                continue
            if token in "+-" and not value_before:
                if token == "-":
                    yield place, token, "+"
                continue
            for new in SWAPS[token]:
                yield place, token, new


def in_static_assert(line, at):
    """Whether a token stands in a static_assert, whose change is a broken build and no mutant."""
    for i in range(at, max(0, at - 40), -1):
        if line[i][1] == ";":
            return False
        if line[i][1] == "static_assert":
            return True
    return False


def prepare(targets, build=BUILD):
    """Targets in a build, whose objects those of src/calc are linked in front of."""
    subprocess.run(["ninja", "-C", build, "--quiet", *targets], check=True)
    OWN.mkdir(exist_ok=True)


def command_of(target, build=BUILD):
    """The last command that makes `target` in a build."""
    text = subprocess.run(["ninja", "-C", build, "-t", "commands", target], capture_output=True, text=True, check=True)
    return shlex.split(text.stdout.strip().splitlines()[-1])


def compile_command(source, build=BUILD):
    """The command that compiles one source of src/calc in a build, without the source's own name."""
    for entry in json.loads((build / "compile_commands.json").read_text()):
        if pathlib.Path(build, entry["file"]).resolve() == source.resolve():
            return [word for word in shlex.split(entry["command"]) if word != entry["file"]]
    raise SystemExit(f"{source} is not built")


def replace_output(command, out, first=()):
    """`command` with another -o, no dependency file, and objects in front."""
    words, skip = [], False
    for word in command:
        if skip:
            skip = False
            continue
        if word in ("-MF", "-MQ", "-o"):
            skip = True
        elif word == "-MD" or word == "-Werror" or word.startswith("-W") and not word.startswith("-Wl"):
            continue
        else:
            words.append(word)
    words[1:1] = map(str, first)
    return words + ["-o", str(out)]


class Shop:
    """Where mutants are built and judged."""

    def __init__(self, args):
        prepare(["test/unit/calc_test", *(["nesie"] if args.loans else [])])
        prepare(["test/unit/calc_test"], BUILD_ASAN)
        self.env = {**os.environ, "NESIE_BUDGET": "gate", "NESIE_BUDGET_FILE": str(self.small_budget())}
        self.tests, self.nesie = (command_of(target) + self.linker() for target in ("test/unit/calc_test", "nesie"))
        self.tests_asan = command_of("test/unit/calc_test", BUILD_ASAN)
        self.lines, self.want = b"", None
        if args.loans:
            import drive  # the oracle of test/oracle
            cases = drive.slice_of(args.loans, args.seed, BUILD / "nesie")
            self.lines = ("\n".join(json.dumps(case) for case in cases) + "\n").encode()
            self.view = drive.view
            self.want = self.answers(BUILD / "nesie")

    @staticmethod
    def linker():
        """What makes the compiler use the faster linker, where there is one."""
        fast = shutil.which("ld.lld") or shutil.which("ld.lld-14")
        if not fast:
            return []
        folder = OWN / "linker"
        folder.mkdir(exist_ok=True)
        if not (folder / "ld.lld").exists():
            (folder / "ld.lld").symlink_to(fast)
        return ["-fuse-ld=lld", f"-B{folder}"]

    @staticmethod
    def small_budget():
        """A table of counts of which each is 1/20 of the gate's."""
        rows = [row.split("\t") for row in (ROOT / "test/budget.tsv").read_text().splitlines()]
        small = [rows[0]] + [[row[0]] + [str(max(1, int(n) // 20)) for n in row[1:]] for row in rows[1:]]
        path = OWN / "budget.tsv"
        path.write_text("".join("\t".join(row) + "\n" for row in small))
        return path

    def answers(self, program):
        """What the oracle compares of the program's answers, or None where it fell."""
        try:
            run = subprocess.run([program, "schedule", "--lines"], input=self.lines, capture_output=True, timeout=600,
                                 check=False, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (30, 30)))
        except subprocess.TimeoutExpired:
            return None
        try:
            return [self.view(json.loads(line)) for line in run.stdout.decode().splitlines()]
        except (ValueError, KeyError, TypeError):
            return None

    def judge(self, job):
        """`job` with its fate: "tests", "sanitizers", "oracle", "unbuilt" or "survived"."""
        source, place, old, new = job
        text = source.read_text()
        with tempfile.TemporaryDirectory(prefix="mutant.") as folder:
            mutant, thing, binary = (pathlib.Path(folder, name) for name in (source.name, "m.o", "t"))
            mutant.write_text(text[:place] + new + text[place + len(old):])
            make = replace_output(compile_command(source), thing) + [*DEFINED, f"-I{source.parent}", mutant]
            if subprocess.run(make, cwd=BUILD, capture_output=True, check=False).returncode:
                return job, "unbuilt"
            link = replace_output(self.tests, binary, [thing])
            if subprocess.run(link, cwd=BUILD, capture_output=True, check=False).returncode:
                return job, "unbuilt"
            if not self.content(binary, SECONDS):
                return job, "tests"
            if not self.sound(source, mutant, folder):
                return job, "sanitizers"
            if self.want is None:
                return job, "survived"
            link = replace_output(self.nesie, binary, [thing])
            subprocess.run(link, cwd=BUILD, capture_output=True, check=True)
            return job, "survived" if self.answers(binary) == self.want else "oracle"

    def sound(self, source, mutant, folder):
        """Whether the unit tests pass under the sanitizers too."""
        thing, binary = pathlib.Path(folder, "s.o"), pathlib.Path(folder, "s")
        make = replace_output(compile_command(source, BUILD_ASAN), thing) + [*WATCHED, f"-I{source.parent}", mutant]
        subprocess.run(make, cwd=BUILD_ASAN, capture_output=True, check=True)
        link = replace_output(self.tests_asan, binary, [thing])
        subprocess.run(link, cwd=BUILD_ASAN, capture_output=True, check=True)
        return self.content(binary, SECONDS_ASAN)

    def content(self, binary, seconds):
        """Whether the unit tests pass; the first that fails is enough."""
        with subprocess.Popen([binary], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=self.env,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))) as run:
            for line in run.stdout:
                if b"[  FAILED  ]" in line:
                    run.kill()
                    return False
        return run.returncode == 0


def describe(job):
    """(the key of a mutant that survives moving lines, the line number)."""
    source, place, old, new = job
    text = source.read_text()
    start = text.rfind("\n", 0, place) + 1
    line = text[start:text.find("\n", place)]
    column = place - start
    marked = " ".join((line[:column] + "«" + old + "→" + new + "»" + line[column + len(old):]).split())
    return f"{source.name}: {marked}", text.count("\n", 0, place) + 1


def listed():
    """The committed survivors: the line before ` # ` is the mutant, after it the reason."""
    if not LISTED.exists():
        return {}
    pairs = (line.rsplit(" # ", 1) for line in LISTED.read_text().splitlines() if " # " in line and line[0] != "#")
    return {key.strip(): why for key, why in pairs}


def main():
    parse = argparse.ArgumentParser()
    parse.add_argument("--files", default="")
    parse.add_argument("--take", type=int, default=0)
    parse.add_argument("--seed", type=int, default=1)
    parse.add_argument("--jobs", type=int, default=2)
    parse.add_argument("--loans", type=int, default=2000)
    parse.add_argument("--report", default=str(ROOT / "build-mutate/report.txt"))
    parse.add_argument("--again", help="a report whose survivors are judged once more")
    parse.add_argument("--strict", action="store_true")
    parse.add_argument("--minutes", type=float, default=0, help="end after so long, whatever was judged by then")
    args = parse.parse_args()
    shop = Shop(args)
    wanted = set(filter(None, args.files.split(",")))
    sources = [path for path in sorted((ROOT / "src/calc").glob("*.c"))
               if not path.name.endswith("_test.c") and (not wanted or path.name in wanted)]
    jobs = [(source, *site) for source in sources for site in sites(source.read_text())]
    if args.again:
        alive = {line.split(": ", 1)[1] for line in pathlib.Path(args.again).read_text().splitlines() if ": " in line}
        jobs = [job for job in jobs if describe(job)[0] in alive - set(listed())]
    if args.take and args.take < len(jobs):
        jobs = random.Random(args.seed).sample(jobs, args.take)
    known, fates, left, end = listed(), {}, [], time.monotonic() + 60 * args.minutes
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for job, fate in pool.map(shop.judge, jobs):
            if args.minutes and time.monotonic() > end:
                pool.shutdown(wait=False, cancel_futures=True)
                break
            key, number = describe(job)
            if fate == "survived" and key in known:
                fate = "equivalent"
            fates.setdefault(job[0].name, {}).setdefault(fate, 0)
            fates[job[0].name][fate] += 1
            if fate == "survived":
                left.append(f"{job[0].name}:{number}: {key}")
                print(left[-1], flush=True)
    return report(args, fates, left)


def report(args, fates, left):
    """Write the report; the exit status."""
    kinds = ["tests", "sanitizers", "oracle", "equivalent", "survived", "unbuilt"]
    rows = [f"{'file':20}" + "".join(f"{kind:>12}" for kind in kinds)]
    total = dict.fromkeys(kinds, 0)
    for name, counts in sorted(fates.items()):
        rows.append(f"{name:20}" + "".join(f"{counts.get(kind, 0):12}" for kind in kinds))
        for kind in kinds:
            total[kind] += counts.get(kind, 0)
    killed = total["tests"] + total["sanitizers"] + total["oracle"]
    judged = killed + total["survived"]
    share = 100 * killed / judged if judged else 100.0
    end = f"{killed} killed, {total['survived']} survived, {total['equivalent']} equivalent ({share:.2f} % killed)"
    pathlib.Path(args.report).write_text("\n".join([*rows, "", *left, "", end]) + "\n")
    print("\n".join(rows), end, sep="\n")
    failed = share < 95 or args.strict and bool(left)
    print(f"{killed} passed, {total['survived'] if failed else 0} failed, "
          f"{total['equivalent'] + (0 if failed else total['survived'])} skipped")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
