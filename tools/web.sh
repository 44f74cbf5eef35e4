#!/usr/bin/env bash
# tools/web.sh: builds the pages of web/ into build/web (borrower, office), with types from `nesie openapi`, and
# compresses them. Usage: tools/web.sh [--check]
# With --check only types, lint and unit tests; without it nothing where nothing changed.
# Needs node 20 and build/nesie. Where npm has no network and the packages are not there, it says so in one line.
set -euo pipefail
cd "$(dirname "$0")/.."
build="$(realpath "${NESIE_BUILD:-build}")"
out="$build/web"
log="$build/log"
mkdir -p "$out" "$log" web/generated

fail() { echo "web: $1" >&2; exit 1; }

# Packages: exactly those of the lock file; none of their scripts runs.
packages() {
    [ web/node_modules/.package-lock.json -nt web/package-lock.json ] && return
    (cd web && npm ci --ignore-scripts --no-audit --no-fund --prefer-offline) > "$log/npm.txt" 2>&1 ||
        fail "npm cannot get the packages of web/: $(grep -m 1 -E 'npm (ERR!|error)' "$log/npm.txt") ($log/npm.txt)"
    touch web/node_modules/.package-lock.json
}

stamp() {
    {
        "$build/nesie" openapi
        git ls-files -co --exclude-standard web src/calc tools/web.sh tools/wasm.sh | LC_ALL=C sort | xargs sha256sum
    } | sha256sum
}

step() { # NAME COMMAND...
    local name="$1"
    shift
    "$@" > "$log/web-$name.txt" 2>&1 || { cat "$log/web-$name.txt" >&2; fail "$name found faults"; }
}

generate() {
    "$build/nesie" openapi > "$out/openapi.json"
    tools/wasm.sh "$build/wasm-web" "schedule rate cap" > "$log/web-wasm.txt" # what the first page computes
    cp "$build/wasm-web/calc.wasm" web/generated/calc.wasm
    step interface node web/tools/api.mjs "$out/openapi.json" web/generated
    step words node web/tools/words.mjs web web/generated
}

check() {
    local budget="${NESIE_FORMATS:-$(tools/budget.sh web.formats)}"

    step types web/node_modules/.bin/tsc -p web
    step lint env -C web node_modules/.bin/biome check . --error-on-warnings
    step tests web/node_modules/.bin/rolldown web/test/unit.ts --platform node --format esm --file "$out/unit.mjs"
    node "$out/unit.mjs" "$budget"
}

command -v node > /dev/null || fail "node is missing (20 or newer); ./dev installs it"
packages
if [ "${1:-}" = --check ]; then
    generate
    check
    exit 0
fi
now="$(stamp)"
[ "$(cat "$out/stamp.txt" 2> /dev/null)" != "$now" ] || exit 0
rm -f "$out/stamp.txt"
generate
for app in borrower office; do
    step "$app" env -C "web/$app" VITE_CONFIG_NATIVE_IGNORE_WARNING=true \
        ../node_modules/.bin/vite build --outDir "$out/$app"
done
step shell node web/tools/shell.mjs "$out/borrower"
node web/tools/compress.mjs "$out"
printf '%s\n' "$now" > "$out/stamp.txt"
