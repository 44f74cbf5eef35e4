#!/usr/bin/env bash
# Runs docs/first-loan.md as it stands, against programs of its own: $1 is the build folder. TAP.
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build}
work=$(mktemp -d)
pids=()
ended() {
    [ ${#pids[@]} -eq 0 ] || { kill -TERM "${pids[@]}" 2> /dev/null || true; wait "${pids[@]}" 2> /dev/null || true; }
    [ -n "${KEEP:-}" ] || rm -rf -- "$work"
}
trap ended EXIT
port=$(python3 -c 'import sys; sys.path.insert(0, "test/story"); import scene; print(scene.free_block())')
"$build/nesie" init --data "$work/data" --demo --port "$port"
"$build/nesie" serve --data "$work/data" > "$work/serve.out" 2>&1 &
pids+=($!)
"$build/nesie-world" --data "$work/data" --port "$((port + 3))" > "$work/world.out" 2>&1 &
pids+=($!)
for _ in $(seq 1 200); do
    if grep -q '"serve.ready"' "$work/serve.out" && grep -q '"world.ready"' "$work/world.out"; then break; fi
    sleep 0.05
done
invited=$("$build/nesie" staff invite --data "$work/data" --login dana --name "Серікова Дана" --role officer)
once=$(grep -oE '[^ ]+$' <<< "$invited" | tail -n 1)
awk '/^```sh$/ { on = 1; next } /^```$/ { on = 0 } on' docs/first-loan.md > "$work/page.sh"
echo "1..1"
if DATA=$work/data PORT=$port ONCE=$once bash -u "$work/page.sh" > "$work/page.out" 2>&1 &&
    grep -q '"debt": "200000.00"' "$work/page.out" && grep -q 'PDF document' "$work/page.out" &&
    grep -q '20092.42</td>.*Repayment, contract' "$work/page.out" &&
    ! grep -q 'urn:nesie:fault\|never said' "$work/page.out"; then
    echo "ok 1 - a newcomer completes the first loan by the page"
else
    echo "not ok 1 - a newcomer completes the first loan by the page"
    tail -n 25 "$work/page.out" | sed 's/^/# /'
    exit 1
fi
