# dev.d/run.sh
# ./dev run [--fresh] [--data DIR] [--port N] [--postgres URL]: a lender of its own, to try everything; Ctrl-C ends it
. dev.d/lib/machine.sh
. dev.d/lib/build.sh

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
first=''
if [ ! -f "$data/nesie.conf" ]; then
    first=yes
    say "making $data: keys, certificates, database, a demonstration lender"
fi
init=(build/nesie init --data "$data" --demo --port "$port")
[ -z "$postgres" ] || init+=(--postgres "$postgres")
"${init[@]}" || exit

pids=()
ended() {
    trap '' INT TERM
    [ ${#pids[@]} -eq 0 ] || { kill -TERM "${pids[@]}" 2> /dev/null || true; wait "${pids[@]}" 2> /dev/null || true; }
}
trap 'ended; say "stopped; the data stays in $data"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

: > "$data/serve.out"
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
for _ in $(seq 1 200); do
    if grep -q '"serve.ready"' "$data/serve.out" 2> /dev/null; then break; fi
    kill -0 "${pids[0]}" 2> /dev/null || fail "$(tail -n 1 "$data/serve.err")"
    sleep 0.05
done
kill -0 "${pids[1]}" 2> /dev/null || fail "$(tail -n 1 "$data/world.out")"
said='s/.*serve.ready","public":\([0-9]*\),"office":\([0-9]*\),.*/\1 \2/p'
read -r public office < <(sed -n "$said" "$data/serve.out")

invite() { build/nesie staff invite --data "$data" --login "$1" --name "$2" --role "$3" || exit; }
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
if [ -n "$first" ]; then
    echo "  One-time passwords, shown once, each opens only the setting of an own one:"
    invite admin "Үлгібаев Арман" administrator
    invite aigul "Садықова Айгүл" accountant
    invite bolat "Омаров Болат" accountant
    invite dana "Серікова Дана" officer
    echo
fi
wait -n "${pids[@]}" || true
fail "a program ended: $(tail -n 1 "$data/serve.err" "$data/world.out" 2> /dev/null | tail -n 1)"
