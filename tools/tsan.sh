#!/usr/bin/env bash
# The unit tests of folders in build-tsan; any finding of the thread sanitizer fails. Called by ./dev tsan; TAP-like.
#   tools/tsan.sh FOLDER...
# Suppressions (tools/tsan.supp) name libraries of others only: they are not built with the sanitizer, so it does not
# see how they order their own accesses.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export TSAN_OPTIONS="suppressions=$PWD/tools/tsan.supp:halt_on_error=1:die_after_fork=0:second_deadlock_stack=1"
export NESIE_BUDGET="${NESIE_BUDGET:-gate}" CMOCKA_MESSAGE_OUTPUT=tap
log=build-tsan/log failed=0
mkdir -p "$log"
for folder; do
    if "build-tsan/test/unit/${folder}_test" > "$log/tsan-$folder.txt" 2>&1; then
        printf 'ok   %-10s %s tests\n' "$folder" "$(grep -c '^ok' "$log/tsan-$folder.txt")"
    else
        failed=$((failed + 1))
        printf 'FAIL %-10s %s\n' "$folder" "$log/tsan-$folder.txt"
        grep -E '^not ok|WARNING: ThreadSanitizer|SUMMARY' "$log/tsan-$folder.txt" | head -5
    fi
done
exit $((failed > 0))
