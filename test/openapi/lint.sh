#!/usr/bin/env bash
# A public linter (redocly, its recommended rules as errors) reads what `nesie openapi` prints. TAP.
set -euo pipefail
cd "$(dirname "$0")"
build="${NESIE_BUILD:-../../build}"
work="${TMPDIR:-/tmp}/nesie-openapi"
mkdir -p "$work"

echo "1..2"
if [ ! -x node_modules/.bin/redocly ]; then
    npm ci --ignore-scripts --no-audit --no-fund > "$work/npm.txt" 2>&1 || {
        echo "ok 1 - the programming interface has no findings # SKIP npm: $(tail -n 1 "$work/npm.txt")"
        echo "ok 2 - a table that uses every mark has no findings # SKIP npm"
        exit 0
    }
fi
failed=0
check() { # NUMBER NAME FILE
    if REDOCLY_TELEMETRY=off node_modules/.bin/redocly lint --config redocly.yaml "$3" > "$work/lint.txt" 2>&1; then
        echo "ok $1 - $2"
    else
        sed 's/^/# /' "$work/lint.txt"
        echo "not ok $1 - $2"
        failed=1
    fi
}

"$build/nesie" openapi > "$work/openapi.json"
check 1 "the programming interface has no findings" "$work/openapi.json"
NESIE_OPENAPI_OUT="$work/sample.json" "$build/test/unit/http_test" each_row_stands > "$work/sample.txt" 2>&1
check 2 "a table that uses every mark has no findings" "$work/sample.json"
exit "$failed"
