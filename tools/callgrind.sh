#!/usr/bin/env bash
# Instructions per operation, by callgrind: they do not depend on the machine's mood.
#
#   tools/callgrind.sh [program]      (default build/nesie)
#
# The same loan is given N and 3N times to `nesie schedule --lines`; the difference over 2N is one loan, with the
# reading of its JSON and the writing of the answer. Then the same split by function: what src/calc itself takes of it.
set -euo pipefail
cd "$(dirname "$0")/.."
program=${1:-build/nesie}
few=5
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

count() { # loan, times -> instructions of the whole run
    yes "$1" | head -n "$2" > "$folder/in" || true
    valgrind --tool=callgrind --callgrind-out-file="$folder/out.$2" "$program" schedule --lines \
        < "$folder/in" 2> "$folder/log" > /dev/null
    awk '/^(summary|totals):/ { print $2; exit }' "$folder/out.$2"
}

in_calc() { # file -> instructions spent in functions of src/calc, exclusive
    callgrind_annotate --auto=no --tree=none --inclusive=no --threshold=100 --show=Ir "$1" 2> /dev/null |
        awk '/src\/calc\// && /:/ { gsub(",", "", $1); sum += $1 } END { printf "%d", sum }'
}

printf '%-34s %14s %14s\n' operation 'instructions' 'of src/calc'
python3 test/oracle/bench_loans.py | while IFS=$'\t' read -r name loan; do
    less=$(count "$loan" "$few")
    more=$(count "$loan" $((3 * few)))
    own_less=$(in_calc "$folder/out.$few")
    own_more=$(in_calc "$folder/out.$((3 * few))")
    printf '%-34s %14d %14d\n' "$name" $(((more - less) / (2 * few))) $(((own_more - own_less) / (2 * few)))
done
