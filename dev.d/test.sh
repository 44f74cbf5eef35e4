# dev.d/test.sh
# ./dev test [--quick|--night|--release] [SUITE]: the gate: all tests, or the suites named
. dev.d/lib/machine.sh
. dev.d/lib/build.sh
ensure_machine
[[ " $* " == *" --quick "* ]] || ! grep -qE '^[^#]+\s\S*\bnode\b\S*\s' test/suites.tsv || ensure_node
export NESIE_GATE_BEGAN="$EPOCHSECONDS" # installing is not part of the gate's time; building is
build_gcc
if [[ " $* " != *" --quick "* ]]; then
    build_web & # waits for the network at first, and has one thread
    web=$!
    build_asan
    wait "$web" || exit
fi
[[ " $* " != *" --night "* && " $* " != *" --release "* ]] || build_fuzz
exec python3 tools/gate.py "$@"
