"""Checks of our C: floors, sizes, banned calls, forms."""
import functools
import re

import cscan
from lint_base import Finding, ROOT, ending, text

FUNCTION_LINES, PARAMETERS, NESTING = 60, 5, 3
WORLD_MAY = {"base", "db", "http", "json", "crypto"}

# What is banned, and what to call in its place.
CALLS = {
    "strcpy": "nes_str_copy", "strncpy": "nes_str_copy", "stpcpy": "nes_buf_add", "strcat": "nes_buf_add",
    "strncat": "nes_buf_add", "sprintf": "nes_buf_addz, or snprintf into an array", "vsprintf": "vsnprintf",
    "strtok": "nes_str_cut", "strtok_r": "nes_str_cut", "strdup": "nes_str_copy", "strndup": "nes_str_copy",
    "atoi": "nes_str_int", "atol": "nes_str_int", "atoll": "nes_str_int", "atof": "nes_str_int, or nes_money_read",
    "time": "nes_clock_now", "gettimeofday": "nes_clock_now", "clock_gettime": "nes_clock_now or nes_clock_steady",
    "localtime": "nes_date_at", "localtime_r": "nes_date_at", "gmtime": "gmtime_r", "ctime": "nes_date_write",
    "asctime": "nes_date_write", "mktime": "nes_date_of", "rand": "nes_rand_fill", "srand": "nes_rand_fill",
    "random": "nes_rand_fill", "srandom": "nes_rand_fill", "drand48": "nes_rand_fill", "getrandom": "nes_rand_fill",
    "gets": "fgets", "system": "posix_spawn, without a shell", "popen": "posix_spawn, without a shell",
    "tmpnam": "mkstemp", "tempnam": "mkstemp", "mktemp": "mkstemp", "tmpfile": "mkstemp", "signal": "sigaction",
    "setjmp": "struct nes_err", "longjmp": "struct nes_err", "alloca": "nes_arena_take", "assert": "NES_ASSERT",
    "vfork": "posix_spawn", "usleep": "a condition variable with a deadline", "inet_ntoa": "inet_ntop",
    "gethostbyname": "getaddrinfo", "strerror": "strerrordesc_np",
}
CALL = re.compile(r"(?<![\w.>])(" + "|".join(CALLS) + r")\s*\(")
FORMS = (
    (re.compile(r"\btypedef\s+(?:struct|union|enum)\s*\w*\s*(?:\{|\*?\s*\w+\s*;|$)"),
     "a struct, union or enum keeps its tag: no typedef"),
    (re.compile(r"\bgoto\b"), "no goto: let NES_AUTO close, and return"),
    (re.compile(r"^\s*#\s*(?:define|undef)\s+_GNU_SOURCE"), "_GNU_SOURCE is set by the build"),
)
NAMES = re.compile(r"(?:^|/)(?:utils?|common|helpers?|misc|lib)\.[ch]$")


@functools.cache
def code(path: str) -> str:
    return cscan.bare(text(path))


def c_files() -> list:
    return ending(".c", ".h")


@functools.cache
def floors() -> dict:
    """folder -> (floor, place among those of its floor)."""
    order = {}
    for line in (ROOT / "src/floors.txt").read_text("utf-8").splitlines():
        if not line.startswith("#") and line.strip():
            floor, folders = line.split(":")
            order |= {folder: (int(floor), place) for place, folder in enumerate(folders.split())}
    return order


def may_include(folder: str, other: str) -> bool:
    if folder == other:
        return True
    (floor, place), (other_floor, other_place) = floors()[folder], floors()[other]
    return other_floor < floor or (other_floor == floor and floor in (2, 3, 4) and other_place < place)


def check_floors():
    """A folder of src/ includes those on lower floors; on floors 2 to 4 also those before it. The world: few."""
    for path in c_files():
        top, folder = (path.split("/") + ["", ""])[:2]
        if top == "src" and folder not in floors():
            yield Finding(path, 1, f"{folder} stands on no floor of src/floors.txt")
        elif top in ("src", "world"):
            yield from floors_of(path, top, folder)


def floors_of(path: str, top: str, folder: str):
    for number, line in enumerate(text(path).splitlines(), 1):
        other = re.match(r'\s*#\s*include\s+"([\w-]+)/', line)
        if not other or other[1] not in floors():
            continue
        if top == "src" and not may_include(folder, other[1]):
            yield Finding(path, number, f"{folder} stands below or beside {other[1]} and may not include it")
        if top == "world" and other[1] not in WORLD_MAY:
            yield Finding(path, number, f"the world shares with the server only {', '.join(sorted(WORLD_MAY))}")


def check_functions():
    """Length, parameters and nesting of functions."""
    for path in ending(".c", ".h"):
        for function in cscan.functions(text(path)):
            for what, size, most in (("lines", function.lines, FUNCTION_LINES),
                                     ("parameters", function.parameters, PARAMETERS),
                                     ("control blocks in each other", function.nesting, NESTING)):
                if size > most:
                    yield Finding(path, function.line, f"{function.name} has {size} {what}, at most {most}")


def check_calls():
    """Banned calls, each with what to call instead."""
    for path in c_files():
        for number, line in enumerate(code(path).splitlines(), 1):
            for call in CALL.finditer(line):
                yield Finding(path, number, f"{call[1]} is banned: {CALLS[call[1]]}")


def check_forms():
    """No typedef of a struct, no goto, headers with their guard and a word on what they are for, no grab-bag names."""
    for path in c_files():
        for number, line in enumerate(code(path).splitlines(), 1):
            for form, says in FORMS:
                if form.search(line):
                    yield Finding(path, number, says)
        if NAMES.search(path):
            yield Finding(path, 1, "a file is named after the one concept it holds")
        if path.endswith(".h"):
            yield from header_forms(path)


def header_forms(path: str):
    if "\n#pragma once\n" not in text(path) and not text(path).startswith("#pragma once\n"):
        yield Finding(path, 1, "a header has #pragma once")
    if not text(path).startswith(f"/* {path}: "):
        yield Finding(path, 1, f"a header begins with /* {path}: what it is for. */")
