"""What the checks of ./dev lint stand on: the files of the tree, findings, the exceptions of tools/lint_allow.tsv."""
import csv
import dataclasses
import fnmatch
import functools
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent


@dataclasses.dataclass(frozen=True)
class Finding:
    path: str
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.says}"


@functools.cache
def files() -> tuple:
    """Every file of the tree that git knows or would take."""
    names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True,
                           check=True).stdout.splitlines()
    return tuple(sorted(name for name in set(names) if (ROOT / name).is_file()))


@functools.cache
def text(path: str) -> str:
    return (ROOT / path).read_text("utf-8", "replace")


def ending(*suffixes: str) -> list:
    return [path for path in files() if path.endswith(suffixes)]


@functools.cache
def allowed() -> tuple:
    """Rows of tools/lint_allow.tsv: check, path (may hold *), what the finding says (a part of it), reason."""
    with open(ROOT / "tools/lint_allow.tsv", encoding="utf-8") as file:
        return tuple(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


USED = set()  # numbers of the rows that an exception was made by


def is_allowed(check: str, finding: Finding) -> bool:
    by = {number for number, row in enumerate(allowed()) if row["check"] == check and row["says"] in finding.says
          and fnmatch.fnmatch(finding.path, row["path"])}
    USED.update(by)
    return bool(by)


def check_exceptions():
    """After all other checks: exceptions that nothing needs any more."""
    for number, row in enumerate(allowed()):
        if number not in USED:
            says = f"nothing needs this any more: {row['check']} {row['path']}"
            yield Finding("tools/lint_allow.tsv", number + 2, says)
