#!/usr/bin/env python3
"""./dev bench web: sizes of the built pages, which have limits, and how the first page comes over a slow line
(test/browser/paint.mjs). The load of the machine stretches paint times: beside them stands processor time."""
import json
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
LIMITS = {"borrower": 60 * 1024, "office": 250 * 1024}
LATER = 40 * 1024  # what the client's side brings after the first view, in all


def main() -> None:
    said = subprocess.run(["tools/web.sh"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    if not said:  # nothing changed since it was built: measure what is there
        said = subprocess.run(["node", "web/tools/compress.mjs", "build/web"], cwd=ROOT, capture_output=True,
                              text=True, check=True).stdout
    for app, first, whole in re.findall(r"(\w+): first view (\d+) of .* all files (\d+)", said):
        print(json.dumps({"name": f"web {app} first view", "unit": "bytes", "value": int(first), "most": LIMITS[app]}), flush=True)
        if app == "borrower":
            print(json.dumps({"name": "web borrower later", "unit": "bytes", "value": int(whole) - int(first),
                              "most": LATER}), flush=True)
    subprocess.run(["node", "test/browser/paint.mjs"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
