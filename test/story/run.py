#!/usr/bin/env python3
"""Tell stories to the product over HTTPS, on both databases (TAP on standard output).

  run.py [--print] [--engine sqlite|postgres] [STORY...]

A story is test/story/NAME.story; docs/story.md tells its words. Each has its own folder, ports, database and clock:
product and world run under libfaketime with one shared file, so that a story moves time and no option of the product
does.
"""
import argparse
import concurrent.futures
import os
import pathlib
import sys
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import scene  # noqa: E402
import tell  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent


def run_one(path: pathlib.Path, engine: str, loud: bool):
    """(name, fault or None, rules told)"""
    story = tell.Story(path, loud)
    name = f"{path.stem}_on_{engine}"
    try:
        with scene.Scene(engine) as place:
            story.run(place)
        return name, None, story.rules
    except (tell.Wrong, scene.Broken) as fault:
        return name, str(fault), story.rules
    except Exception:  # a fault of the runner itself is a failed story, too
        return name, traceback.format_exc(), story.rules


def main() -> int:
    words = argparse.ArgumentParser()
    words.add_argument("--print", action="store_true", dest="loud")
    words.add_argument("--engine", choices=("sqlite", "postgres"))
    words.add_argument("stories", nargs="*")
    options = words.parse_args()
    paths = sorted(p for p in HERE.glob("*.story") if not options.stories or p.stem in options.stories)
    engines = [options.engine] if options.engine else ["sqlite", "postgres"]
    jobs = [(path, engine) for path in paths for engine in engines]
    print(f"1..{len(jobs)}")
    failed, rules = 0, []
    with concurrent.futures.ThreadPoolExecutor(1 if options.loud else 3) as pool:
        done = pool.map(lambda job: None if skipped(job[1]) else run_one(*job, options.loud), jobs)
        for number, (job, result) in enumerate(zip(jobs, done), 1):
            if result is None:
                print(f"ok {number} - {job[0].stem}_on_{job[1]} # SKIP NESIE_TEST_POSTGRES is not set")
                continue
            name, fault, told = result
            print(f"{'not ok' if fault else 'ok'} {number} - {name}", flush=True)
            if fault:
                failed += 1
                print("\n".join("# " + line for line in fault.splitlines()))
            else:
                rules += [(rule, kind, name) for rule, kind in told]
    out = os.environ.get("NESIE_RULES_OUT")
    if out:
        with open(out, "a", encoding="utf-8") as file:
            file.writelines("\t".join(row) + "\n" for row in rules)
    return 1 if failed or not jobs else 0


def skipped(engine: str) -> bool:
    return engine == "postgres" and not os.environ.get("NESIE_TEST_POSTGRES")


sys.exit(main())
