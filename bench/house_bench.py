#!/usr/bin/env python3
"""The whole server under load: manual journals over HTTPS, proposed by one and approved by another, beside their own
statements through the bare engine in the same run; memory of the three processes under it; start-up.

Product and bare engine take turns, each round on what the round before left (the bare one on a copy), so that a noisy
machine disturbs both alike. Prints one JSON object a line for tools/bench.py.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "test/story"))
import scene  # noqa: E402
import tell  # noqa: E402

TOOLS = ROOT / "build/bench"
CONNECTIONS, SECONDS, ROUNDS, STARTS = 64, 2, 8, 5


class Place(scene.Scene):
    """A scene of a story on the machine's own clock."""

    def environment(self) -> dict:
        return dict(os.environ)

    def members(self) -> list:
        """The server and its helpers."""
        serve = self.programs["serve"].pid
        kids = pathlib.Path(f"/proc/{serve}/task/{serve}/children").read_text("ascii").split()
        return [serve, *map(int, kids)]

    def memory_mb(self, kind: str) -> float:
        """Resident memory of all of them; Rss counts what they share once each, Pss once in all."""
        texts = [pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text("ascii") for pid in self.members()]
        return sum(int(re.search(rf"^{kind}:\s+(\d+)", text, re.M)[1]) for text in texts) / 1024

    def processor_seconds(self) -> float:
        used = 0
        for pid in self.members():
            fields = pathlib.Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
            used += int(fields[11]) + int(fields[12])
        return used / os.sysconf("SC_CLK_TCK")

    def counters(self) -> dict:
        """The Prometheus page as {name with labels: value}."""
        page = self.ask("", "operations", "GET", "/metrics", b"", {}).body.decode()
        return {name: float(value) for name, value in re.findall(r"^([^#\s]\S*) (\S+)$", page, re.M)}

    def start_seconds(self) -> float:
        """From the start of the program to its word that it serves."""
        self.stop("serve", scene.signal.SIGTERM)
        began, log = time.monotonic(), open(self.folder / "serve.log", "ab")
        self.programs["serve"] = subprocess.Popen(
            [scene.BUILD / "nesie", "serve", "--data", self.data], env=self.environment(), stderr=log,
            stdout=subprocess.PIPE)
        out = self.programs["serve"].stdout
        while b'"serve.ready"' not in out.readline():
            if self.programs["serve"].poll() is not None:
                raise scene.Broken("serve ended")
        took = time.monotonic() - began
        threading.Thread(target=out.read, daemon=True).start()
        return took


def told(command: list) -> dict:
    run = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(run.stdout)


def set_up(place: Place) -> None:
    """The server with two of staff."""
    place.set_up()
    story = tell.Story(pathlib.Path("bench"), False)
    story.place, story.clock = place, (time.time(), time.time())
    story.do_staff("aigul accountant")
    story.do_staff("bolat accountant")


def load(place: Place, seconds: int) -> dict:
    """One round of the product; with what the server used and how large its groups were."""
    before, used = place.counters(), place.processor_seconds()
    day = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 5 * 3600))
    row = told([TOOLS / "journal_load", place.port + 1, f"office.localhost:{place.port + 1}", day, CONNECTIONS,
                seconds, place.cookies["aigul"], place.cookies["bolat"]])
    after = place.counters()
    row["server_seconds"] = place.processor_seconds() - used
    row["groups"] = after["nesie_tx_groups_total"] - before["nesie_tx_groups_total"]
    row["in_groups"] = after["nesie_tx_calls_total"] - before["nesie_tx_calls_total"]
    if row["errors"]:
        raise scene.Broken(f"{row['errors']} requests failed")
    if row["in_groups"] < row["requests"]:
        raise scene.Broken("some answers were given again without a call of the runner")
    return row


