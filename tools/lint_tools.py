"""Checks by other programs: the compilers, clang-tidy, cppcheck, and what the objects of the build hold."""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess

from lint_base import Finding, ROOT, ending, text

TIDY_CACHE = ROOT / "build-asan/tidy"
SAID = re.compile(r"^([^:\s]+):(\d+):(?:\d+:)? (?:warning|error|style|performance|portability): (.*)$")


# A line of objdump: an object in a section that is written to.
CHANGING = re.compile(r"^\w+ \S* *O +(\.t?data|\.t?bss|\*COM\*)\S*\s+\w+\s+(?:\.hidden )?(\S+)$")


def said(output: str):
    """The findings in what a compiler-like program says."""
    for line in output.splitlines():
        if match := SAID.match(line):
            path = os.path.relpath(ROOT / "build" / match[1], ROOT) if match[1][0] in "./" else match[1]
            yield Finding(path, int(match[2]), match[3])


def check_globals():
    """No variable of static life can change, at file scope or in a function: the objects of the server have none."""
    entries = json.loads((ROOT / "build/compile_commands.json").read_text("utf-8"))
    for entry in entries:
        source = source_of(entry)
        if not source.startswith(("src/", "world/")) or source.endswith(("_test.c", "_fuzz.c")):
            continue
        table = subprocess.run(["objdump", "-t", entry["output"]], cwd=ROOT / "build", capture_output=True, text=True,
                               check=True).stdout
        for line in table.splitlines():
            symbol = CHANGING.match(line)
            if symbol and ".rel.ro" not in line:
                yield Finding(source, 1, f"{symbol[2]} can change: pass state in")


def source_of(entry: dict) -> str:
    """The file a line of compile_commands.json compiles, from the root of the tree."""
    return os.path.relpath(pathlib.Path(entry["directory"]) / entry["file"], ROOT)


def headers_of() -> dict:
    """object -> the headers it was compiled with, as ninja knows them."""
    deps = subprocess.run(["ninja", "-C", "build-asan", "-t", "deps"], cwd=ROOT, capture_output=True, text=True,
                          check=True)
    found, current = {}, None
    for line in deps.stdout.splitlines():
        if line.startswith(" "):
            found[current].append(line.strip())
        elif ": #deps" in line:
            current = line.split(": #deps")[0]
            found[current] = []
    return found


def fingerprint(entry: dict, headers: list) -> str:
    """Of all that decides what clang-tidy says about one file."""
    digest = hashlib.sha256(entry["command"].encode() + (ROOT / ".clang-tidy").read_bytes())
    for name in sorted({entry["file"], *headers}):
        path = ROOT / name if name == entry["file"] else pathlib.Path(entry["directory"]) / name
        if not str(name).startswith("/usr/") and path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def tidy_one(entry: dict, headers: list) -> str:
    """What clang-tidy says of one file; nothing is run again for a file that has not changed."""
    kept = TIDY_CACHE / fingerprint(entry, headers)
    if not kept.exists():
        run = subprocess.run(["clang-tidy-14", "--quiet", "-p", "build-asan", entry["file"]], cwd=ROOT,
                             capture_output=True, text=True, check=False)
        broken = run.returncode != 0 and not run.stdout
        kept.write_text(f"{entry['file']}:1: error: {run.stderr}" if broken else run.stdout, "utf-8")
    return kept.read_text("utf-8")


def check_tidy():
    """clang-tidy, with the checks of .clang-tidy."""
    TIDY_CACHE.mkdir(parents=True, exist_ok=True)
    entries = json.loads((ROOT / "build-asan/compile_commands.json").read_text("utf-8"))
    for entry in entries:
        entry["file"] = source_of(entry)
    entries = [one for one in {one["file"]: one for one in entries}.values() if not one["file"].startswith("build")]
    headers = headers_of()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        outputs = pool.map(lambda entry: tidy_one(entry, headers.get(entry["output"], [])), entries)
        seen = {finding for output in outputs for finding in said(output)}
    yield from sorted(seen, key=str)


def check_cppcheck():
    """cppcheck. It reads C11: digit separators and attributes are taken out in a copy first. What it guesses across
    files of variables left unset (ctuuninitvar) mistakes results for arguments; the sanitizers and clang see those.
    It gives up files with compound literals after `?` (internalAstError): clang-tidy reads those."""
    copy = ROOT / "build/cppcheck/tree"
    for path in ending(".c", ".h", ".def"):
        target = copy / path
        plain = re.sub(r"(?<=\d)'(?=\d{3})|\[\[\w+\]\]", "", text(path))
        if not target.exists() or target.read_text("utf-8") != plain:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(plain, "utf-8")
    for stale in [p for p in copy.rglob("*.[ch]") if not (ROOT / p.relative_to(copy)).exists()]:
        stale.unlink()
    folders = [folder for folder in ("src", "world", "test", "fuzz", "bench") if (copy / folder).is_dir()]
    cache = ROOT / "build/cppcheck/cache"
    cache.mkdir(exist_ok=True)
    run = subprocess.run(["cppcheck", "--quiet", "--std=c11", "--language=c", "--inline-suppr",
                          "--enable=warning,performance,portability",
                          "--suppress=ctuuninitvar", "--suppress=internalAstError",
                          "--template={file}:{line}: {severity}: {message} [{id}]",
                          f"--cppcheck-build-dir={cache}", "-j", str(os.cpu_count()), "-Isrc", "-I.", "-D__x86_64__",
                          *folders], cwd=copy, capture_output=True, text=True, check=False)
    yield from said(run.stderr)
    if run.returncode != 0:
        yield Finding("cppcheck", 1, run.stderr.strip()[:300])
