"""What a run leaves behind: build/gate.json always, evidence/<commit>.json of a night or release."""
import json
import os
import pathlib
import platform
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
LATEST = ROOT / "build/gate.json"
SECONDS = ROOT / "build/seconds.json"


def said(*command: str) -> str:
    """The first line a command prints, or nothing where it fails."""
    try:
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return (run.stdout.splitlines() or [""])[0] if run.returncode == 0 else ""


def commit() -> str:
    """The commit under test; `-changed` where the tree differs from it."""
    name = said("git", "rev-parse", "--short=12", "HEAD") or "no-commit"
    return name + ("-changed" if said("git", "status", "--porcelain") else "")


def seed() -> int:
    """The number of commits: so that one commit after the other walks through all combinations in turn."""
    return int(said("git", "rev-list", "--count", "HEAD") or 1)


def machine() -> dict:
    """What the figures of a run depend on."""
    cpu = [line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8") if "model name" in line]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {"cpu": cpu[0] if cpu else platform.machine(), "cores": os.cpu_count(), "memory_mb": memory // 2**20,
            "kernel": platform.release(), "debian": pathlib.Path("/etc/debian_version").read_text("utf-8").strip(),
            "gcc": said("gcc", "--version"), "clang": said("clang-14", "--version"),
            "sqlite": said("sqlite3", "--version")[:6], "openssl": said("openssl", "version"),
            "load": os.getloadavg()[0]}


def budget(column: str) -> dict:
    """The counts of test/budget.tsv in one column."""
    lines = (ROOT / "test/budget.tsv").read_text("utf-8").splitlines()
    at = lines[0].split("\t").index(column)
    rows = [line.split("\t") for line in lines[1:] if line and not line.startswith("#")]
    return {row[0]: int(row[at]) for row in rows}


def seconds_before() -> dict:
    """How long each suite took when it last ran: the longest start first."""
    try:
        return json.loads(SECONDS.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def write(options, done: list, everything) -> None:
    """Writes what the run was and what became of it."""
    suites = [{"suite": r.suite, "passed": r.passed, "failed": r.failed, "skipped": r.skipped, "seconds": r.seconds,
               "processor": r.processor, "failures": r.failures} for r in sorted(done, key=lambda r: r.suite)]
    told = {"commit": options.commit, "column": options.column, "seed": options.seed, "chosen": options.suites or "all",
            "ended": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "seconds": everything.seconds,
            "result": everything.counts(), "budget": budget(options.column), "machine": machine(), "suites": suites}
    text = json.dumps(told, indent=1) + "\n"
    LATEST.write_text(text, "utf-8")
    SECONDS.write_text(json.dumps(seconds_before() | {r.suite: r.seconds for r in done}), "utf-8")
    if options.column != "gate" and not options.suites:
        (ROOT / "evidence").mkdir(exist_ok=True)
        (ROOT / f"evidence/{told['commit']}.json").write_text(text, "utf-8")
        print(f"evidence/{told['commit']}.json")