def bare(place: Place, group: int, seconds: int) -> dict:
    """One round of the bare engine, on a copy of the product's database (PostgreSQL: beside the product's rows)."""
    day = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 5 * 3600))
    if place.database:
        return told([TOOLS / "journal_bare", place.url, day, group, seconds])
    copy = place.folder / "bare.db"
    subprocess.run([sys.executable, "-c", "import sqlite3, sys; sqlite3.connect(f'file:{sys.argv[1]}?mode=ro', "
                    "uri=True).backup(sqlite3.connect(sys.argv[2]))", place.data / "nesie.db", copy], check=True)
    row = told([TOOLS / "journal_bare", copy, day, group, seconds])
    for end in ("", "-wal", "-shm"):
        pathlib.Path(f"{copy}{end}").unlink(missing_ok=True)
    return row


def percentile_bound(before: dict, after: dict, percent: float) -> float:
    """The bound in microseconds of the bucket of nesie_tx_run_seconds that holds this share of the calls."""
    counts = [(float(bound.replace("+Inf", "inf")), after[name] - before.get(name, 0)) for name in after
              for bound in re.findall(r'^nesie_tx_run_seconds_bucket\{le="([^"]+)"\}$', name)]
    all_of_them = max(count for _, count in counts)
    return min(bound for bound, count in counts if count >= all_of_them * percent / 100) * 1e6


def row(name: str, unit: str, value: float, **more) -> None:
    print(json.dumps({"name": name, "unit": unit, "value": round(value, 3)} | more), flush=True)


def measure(engine: str) -> None:
    base = f"house.{engine}"
    with Place(engine) as place:
        set_up(place)
        load(place, 1)
        began, product, beside, single = place.counters(), [], [], []
        for _ in range(ROUNDS):
            product.append(load(place, SECONDS))
            group = 1 if engine == "postgres" else max(1, round(product[-1]["in_groups"] / product[-1]["groups"]))
            rss, pss = place.memory_mb("Rss"), place.memory_mb("Pss")
            beside.append(bare(place, group, SECONDS))
            if engine == "sqlite":
                single.append(bare(place, 1, SECONDS))
        run_p99 = percentile_bound(began, place.counters(), 99)
        calls, seconds = sum(r["requests"] for r in product), sum(r["seconds"] for r in product)
        generator = sum(r["processor_seconds"] for r in product)
        server = sum(r["server_seconds"] for r in product)
        row(f"{base}.calls_over_https", "calls/s", calls / seconds, of=f"{base}.bare_calls", least=0.5,
            connections=CONNECTIONS, journals_per_second=round(sum(r["journals"] for r in product) / seconds),
            p50_us=max(r["p50_us"] for r in product), p99_us=max(r["p99_us"] for r in product),
            calls_in_a_group=round(sum(r["in_groups"] for r in product) / sum(r["groups"] for r in product), 1),
            server_us_per_call=round(server * 1e6 / calls, 1),
            generator_share=round(generator / (generator + server), 2))
        row(f"{base}.bare_calls", "calls/s", sum(r["calls"] for r in beside) / (ROUNDS * SECONDS),
            calls_in_a_group=group)
        if single:
            row(f"{base}.one_commit_each", "calls/s", sum(r["calls"] for r in single) / (ROUNDS * SECONDS))
        # One writer waits for each `run` of SQLite; on PostgreSQL the time holds round trips and waiting for others.
        row(f"{base}.tx_run_p99_within", "us", run_p99, **({"most": 2000} if engine == "sqlite" else {}))
        row(f"{base}.memory", "MB", rss, most=150, shared_once=round(pss, 1), processes=len(place.members()))
        row(f"{base}.start", "s", sorted(place.start_seconds() for _ in range(STARTS))[STARTS // 2], most=0.5)


def main() -> int:
    measure("sqlite")
    if os.environ.get("NESIE_TEST_POSTGRES"):
        measure("postgres")
    return 0


if __name__ == "__main__":
    if not shutil.which("psql"):
        os.environ.pop("NESIE_TEST_POSTGRES", None)
    sys.exit(main())
