"""Where a rule can be taken out of the code: refusals, limits of fields, rows of routes. Each is one small edit."""
import dataclasses
import itertools
import random
import re

import cscan

RETURNED = re.compile(r"return (NES_(?:REFUSE|FAIL))\(")
GIVEN = re.compile(r"(?<!return )\b(NES_(?:REFUSE|FAIL))\((?=[A-Z])")
FIELD = re.compile(r"\bNES_(?:FIELD|MAYBE|LIST)\((?=struct )")
LIMIT = re.compile(r",\s*\.(?:required|min|max|choices|form|refers)"
                   r"\s*=\s*[^,()]+(?:\([^()]*\))?")
SHAPE = re.compile(r"(\w+)\s*=\s*NES_SHAPE\(struct (\w+)")
TAKEN = re.compile(r"\.(?:takes|asks)\s*=\s*&(\w+)")
ROUTE = re.compile(r"\{\s*NES_(?:GET|POST|PUT|PATCH|DELETE),\s*\"")
ROUTE_EDITS = (
    (re.compile(r"\.needs\s*=\s*+(?!NES_PERM_ANYONE)[\w|\s()]+"), ".needs = NES_PERM_ANYONE", "its permission"),
    (re.compile(r"\.once\s*=\s*true\s*,?"), "", "its idempotency"),
    (re.compile(r"\.match\s*=\s*true\s*,?"), "", "its version check"),
    (re.compile(r"\.looks\s*=\s*true\s*,?"), "", "its record of a look"),
    (re.compile(r"\.assurance\s*=\s*\w+\s*,?"), "", "its assurance"),
    (re.compile(r"\.listen\s*=\s*[\w|\s()]+"), ".listen = NES_PUBLIC | NES_OFFICE | NES_TERMINAL", "its listeners"),
)
KINDS = {"NES_REFUSE": "refuse", "NES_FAIL": "fail"}


@dataclasses.dataclass(frozen=True)
class Site:
    path: str
    line: int
    kind: str      # refuse, fail, field, route
    what: str      # what is taken out
    start: int     # the edit: text[start:end] becomes `put`
    end: int
    put: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.kind}: without {self.what}"

    def named(self) -> re.Pattern:
        """How a story speaks of it: the code of the fault, the name of the field, the path of the route."""
        if self.kind == "route":
            path = re.search(r'"([^"]*)"', self.what)[1]
            return re.compile(re.sub(r"\\{[^}]*\\}", r"[^/ ?]+", re.escape(path)) + r"(?=[ ?])")
        if self.kind == "field":
            return re.compile(rf'"{self.what.split()[-1]}":')
        return re.compile(rf"code={re.search(r'[(]([A-Z_0-9]+)', self.what)[1]}\b")


def cut(text: str, start: int, end: int, put: str = "") -> str:
    """Text of the same lines with the edit made."""
    return text[:start] + put + "\n" * (text[start:end].count("\n") - put.count("\n")) + text[end:]


def mutated(text: str, site: Site) -> str:
    return cut(text, site.start, site.end, site.put)


def faults(path: str, text: str, bare: str):
    """A returned fault goes away with its statement, or becomes fine where the function would end without an answer."""
    for match in RETURNED.finditer(bare):
        end = cscan.matching(bare, match.end() - 1) + 1
        last = re.match(r"\s*;\s*\n\}", bare[end:]) is not None
        put = "return NES_FINE" if last else ""
        yield site(path, text, KINDS[match[1]], (match.start(), end), put, text[match.start() + 7:end])
    for match in GIVEN.finditer(bare):
        end = cscan.matching(bare, match.end() - 1) + 1
        yield site(path, text, KINDS[match[1]], (match.start(), end), "NES_FINE", text[match.start():end])


def told(bare: str) -> set:
    """The structs of a file that are only told to others: their members limit nothing that comes in."""
    shapes = dict(SHAPE.findall(bare))
    taken = set(TAKEN.findall(bare))
    for _ in shapes:
        inner = re.findall(r"NES_\w+\(struct (\w+),[^;]*?\.(?:shape|each)\s*=\s*&(\w+)", bare)
        taken |= {var for struct, var in inner if struct in {shapes.get(one) for one in taken}}
    return {struct for var, struct in shapes.items() if var not in taken}


def fields(path: str, text: str, bare: str):
    only_told = told(bare)
    for match in FIELD.finditer(bare):
        end = cscan.matching(bare, match.end() - 1)
        if re.match(r"struct (\w+)", bare[match.end():])[1] in only_told:
            continue
        for limit in LIMIT.finditer(bare, match.end(), end):
            name = text[match.end():end].split(",")[1].strip()
            what = text[limit.start() + 1:limit.end()].strip()
            yield site(path, text, "field", limit.span(), "", f"{what} of {name}")


def routes(path: str, text: str, bare: str):
    for match in ROUTE.finditer(bare):
        end = cscan.matching(bare, match.start()) + 1
        name = re.search(r'NES_\w+,\s*"[^"]*"', text[match.start():end])[0]
        comma = end + (bare[end:end + 1] == ",")
        yield site(path, text, "route", (match.start(), comma), "", f"the row {name}")
        for form, put, what in ROUTE_EDITS:
            if weaker := form.search(bare, match.start(), end):
                yield site(path, text, "route", weaker.span(), put, f"{what} of {name}")


def site(path: str, text: str, kind: str, span: tuple, put: str, what: str) -> Site:
    return Site(path, text.count("\n", 0, span[0]) + 1, kind, " ".join(what.split()), *span, put)


def in_turn(drawn: list, dice: random.Random) -> list:
    """The sites shuffled, each kind in turn: the few routes and refusals are not lost among the many faults."""
    kinds = {}
    for one in dice.sample(drawn, len(drawn)):
        kinds.setdefault(one.kind, []).append(one)
    rounds = itertools.zip_longest(*(kinds[kind] for kind in sorted(kinds)))
    return [one for round_ in rounds for one in round_ if one]


def sites(path: str, text: str) -> list:
    """Every site of a file, in order."""
    bare = cscan.without_directives(cscan.bare(text))
    return [found for finder in (faults, fields, routes) for found in finder(path, text, bare)]
