# dev.d/tsan.sh
# ./dev tsan [FOLDER...]: run the unit tests of what works in threads under the thread sanitizer
. dev.d/lib/machine.sh
. dev.d/lib/build.sh
ensure_machine
[ $# -gt 0 ] || set -- db errand job http fault house
build_targets=(nesie)
for folder; do build_targets+=("test/unit/${folder}_test"); done
build_tsan
exec tools/postgres.sh run tools/tsan.sh "$@"
