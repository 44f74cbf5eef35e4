# dev.d/web.sh
# ./dev web [--check]: build the pages of web/; with --check their types, lint, words and unit tests
. dev.d/lib/machine.sh
. dev.d/lib/build.sh
ensure_machine
ensure_node
build_targets=(nesie)
build_gcc
exec tools/web.sh "$@"
