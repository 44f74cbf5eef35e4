"""Checks of what is forgotten in silence: a file that no list names, a door that nobody opens."""
import posixpath
import re

from lint_base import Finding, ending, text

DOOR = re.compile(r"^const struct nes_(resource|param) nes_(\w+)_\1\b", re.M)
NEEDS = re.compile(r"\.needs = NES_PERM_(\w+)")
HOLDS = re.compile(r"\('\w+', '([A-Z_]+)'\)")
GIVES = re.compile(r"\bnes_perms_add\([^,;]+, NES_PERM_(\w+)\)")


def unlisted_files():
    """A test of no list never runs, and nothing says so."""
    named = set()
    for path in ending("meson.build"):
        named |= {posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
                  for name in re.findall(r"'([\w./]+\.c)'", text(path))}
    for path in ending(".c"):
        if path.startswith("src/") and path not in named:
            list_of = "test_folders" if path.endswith("_test.c") else "sources"
            yield Finding(path, 1, f"no meson.build names it: {list_of} of its folder")


def doors_of(code: str) -> list:
    return [f"{kind.upper()}({name})" for kind, name in DOOR.findall(code)]


def unlisted_doors():
    listed = text("src/api/doors.def").split("\n")
    for path in ending(".c"):
        for door in doors_of(text(path)) if path.startswith("src/api/") else []:
            if door not in listed:
                yield Finding("src/api/doors.def", len(listed), f"has no line {door} for {path}")


def held_by_nobody():
    """A duty opens a door to those whose role holds it, by rows of role_perm, or to whom src/api/caller.c gives it."""
    held = {duty for path in ending(".sql") if path.startswith("db/migration/") for duty in HOLDS.findall(text(path))}
    given = set(GIVES.findall(text("src/api/caller.c") + text("src/staff/staff.c")))
    known = set(re.findall(r"^X\((\w+)", text("src/http/perm.def"), re.M))
    for path in ending(".c"):
        for duty in sorted(set(NEEDS.findall(text(path)))) if path.startswith("src/api/") else []:
            if duty not in held | given:
                yield Finding(path, 1, f"nobody holds {duty}: a migration gives it to a role (role_perm)")
    for duty in sorted(held - known):
        yield Finding("src/http/perm.def", 1, f"a role holds {duty}, which is no duty")


def check_lists():
    """Every file of src, door and duty stands in the list that puts it to use."""
    yield from unlisted_files()
    yield from unlisted_doors()
    yield from held_by_nobody()
