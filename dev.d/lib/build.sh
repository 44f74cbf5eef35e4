# dev.d/lib/build.sh: the build folders. Sourced after say.sh; run from the project folder.
#   build        gcc, -O2, hardened: what is shipped, and what the tests and measurements run
#   build-asan   clang 14 with the address and undefined behaviour sanitizers, stopping at the first finding
#   build-fuzz   the same with libFuzzer
#   build-tsan   clang 14 with the thread sanitizer

# build_folder FOLDER COMPILER MESON-OPTION...: configures where needed (new, or other options), then builds.
build_folder() {
    local folder="$1" compiler="$2" options="${*:2}"
    local log="$folder/log/meson.txt"
    shift 2

    mkdir -p "$folder/log"
    if [ ! -f "$folder/build.ninja" ] || [ "$(cat "$folder/options.txt" 2> /dev/null)" != "$options" ]; then
        say "configuring $folder ($compiler)"
        rm -rf "$folder/meson-private" "$folder/meson-info" "$folder/build.ninja"
        CC="$compiler" meson setup "$folder" "$@" > "$log" 2>&1 || fail_with "$log" "meson refuses $folder"
        printf '%s\n' "$options" > "$folder/options.txt"
    fi
    say "building $folder"
    ninja -C "$folder" "${build_targets[@]}" 2>&1 | tee "$folder/log/ninja.txt" | build_progress ||
        fail_with "$folder/log/ninja.txt" "$folder does not build"
}

# Tells each fifth of a build of many steps.
build_progress() {
    local line told=0

    while IFS= read -r line; do
        if [[ "$line" =~ ^\[([0-9]+)/([0-9]+)\] ]] && ((BASH_REMATCH[2] >= 50)); then
            ((BASH_REMATCH[1] * 5 / BASH_REMATCH[2] == told)) && continue
            told=$((BASH_REMATCH[1] * 5 / BASH_REMATCH[2]))
            say "  $((told * 20)) %"
        fi
    done
}

# Other than all of it: build_targets=(nesie) build_gcc
build_targets=()

fail_with() {
    if grep -qE '^FAILED: | ERROR: ' "$1"; then sed -nE '/^FAILED: | ERROR: /,$p' "$1"; else cat "$1"; fi |
        grep -vE '^\[[0-9]+/[0-9]+\] ' | tail -n 60 >&2
    fail "$2 ($1)"
}

sanitized=(-Db_sanitize=address,undefined -Db_lundef=false)

build_gcc() { build_folder build gcc; }
build_asan() { build_folder build-asan clang-14 "${sanitized[@]}"; }
build_fuzz() { build_folder build-fuzz clang-14 "${sanitized[@]}" -Dfuzz=true; }
build_tsan() { build_folder build-tsan clang-14 -Db_sanitize=thread -Db_lundef=false; }

# The pages of web/, with node; needs a built nesie.
build_web() {
    ensure_node
    tools/web.sh || fail "the pages do not build"
}
