# dev.d/build.sh
# ./dev build: install what is missing and build with gcc
. dev.d/lib/machine.sh
. dev.d/lib/build.sh
ensure_machine
build_gcc
