#!/usr/bin/env bash
# test/pki/fuzz_grow.sh ROUNDS [TARGET...]: grows the inputs with which the fuzz targets of the signatures begin,
# fuzz/corpus/pki.tar.xz. Each round changes what is there (test/pki/grow.py), adds what ./dev fuzz and fuzz_runs.sh
# left in build-fuzz/corpus, and keeps the least that reaches all that was reached. What holds octets of the
# published objects is left out (test/pki/published.py). Needs build, build-fuzz and the seeds of fuzz_runs.sh
# (test/pki/fuzz_runs.sh 1).
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
. dev.d/lib/say.sh

rounds="${1:?how many rounds?}" archive=fuzz/corpus/pki.tar.xz work=build-fuzz/grow
[[ "$rounds" =~ ^[0-9]+$ ]] || fail "ROUNDS is a whole number: $rounds" "$BAD_CALL"
[ -f build-fuzz/seeds/made ] || fail "there are no seeds: test/pki/fuzz_runs.sh 1 makes them" "$BAD_CALL"
shift
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(pki_der pki_cert pki_cms pki_ocsp pki_tsp pki_xml)
mkdir -p "$work" build-fuzz/crash
[ ! -f "$archive" ] || tar -xJf "$archive" -C "$work"

# The least of the folders $2… that reaches what they reach, in the folder $1.
least() {
    "build-fuzz/fuzz/fuzz_$target" -merge=1 -max_len=8192 -artifact_prefix="build-fuzz/crash/$target-" "$@" 2>&1 |
        sed -n 's/^MERGE-OUTER: \([0-9]* new files.*\)/  \1/p'
}

clean() {
    find "$1" -type f -print0 |
        NESIE_PKI_OWN=build-fuzz/seeds xargs -0 -r python3 test/pki/published.py --clean | tail -n 1
}

for target in "${targets[@]}"; do
    echo "$target"
    mkdir -p "$work/$target" "build-fuzz/corpus/$target" "build-fuzz/seeds/$target"
    least "$work/$target" "fuzz/corpus/$target" "build-fuzz/corpus/$target" "build-fuzz/seeds/$target"
    for ((round = 1; round <= rounds; round++)); do
        rm -rf "$work/new"
        python3 test/pki/grow.py "$work/$target" "$work/new" 6000 --seed "$round$RANDOM"
        least "$work/$target" "$work/new"
    done
    clean "$work/$target"
    rm -rf "$work/new" "$work/least"
    mkdir "$work/least"
    least "$work/least" "$work/$target"
    rm -rf "${work:?}/$target"
    mv "$work/least" "$work/$target"
done
tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$work" -cf - pki_{der,cert,cms,ocsp,tsp,xml} |
    xz -9e > "$archive"
ls -l "$archive"
