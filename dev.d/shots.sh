# dev.d/shots.sh
# ./dev shots [FOLDER]: a picture of every screen, language and width, and one sheet of all (build/shots)
. dev.d/lib/machine.sh
. dev.d/lib/build.sh
ensure_machine
build_targets=(nesie nesie-world)
build_gcc
build_web
exec node test/browser/shots.mjs "${1:-build/shots}"
