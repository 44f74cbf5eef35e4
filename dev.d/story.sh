# dev.d/story.sh
# ./dev story [--engine sqlite|postgres] [NAME...]: tell stories to the product and to you; without a name, list them
. dev.d/lib/machine.sh
. dev.d/lib/build.sh
if [ $# -eq 0 ]; then
    for file in test/story/*.story; do
        name="${file##*/}"
        printf '  %-24s %s\n' "${name%.story}" "$(sed -n '1s/^# //p' "$file")"
    done
    exit 0
fi
names=()
engine=sqlite
while [ $# -gt 0 ]; do
    case "$1" in
        --engine)
            [[ "${2:-}" =~ ^(sqlite|postgres)$ ]] || fail "--engine needs sqlite or postgres" "$BAD_CALL"
            engine="$2"
            shift
            ;;
        *)
            [ -f "test/story/$1.story" ] || fail "there is no story \"$1\"; \`./dev story\` lists them" "$BAD_CALL"
            names+=("$1")
            ;;
    esac
    shift
done
[ ${#names[@]} -gt 0 ] || fail "which story? \`./dev story\` lists them" "$BAD_CALL"
ensure_machine
build_targets=(nesie nesie-world)
build_gcc
tell=(python3 test/story/run.py --print --engine "$engine" "${names[@]}")
[ "$engine" = sqlite ] || exec tools/postgres.sh run "${tell[@]}"
exec "${tell[@]}"
