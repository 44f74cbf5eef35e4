#!/usr/bin/env bash
# test/fresh/debootstrap.sh [--keep] [--run]: both commands (--run: only that one) on a machine that has nothing.
# Makes a Debian 12 with git in a folder, clones this commit into it and runs what README.md says; nothing of this
# machine is seen there but its network. Before that, what cannot work must say so in one line. Needs root and ten
# minutes; not part of the gate.
# Where the network opens TLS, NODE_EXTRA_CA_CERTS names the file of its certificates, which the fresh system gets too.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
. dev.d/lib/say.sh

[ "$(id -u)" -eq 0 ] || fail "test/fresh/debootstrap.sh needs root: it makes a system of its own" "$NO_MACHINE"
command -v debootstrap > /dev/null || apt-get install -y -q debootstrap
fresh="$(mktemp -d /var/tmp/nesie-fresh.XXXXXX)"
chmod 755 "$fresh"
[[ " $* " == *" --keep "* ]] || trap 'rm -rf --one-file-system "$fresh"' EXIT
passed=0 failed=0

# inside [unshare's OPTION...] -- COMMAND: runs COMMAND by bash in the fresh system, with its own /proc and processes.
inside() {
    local options=()

    while [ "$1" != -- ]; do options+=("$1"); shift; done
    unshare --mount --pid --fork --kill-child "${options[@]}" bash -c '
        mount -t proc proc "$0/proc" && mount -t tmpfs tmpfs "$0/dev/shm" && mount -t devpts devpts "$0/dev/pts" &&
        exec chroot "$0" /usr/bin/env -i --default-signal=INT HOME=/root LANG=C.UTF-8 \
            PATH=/usr/sbin:/usr/bin:/sbin:/bin \
            ${2:+NODE_EXTRA_CA_CERTS="$2"} bash -c "$1"
    ' "$fresh" "$2" "${NODE_EXTRA_CA_CERTS:+/srv/network.pem}"
}

# check NAME STATUS PATTERN [unshare's OPTION...] -- COMMAND: the last line it prints matches, and it ends so.
check() {
    local name="$1" wanted="$2" pattern="$3" status=0 began="$SECONDS" last
    shift 3

    inside "$@" < /dev/null > "$fresh.out" 2>&1 || status=$?
    last="$(tail -n 1 "$fresh.out")"
    if [ "$status" -eq "$wanted" ] && grep -qE "$pattern" <<< "$last"; then
        passed=$((passed + 1))
        echo "ok - $name ($((SECONDS - began)) s): $last"
    else
        failed=$((failed + 1))
        tail -n 40 "$fresh.out"
        echo "not ok - $name: status $status, wanted $wanted and /$pattern/"
    fi
    rm -f "$fresh.out"
}

say "making a Debian 12 in $fresh"
debootstrap --variant=minbase --include=git bookworm "$fresh" > "$fresh.log" 2>&1 ||
    fail "debootstrap: $(tail -n 1 "$fresh.log")"
rm "$fresh.log"
mirror="$(cut -d' ' -f2 "$fresh/etc/apt/sources.list")"
echo "deb ${mirror%/debian}/debian-security bookworm-security main" >> "$fresh/etc/apt/sources.list"
cp /etc/resolv.conf "$fresh/etc/resolv.conf"
[ -z "${NODE_EXTRA_CA_CERTS:-}" ] || cp "$NODE_EXTRA_CA_CERTS" "$fresh/srv/network.pem"
git bundle create -q "$fresh/srv/nesie.bundle" HEAD
inside -- 'useradd -m -s /bin/bash newcomer && su newcomer -c "git clone -q /srv/nesie.bundle ~/nesie" 2> /dev/null'
inside -- 'cd && git clone -q /srv/nesie.bundle nesie 2> /dev/null'

check "without a network it says so" 3 '^dev: the Debian mirror cannot be reached' --net -- 'cd ~/nesie && ./dev test'
check "without root or sudo it says so" 3 'needs root, and sudo is not here$' -- '
    su newcomer -c "cd ~/nesie && ./dev test"'
# The two runs: served, stopped by Ctrl-C, served again within two seconds, with the same data.
run_twice='
    cd ~/nesie && set -m
    served() {
        began="$(date +%s%N)"
        ./dev run > /tmp/run.txt 2>&1 &
        for _ in $(seq 1 36000); do
            grep -q "Nesie serves" /tmp/run.txt && break
            kill -0 %% 2> /dev/null || { cat /tmp/run.txt; exit 1; }
            sleep 0.05
        done
        took="$((($(date +%s%N) - began) / 1000000))"
        curl -sS --cacert data/tls/ca.pem https://my.localhost:8443/v1/organisation | grep -q 940140000385 || exit 1
        kill -INT -- "-$!" && wait "$!" || true
        grep -q "stopped; the data stays in data" /tmp/run.txt || { cat /tmp/run.txt; exit 1; }
    }
    served
    cp data/audit.pub /tmp/first.pub
    served
    cmp data/audit.pub /tmp/first.pub || exit 1
    echo "served again in $took ms" && [ "$took" -lt 2000 ]'
check "./dev run on a bare machine, twice" 0 '^served again in [0-9]+ ms$' -- "$run_twice"
if [[ " $* " != *" --run "* ]]; then
    check "./dev test on a bare machine" 0 '^[0-9]+ passed, 0 failed, [0-9]+ skipped$' -- 'cd ~/nesie && ./dev test'
    check "./dev test a second time" 0 '^[0-9]+ passed, 0 failed, [0-9]+ skipped$' -- 'cd ~/nesie && ./dev test'
    check "build/nesie runs" 0 '' -- 'cd ~/nesie && build/nesie help'
    check "./dev test by a user with sudo" 0 '^[0-9]+ passed, 0 failed' -- '
        apt-get -qq install -y sudo > /dev/null && echo "newcomer ALL=(ALL) NOPASSWD: ALL" > /etc/sudoers.d/newcomer &&
        apt-get -qq remove -y cppcheck > /dev/null && su newcomer -c "cd ~/nesie && ./dev test"'
    check "node of its own for the web" 0 '^v22\.' -- '
        cd ~/nesie && . dev.d/lib/say.sh && . dev.d/lib/machine.sh && ensure_node && node --version'
fi
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]
