#!/usr/bin/env bash
# test/pki/fuzz_runs.sh RUNS [TARGET...]: gives each fuzz target of the signatures that many inputs, starting from
# the objects of the tests' own authority (build/test/unit/pki_test writes them), the published ones
# (NESIE_PKI_DATA), the committed corpus and what earlier runs grew (fuzz/corpus/pki.tar.xz), and tells whether the
# last quarter of them reached an edge that none before had reached. Needs build and build-fuzz (./dev fuzz makes
# it). New inputs stay in build-fuzz/corpus: a second run goes on from there.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
. dev.d/lib/say.sh

runs="${1:?how many runs?}" data="${NESIE_PKI_DATA:-../shared/data/pki}" passed=0 failed=0
[[ "$runs" =~ ^[0-9]+$ ]] || fail "RUNS is a whole number: $runs" "$BAD_CALL"
shift
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(pki_der pki_cert pki_cms pki_ocsp pki_tsp pki_xml)

# What the made authority of the tests issues, signs and answers, right and wrong; made once.
if [ ! -f build-fuzz/seeds/made ]; then
    mkdir -p build-fuzz/seeds/pki_{der,cert,cms,ocsp,tsp,xml} build-fuzz/log
    NESIE_PKI_SEEDS=build-fuzz/seeds build/test/unit/pki_test > build-fuzz/log/seeds.txt 2>&1 ||
        fail "the seeds cannot be made: build-fuzz/log/seeds.txt" "$BAD_CALL"
    touch build-fuzz/seeds/made
fi
# What earlier runs grew (test/pki/fuzz_grow.sh), so that a run of a fresh clone begins where those ended.
mkdir -p build-fuzz/grown
tar -xJf fuzz/corpus/pki.tar.xz -C build-fuzz/grown

# Certificates travel as PEM there; the readers meet them as DER.
seeds_of() {
    local to="build-fuzz/seeds/$1" file

    mkdir -p "$to"
    case "$1" in
        pki_cert | pki_der)
            for file in "$data"/{ca-test,ca-production,leaf-test}/*.pem; do
                openssl x509 -in "$file" -outform DER -out "$to/$(basename "$file" .pem).der" 2> /dev/null || true
            done
            ;;
        pki_cms) cp "$data"/cms/*.p7s "$data"/tsp/*token* "$to" ;;
        pki_ocsp) find "$data"/ocsp "$data"/crl-test -type f -size -12k -exec cp {} "$to" \; ;;
        pki_tsp) cp "$data"/tsp/*.der "$to" ;;
        pki_xml) cp "$data"/xmldsig/*.xml "$to" ;;
    esac
}

# The greatest "cov:" told up to that input.
edges_until() {
    awk -v most="$2" 'match($0, /^#[0-9]+/) && substr($0, 2, RLENGTH - 1) + 0 <= most && match($0, /cov: [0-9]+/) {
        cov = substr($0, RSTART + 5, RLENGTH - 5) } END { print cov + 0 }' "$1"
}

for target in "${targets[@]}"; do
    log="build-fuzz/log/runs-$target.txt" before=0 after=0
    mkdir -p "build-fuzz/corpus/$target" build-fuzz/crash build-fuzz/log "build-fuzz/seeds/$target"
    [ ! -d "$data" ] || seeds_of "$target"
    words=("fuzz/corpus/$target" "build-fuzz/grown/$target")
    if "build-fuzz/fuzz/fuzz_$target" -runs="$runs" -seed="${NESIE_SEED:-1}" -timeout=20 -max_len=8192 \
        -rss_limit_mb=2048 -artifact_prefix="build-fuzz/crash/$target-" "build-fuzz/corpus/$target" \
        "build-fuzz/seeds/$target" "${words[@]}" > "$log" 2>&1; then
        passed=$((passed + 1))
        before=$(edges_until "$log" $((runs / 4 * 3))) after=$(edges_until "$log" "$runs")
        echo "ok - $target: $runs inputs, $after edges, $((after - before)) of them new in the last quarter"
    else
        failed=$((failed + 1))
        tail -n 40 "$log"
        echo "not ok - $target ($log)"
    fi
done
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]
