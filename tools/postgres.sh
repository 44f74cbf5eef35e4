#!/usr/bin/env bash
# tools/postgres.sh: a PostgreSQL for tests: in a folder of its own, on a Unix socket only, gone afterwards.
#   run COMMAND...   runs COMMAND beside one, with NESIE_TEST_POSTGRES (a libpq address) and NESIE_TEST_POSTGRES_DIR
#   start DIR        makes (where DIR is empty) and starts one in DIR; prints its address
#   kill DIR         stops it as a lost machine would, for tests of recovery; `start DIR` brings it back
#   stop DIR         stops it and removes DIR
# For root it runs as the user that ./dev made. fsync stays on: what the tests measure is real.
set -euo pipefail
tools="$(dirname "$(readlink -f "$0")")"
. "$tools/../dev.d/lib/say.sh"

programs=(/usr/lib/postgresql/*/bin)
programs="${programs[-1]}"

as_user() { "$tools/unprivileged.sh" "$@"; }

start() {
    local dir="$1" fresh=

    [ -x "$programs/initdb" ] || fail "PostgreSQL is not installed: ./dev build installs it" "$NO_MACHINE"
    mkdir -p "$dir"
    [ "$(id -u)" -ne 0 ] || chown nesie-dev: "$dir"
    if [ ! -d "$dir/data" ]; then
        as_user "$programs/initdb" --no-sync -D "$dir/data" -U nesie -A trust -E UTF8 --locale C.UTF-8 \
            > "$dir/init.txt" 2>&1 || fail "initdb: $(tail -n 1 "$dir/init.txt")"
        fresh=yes
    fi
    as_user "$programs/pg_ctl" -D "$dir/data" -l "$dir/server.txt" -w -t 60 \
        -o "-c listen_addresses= -c unix_socket_directories=$dir -c max_connections=200" start > /dev/null ||
        fail "PostgreSQL does not start: $(tail -n 1 "$dir/server.txt")"
    [ -z "$fresh" ] || as_user "$programs/createdb" -h "$dir" -U nesie nesie
    echo "postgresql:///nesie?host=$dir&user=nesie"
}

stop() {
    as_user "$programs/pg_ctl" -D "$1/data" -m immediate stop > /dev/null 2>&1 || true
    rm -rf "$1"
}

run() {
    dir="$(mktemp -d /tmp/nesie-pg.XXXXXX)"
    trap 'stop "$dir"' EXIT
    trap 'exit 130' INT TERM HUP
    NESIE_TEST_POSTGRES="$(start "$dir")"
    export NESIE_TEST_POSTGRES NESIE_TEST_POSTGRES_DIR="$dir"
    "$@"
}

case "${1:-}" in
    run | start | stop) "$@" ;;
    kill) as_user "$programs/pg_ctl" -D "$2/data" -m immediate stop > /dev/null ;;
    *) fail "usage: tools/postgres.sh run COMMAND... | start DIR | kill DIR | stop DIR" "$BAD_CALL" ;;
esac
