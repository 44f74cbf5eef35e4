# dev.d/lint.sh
# ./dev lint [--fast]: compilers' warnings, clang-tidy, cppcheck, floors, sizes, banned calls, ...
. dev.d/lib/machine.sh
. dev.d/lib/build.sh
ensure_machine
if [ "${1:-}" != --fast ]; then
    build_gcc # the compilers' warnings are errors
    build_asan
fi
exec python3 tools/lint.py "$@"
