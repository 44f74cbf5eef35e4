# dev.d/bench.sh
# ./dev bench [NAME...]: run the measurements of bench/ and write build/bench.json
. dev.d/lib/machine.sh
. dev.d/lib/build.sh
ensure_machine
build_gcc
exec tools/postgres.sh run python3 tools/bench.py "$@"
