# dev.d/run.sh
# ./dev run [--fresh] [--data DIR] [--port N] [--postgres URL]: a lender of its own, to try everything; Ctrl-C ends it
. dev.d/lib/machine.sh
. dev.d/lib/build.sh

READY_SECONDS=60
data=data port=8443 postgres='' fresh=''
while [ $# -gt 0 ]; do
    case "$1" in
        --fresh) fresh=yes ;;
        --data | --port | --postgres)
            [ $# -ge 2 ] || fail "$1 needs a value" "$BAD_CALL"
            printf -v "${1#--}" '%s' "$2"
            shift
            ;;
        *) fail "\"$1\" is no option of run: --fresh, --data DIR, --port N, --postgres URL" "$BAD_CALL" ;;
    esac
    shift
done
[[ "$port" =~ ^[0-9]{1,5}$ ]] && ((port >= 1 && port <= 65531)) ||
    fail "--port needs a number from 1 to 65531" "$BAD_CALL"

ensure_machine
build_targets=(nesie nesie-world)
build_gcc
(build_web) || say "going on without pages"

if [ -n "$fresh" ] && [ -e "$data" ]; then
    [ -f "$data/nesie.lock" ] || fail "$data is not a data folder of Nesie: --fresh does not remove it" "$BAD_CALL"
    say "removing $data"
    rm -rf -- "$data"
fi
if [ ! -f "$data/nesie.conf" ]; then
    say "making $data: keys, certificates, database, a demonstration lender"
    mkdir -p -m 700 -- "$data" && : > "$data/new" || fail "$data cannot be made"
fi
init=(build/nesie init --data "$data" --demo --port "$port")
[ -z "$postgres" ] || init+=(--postgres "$postgres")
"${init[@]}" || exit

# until_ready NAME PID ERRORS: waits until NAME says on its output that it serves, without starting a process: on a busy
# machine each would take its turn before what is waited for.
until_ready() {
    local said=() began="$SECONDS" never
    exec {never}<> <(:)

    while :; do
        mapfile -t said < "$data/$1.out"
        [[ "${said[*]}" != *"\"$1.ready\""* ]] || return 0
        kill -0 "$2" 2> /dev/null || fail "$(tail -n 1 "$data/$3")"
        ((SECONDS - began < READY_SECONDS)) || fail "$1 is not ready after $READY_SECONDS s ($data/$1.out)"
        read -rt 0.02 -u "$never" || true
    done
}

pids=()
ended() {
    trap '' INT TERM
    [ ${#pids[@]} -eq 0 ] || { kill -TERM "${pids[@]}" 2> /dev/null || true; wait "${pids[@]}" 2> /dev/null || true; }
}
trap ended EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

for name in serve world; do : > "$data/$name.out"; done
build/nesie serve --data "$data" > "$data/serve.out" 2> "$data/serve.err" &
pids+=($!)
world=(build/nesie-world --data "$data" --port "$((port + 3))" --pki-port "$((port + 4))")
# Pages find NCALayer at this port and no other; where somebody has it already, it stays theirs.
if (exec 3<> /dev/tcp/127.0.0.1/13579) 2> /dev/null; then
    say "port 13579 is taken: this world has no NCALayer"
else
    world+=(--ncalayer-port 13579)
fi
"${world[@]}" > "$data/world.out" 2>&1 &
pids+=($!)
until_ready serve "${pids[0]}" serve.err
until_ready world "${pids[1]}" world.out # the first time it makes the keys of its authority
trap 'ended; say "stopped; the data stays in $data"' EXIT
said='s/.*serve.ready","public":\([0-9]*\),"office":\([0-9]*\),.*/\1 \2/p'
read -r public office < <(sed -n "$said" "$data/serve.out")

# Whom an interrupted first start invited already has a password.
invite() {
    build/nesie staff invite --data "$data" --login "$1" --name "$2" --role "$3" 2> "$data/invite.err" ||
        grep -q '"LOGIN_TAKEN"' "$data/invite.err" || fail "$(tail -n 1 "$data/invite.err")"
}
cat << TEXT

  Nesie serves.  Ctrl-C ends it; the data stays in $data.

  Clients      https://my.localhost:$public/
  Staff        https://office.localhost:$office/
  Test phone   https://world.localhost:$((port + 3))/phone
  Test people  https://world.localhost:$((port + 3))/people
  Signing      https://world.localhost:$((port + 3))/sign (as one of these people)

  Trust the certificate: import $data/tls/ca.pem into the browser (it can sign for *.localhost only),
  or with curl: curl --cacert $data/tls/ca.pem https://my.localhost:$public/v1/organisation

TEXT
if [ -f "$data/new" ]; then
    echo "  One-time passwords, shown once, each opens only the setting of an own one:"
    invite admin "Үлгібаев Арман" administrator
    invite aigul "Садықова Айгүл" accountant
    invite bolat "Омаров Болат" accountant
    invite dana "Серікова Дана" officer
    rm -f -- "$data/new" "$data/invite.err"
    echo
fi
wait -n "${pids[@]}" || true
fail "a program ended: $(tail -n 1 "$data/serve.err" "$data/world.out" 2> /dev/null | tail -n 1)"
