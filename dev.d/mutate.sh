# dev.d/mutate.sh
# ./dev mutate --seed N [--count K] [--only PATH]: take rules out of a copy of the code; tests must notice
. dev.d/lib/machine.sh
ensure_machine
exec tools/postgres.sh run python3 tools/mutate.py "$@"
