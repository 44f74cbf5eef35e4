#!/usr/bin/env bash
# tools/fuzz.sh [TARGET] [SECONDS]: runs the fuzz targets of build-fuzz, all or one. Inputs that reach new code go to
# build-fuzz/corpus/TARGET; a crash to build-fuzz/crash/TARGET-*: its smallest form belongs into fuzz/corpus/TARGET.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
. dev.d/lib/say.sh

target="${1:-all}" seconds="${2:-60}" passed=0 failed=0
[[ "$seconds" =~ ^[0-9]+$ ]] || fail "SECONDS is a whole number: $seconds" "$BAD_CALL"

fuzz() {
    local name="$1" seeds="fuzz/corpus/$1" found="build-fuzz/corpus/$1" words=()

    mkdir -p "$found" build-fuzz/crash
    [ ! -d "$seeds" ] || words+=("$seeds")
    [ ! -f "fuzz/dict/$name.dict" ] || words+=("-dict=fuzz/dict/$name.dict")
    if "build-fuzz/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 \
        -seed="${NESIE_SEED:-0}" -print_final_stats=1 -artifact_prefix="build-fuzz/crash/$name-" \
        "$found" "${words[@]}" > "build-fuzz/log/fuzz-$name.txt" 2>&1; then
        passed=$((passed + 1))
        echo "ok - $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "build-fuzz/log/fuzz-$name.txt") inputs"
    else
        failed=$((failed + 1))
        tail -n 40 "build-fuzz/log/fuzz-$name.txt"
        echo "not ok - $name (build-fuzz/log/fuzz-$name.txt)"
    fi
}

if [ "$target" != all ]; then
    [ -x "build-fuzz/fuzz/fuzz_$target" ] || fail "there is no fuzz target $target" "$BAD_CALL"
    fuzz "$target"
else
    for program in build-fuzz/fuzz/fuzz_*; do
        [ ! -f "$program" ] || fuzz "${program##*/fuzz_}"
    done
fi
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]
