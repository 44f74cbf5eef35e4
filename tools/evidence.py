"""What a run leaves behind: build/gate.json; of a night or release, which may come in parts, evidence/<commit>.json."""
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


def read(path: pathlib.Path) -> dict:
    """What stands in a file of these, or nothing."""
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def seconds_before() -> dict:
    """How long each suite took when it last ran: the longest start first."""
    return read(SECONDS)


def suite_told(options, result, ended: str) -> dict:
    """What stands in a file about one suite that ran."""
    return {"suite": result.suite, "passed": result.passed, "failed": result.failed, "skipped": result.skipped,
            "seconds": result.seconds, "processor": result.processor, "seed": options.seed, "ended": ended,
            "failures": result.failures}


def joined(told: dict, earlier: dict, every: list) -> dict:
    """A run of some suites with what the evidence of the same commit and column says already: the column takes hours,
    so it may come in parts. A suite that failed and passes later keeps its failure in `earlier`."""
    suites = {suite["suite"]: suite for suite in earlier.get("suites", [])}
    for suite in told["suites"]:
        before = suites.get(suite["suite"], {})
        failed = [{key: before[key] for key in ("ended", "seed", "failures")}] if before.get("failed") else []
        if past := before.get("earlier", []) + failed:
            suite["earlier"] = past
        suites[suite["suite"]] = suite
    every_suite = [suites[name] for name in sorted(suites)]
    counts = [sum(suite[what] for suite in every_suite) for what in ("passed", "failed", "skipped")]
    return told | {"chosen": "all" if not set(every) - set(suites) else sorted(suites),
                   "seconds": round(told["seconds"] + earlier.get("seconds", 0), 1), "suites": every_suite,
                   "result": "{} passed, {} failed, {} skipped".format(*counts),
                   "failed": [suite["suite"] for suite in every_suite if suite["failed"]],
                   "missing": sorted(set(every) - set(suites))}


def write(options, done: list, everything) -> None:
    """Writes what the run was and what became of it."""
    ended = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    suites = [suite_told(options, result, ended) for result in sorted(done, key=lambda r: r.suite)]
    told = {"commit": options.commit, "column": options.column, "seed": options.seed, "chosen": options.suites or "all",
            "ended": ended, "seconds": everything.seconds, "result": everything.counts(),
            "budget": budget(options.column), "machine": machine(), "suites": suites}
    LATEST.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    SECONDS.write_text(json.dumps(seconds_before() | {r.suite: r.seconds for r in done}), "utf-8")
    if options.column != "gate":
        keep(told, options.every)


def keep(told: dict, every: list) -> None:
    """Puts a run into evidence/<commit>.json. A changed tree has no name of its own: its runs are not joined."""
    path = ROOT / f"evidence/{told['commit']}.json"
    earlier = read(path)
    if told["commit"].endswith("-changed") or earlier.get("column") != told["column"]:
        earlier = {}
    told = joined(told, earlier, every)
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    print(f"evidence/{path.name}: {told['result']}; failed: {', '.join(told['failed']) or 'none'};"
          f" {len(told['missing'])} suites of this column have not run")
