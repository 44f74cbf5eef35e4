# dev.d/lib/machine.sh: what the machine must have. Sourced after say.sh; run from the project folder.

# Runs a command with the rights of root, after need_root said that there are any.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -- "$@"; fi
}

# need_root WHY: where neither root nor sudo serves (sudo asks for a password on a terminal only), one line and out.
need_root() {
    [ "$(id -u)" -eq 0 ] && return
    command -v sudo > /dev/null || fail "$1: that needs root, and sudo is not here" "$NO_MACHINE"
    [ -t 0 ] || sudo -n true 2> /dev/null || fail "$1: that needs root, and sudo asks for a password" "$NO_MACHINE"
}

# The packages of tools/packages.txt which dpkg does not know as installed.
missing_packages() {
    local wanted
    mapfile -t wanted < <(sed 's/#.*//' tools/packages.txt | tr -s ' \t' '\n' | sed '/^$/d' | LC_ALL=C sort -u)
    LC_ALL=C comm -23 <(printf '%s\n' "${wanted[@]}") <(
        dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2> /dev/null |
            sed -n 's/^installed //p' | LC_ALL=C sort -u
    )
}

# Reads what apt-get prints; tells each tenth of its way, keeps the rest in the log.
apt_progress() {
    local line kind stage percent told=
    while IFS= read -r line; do
        kind="${line%%:*}"
        case "$kind" in
            dlstatus) stage=downloaded ;;
            pmstatus) stage=installed ;;
            *) printf '%s\n' "$line" >> "$1"; continue ;;
        esac
        percent="$(cut -d: -f3 <<< "$line")"
        percent="$((${percent%.*} / 10 * 10)) %"
        if [ "$stage $percent" != "$told" ]; then
            told="$stage $percent"
            say "  $percent $stage"
        fi
    done
}

apt() { as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -y -q -o APT::Status-Fd=1 "$@"; }

# Installs the Debian packages named.
install_packages() {
    local log=build/log/apt.txt

    need_root "$# Debian packages of tools/packages.txt are missing"
    mkdir -p build/log
    : > "$log"
    say "installing $# Debian packages: $*"
    if ! apt-get -s -q install --no-install-recommends "$@" > /dev/null 2>&1; then
        refresh_lists "$log"
    fi
    quiet_cluster "$@"
    quiet_nginx "$@"
    if ! apt install --no-install-recommends "$@" 2>&1 | apt_progress "$log"; then
        refresh_lists "$log" # the mirror has newer versions than the lists know
        apt install --no-install-recommends "$@" 2>&1 | apt_progress "$log" ||
            fail "Debian packages could not be installed: $(apt_reason "$log") ($log)" "$NO_MACHINE"
    fi
}

apt_reason() { grep '^[EW]: ' "$1" | grep -v 'Can not write log' | head -n 1; }

refresh_lists() {
    say "refreshing the lists of Debian packages"
    apt -o APT::Update::Error-Mode=any update 2>&1 | apt_progress "$1" ||
        fail "the Debian mirror cannot be reached: $(apt_reason "$1") ($1)" "$NO_MACHINE"
}

# Debian's package would start a server of its own at once; ./dev only needs the programs and starts its own.
quiet_cluster() {
    local folder=/etc/postgresql-common/createcluster.d

    [[ " $* " == *" postgresql "* ]] && [ ! -e /etc/postgresql-common/createcluster.conf ] || return 0
    as_root mkdir -p "$folder"
    as_root sh -c "echo 'create_main_cluster = false' > $folder/nesie-dev.conf"
    say "  no PostgreSQL server is started for the machine ($folder/nesie-dev.conf)"
}

# Nor shall nginx, which the tests start on ports of their own, serve the machine's port 80.
quiet_nginx() {
    [[ " $* " == *" nginx "* ]] && [ ! -e /etc/systemd/system/nginx.service ] && [ -d /etc/systemd/system ] || return 0
    as_root ln -s /dev/null /etc/systemd/system/nginx.service
    say "  no nginx is started for the machine (\`systemctl unmask nginx\` allows it again)"
}

# PostgreSQL and Chromium refuse to run as root: who is root runs them as this user.
dev_user=nesie-dev

ensure_dev_user() {
    [ "$(id -u)" -eq 0 ] || return 0
    getent passwd "$dev_user" > /dev/null && return
    say "making the system user $dev_user (PostgreSQL and Chromium refuse root)"
    useradd --system --user-group --create-home --home-dir "/var/lib/$dev_user" --shell /usr/sbin/nologin "$dev_user"
}

# What every command that builds or tests stands on. Costs one dpkg-query where nothing is missing.
ensure_machine() {
    local missing

    command -v dpkg-query > /dev/null || fail "this is not Debian: Nesie is built on Debian 12" "$NO_MACHINE"
    mapfile -t missing < <(missing_packages)
    [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
    ensure_dev_user
}

# Node, for the web and the suites with that mark: the machine's own from 20 on. Debian 12 has 18: with its npm a
# pinned newer node and npm are taken into tools/node/node_modules, for this project alone. npm is never installed
# where one is on the PATH: other packages of node bring their own and exclude Debian's.
ensure_node() {
    local here="$PWD/tools/node/node_modules"
    local own=("$here"/node-linux-*/bin)

    if node_serves; then
        return
    fi
    if [ ! -x "${own[0]}/node" ]; then
        command -v npm > /dev/null || install_packages nodejs npm
        say "taking node into tools/node (Debian's $(node --version 2> /dev/null || echo none) is older than 20)"
        mkdir -p build/log
        (cd tools/node && npm ci --ignore-scripts --no-audit --no-fund) > build/log/node.txt 2>&1 ||
            fail "the npm registry gives no node: $(npm_reason build/log/node.txt) (build/log/node.txt)" "$NO_MACHINE"
        own=("$here"/node-linux-*/bin)
    fi
    PATH="${own[0]}:$here/.bin:$PATH"
    export PATH
    node_serves || fail "node in tools/node does not run: ${own[0]}/node" "$NO_MACHINE"
}

npm_reason() { grep -m 1 -E '^npm (ERR!|error) ' "$1"; }

node_serves() {
    local version

    command -v npm > /dev/null && version="$(node --version 2> /dev/null)" || return 1
    version="${version#v}"
    [ "${version%%.*}" -ge 20 ]
}
