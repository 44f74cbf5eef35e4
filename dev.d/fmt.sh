# dev.d/fmt.sh
# ./dev fmt [--long] [--check] [FILE...]: format the bodies of functions, or only what is too long
. dev.d/lib/machine.sh
ensure_machine
exec python3 tools/fmt.py "$@"
