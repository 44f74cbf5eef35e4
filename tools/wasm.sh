#!/usr/bin/env bash
# tools/wasm.sh: compiles src/calc to WebAssembly with Debian's clang and wasi-libc, the same sources as the server's.
# Usage: tools/wasm.sh [FOLDER [PARTS]], default build/wasm and all parts. Fails where the module is above its size.
set -euo pipefail
cd "$(dirname "$0")/.."
out="${1:-build/wasm}"
parts="${2:-schedule rate fold cap}"
max_bytes=61440 # compressed
mkdir -p "$out"

exports=()
for name in begin take end $parts; do
    exports+=("-Wl,--export=nes_wasm_$name")
done
mapfile -t sources < <(find src/calc -name '*.c' ! -name '*_test.c' ! -name '*_fuzz.c' | sort)

clang-14 --target=wasm32-wasi -std=c2x -D_GNU_SOURCE -O2 -ffp-contract=off -ffunction-sections -Isrc \
    -Wall -Wextra -Werror -mexec-model=reactor -Wl,--gc-sections -Wl,--strip-all -fuse-ld=/usr/bin/wasm-ld-14 \
    "${exports[@]}" "${sources[@]}" src/base/arena.c src/base/str.c src/base/id.c -o "$out/calc.wasm"

bytes="$(gzip -9 -c "$out/calc.wasm" | wc -c)"
[ "$bytes" -lt "$max_bytes" ] || { echo "calc.wasm has $bytes bytes compressed, at most $max_bytes" >&2; exit 1; }
echo "$out/calc.wasm: $(wc -c < "$out/calc.wasm") bytes, $bytes compressed"
