# dev.d/fmt.sh
# ./dev fmt [--check] [FILE...]: format the bodies of functions
. dev.d/lib/machine.sh
ensure_machine
exec python3 tools/fmt.py "$@"
