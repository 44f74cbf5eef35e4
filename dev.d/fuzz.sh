# dev.d/fuzz.sh
# ./dev fuzz [TARGET] [SECONDS]: search for crashing inputs with libFuzzer (all targets, 60 s each)
. dev.d/lib/machine.sh
. dev.d/lib/build.sh
ensure_machine
build_fuzz
exec tools/fuzz.sh "$@"
