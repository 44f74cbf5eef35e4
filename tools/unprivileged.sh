#!/usr/bin/env bash
# tools/unprivileged.sh COMMAND...: runs COMMAND as the user that ./dev made where the caller is root, for what refuses
# root (PostgreSQL, Chromium); as the caller otherwise. It starts in /: that user may not see the caller's folders.
set -euo pipefail
cd /
[ "$(id -u)" -eq 0 ] || exec "$@"
exec env HOME=/var/lib/nesie-dev runuser -u nesie-dev -- "$@"
