#!/usr/bin/env bash
# tools/corpus.sh: gives every file of fuzz/corpus to its target once, under the sanitizers. A suite of ./dev test.
set -u
cd "$(dirname "$(readlink -f "$0")")/.."

status=0 any=
for corpus in fuzz/corpus/*/; do
    name="$(basename "$corpus")"
    [ -d "$corpus" ] || continue
    any=yes
    if [ ! -x "build-asan/fuzz/fuzz_$name" ]; then
        echo "not ok - fuzz/corpus/$name has no fuzz target of its name"
        status=1
        continue
    fi
    find "$corpus" -type f -print0 | sort -z | xargs -0 "build-asan/fuzz/fuzz_$name" || status=1
done
[ -n "$any" ] || echo "ok - corpora # SKIP there is no corpus yet"
exit $status
