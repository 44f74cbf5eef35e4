#!/usr/bin/env python3
"""Whether inputs of the fuzz targets hold octets of the authority's published objects: none that is committed may.

An input is found out by 16 octets in a row that stand in a published object (in its base64, too) and in nothing
that the tests' own authority makes: the named inputs of fuzz/corpus/pki_* and the folder NESIE_PKI_OWN. Looks at
the files on the command line; with --clean removes what was found out. Prints TAP; skips where the published
objects are absent (NESIE_PKI_DATA).
"""

import base64
import os
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = pathlib.Path(os.environ.get("NESIE_PKI_DATA") or ROOT / "../shared/data/pki")
WIDTH = 16
KINDS = 5                                      # fewer different octets than this tell nothing: zeros, padding


def windows(data):
    return {data[i:i + WIDTH] for i in range(len(data) - WIDTH + 1)}


def inner(data):
    """What base64 in a text holds, wherever its groups of four begin (a character may be lost or added)."""
    for body in re.findall(rb"[A-Za-z0-9+/\s]{32,}", data):
        text = re.sub(rb"\s", b"", body)
        for skip in range(4):
            yield base64.b64decode(text[skip:skip + (len(text) - skip) // 4 * 4])


def octets(data):
    """All rows of a file: of PEM only what it holds, for its letters are those of any object of the profile."""
    plain = set() if data.startswith(b"-----BEGIN") else windows(data)
    return plain.union(*(windows(one) for one in inner(data)))


def published():
    found = set()
    for path in DATA.rglob("*"):
        if path.is_file() and path.suffix not in (".md", ".tsv"):
            found |= octets(path.read_bytes())
    return found


def shared():
    found = set()
    folder = os.environ.get("NESIE_PKI_OWN")
    own = [one for one in ROOT.glob("fuzz/corpus/pki_*/*") if not re.fullmatch(r"[0-9a-f]{40}", one.name)]
    for path in [*own, *(pathlib.Path(folder).rglob("*") if folder else ())]:
        if path.is_file():
            found |= octets(path.read_bytes())
    return found


def main():
    words = [word for word in sys.argv[1:] if word != "--clean"]
    files = sorted(map(pathlib.Path, words))
    if not DATA.is_dir():
        print(f"1..1\nok 1 - no published octets # SKIP {DATA} is absent")
        return 0
    theirs = {one for one in published() - shared() if len(set(one)) >= KINDS}
    bad = 0
    for path in files:
        hits = octets(path.read_bytes()) & theirs
        if hits:
            bad += 1
            print(f"# {path}: {len(hits)} times, {min(hits).hex()}")
            if "--clean" in sys.argv:
                path.unlink()
    print(f"1..1\n{'not ok' if bad else 'ok'} 1 - no published octets in {len(files)} inputs # {bad} with some")
    return 1 if bad and "--clean" not in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
