#!/usr/bin/env bash
# tools/budget.sh KIND: the count of test/budget.tsv for the column that runs (NESIE_BUDGET: gate, night, release).
awk -F'\t' -v column="${NESIE_BUDGET:-gate}" -v kind="${1:?KIND}" '
    NR == 1 { for (i = 2; i <= NF; i++) if ($i == column) at = i }
    $1 == kind { print $at; found = 1 }
    END { if (!found) print "test/budget.tsv has no row " kind > "/dev/stderr"; exit !found }
' "$(dirname "$(readlink -f "$0")")/../test/budget.tsv"
