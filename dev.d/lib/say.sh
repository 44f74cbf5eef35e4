# dev.d/lib/say.sh: how ./dev speaks. What it does goes to the error stream; results go to the output.

BAD_CALL=2    # a wrong option or command
NO_MACHINE=3  # the machine lacks something ./dev cannot give it: rights, network, Debian

say() { printf 'dev: %s\n' "$*" >&2; }

# fail SENTENCE [STATUS]: one clear line, and out.
fail() {
    printf 'dev: %s\n' "$1" >&2
    exit "${2:-1}"
}
