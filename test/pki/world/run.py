#!/usr/bin/env python3
"""What `nesie pki` makes of what the world signs: starts nesie-world, gets certificates, signs, verifies.

Each case is a function `case_…`; it raises Wrong where something is not as it must be. Names on the command line choose
cases by a part of their name. Prints TAP.
"""
import sys
import traceback

import cases_openssl
import cases_programs
import cases_services
import cases_signatures
from place import FAKETIME, Place
from wants import Skip, Wrong

MODULES = (cases_signatures, cases_services, cases_openssl, cases_programs)


def cases() -> list:
    """(name, function, whether it wants a clock of its own)"""
    found = []
    for module in MODULES:
        found += [(name[5:].replace("_", " "), function, name in module.FAKED)
                  for name, function in vars(module).items() if name.startswith("case_")]
    return found


def run(number: int, name: str, function, place: Place) -> bool:
    try:
        function(place)
    except Skip as why:
        print(f"ok {number} - {name} # SKIP {why}", flush=True)
        return True
    except (Wrong, RuntimeError, OSError, KeyError, ValueError) as wrong:
        print(f"not ok {number} - {name}\n#   {wrong}", flush=True)
        for frame in traceback.extract_tb(wrong.__traceback__)[1:4]:
            print(f"#   {frame.name}: {frame.line}", flush=True)
        return False
    print(f"ok {number} - {name}", flush=True)
    return True


def main() -> int:
    words = sys.argv[1:]
    chosen = [case for case in cases() if not words or any(word in case[0] for word in words)]
    failed = 0
    print(f"1..{len(chosen)}", flush=True)
    with Place() as place:
        place.begin()
        for number, (name, function, faked) in enumerate(chosen, 1):
            if not faked:
                place.revive()
                failed += not run(number, name, function, place)
            elif FAKETIME is None:
                print(f"ok {number} - {name} # SKIP libfaketime is not installed", flush=True)
            else:
                with Place(faked=True) as other:
                    failed += not run(number, name, function, other)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
