# dev.d/build.sh
# ./dev build: install what is missing, build with gcc, build the pages
. dev.d/lib/machine.sh
. dev.d/lib/build.sh
ensure_machine
build_gcc
build_web
