#!/usr/bin/env bash
# Puts the program, catalogue, scenarios, studies, sensors, schemas, the page's parts, completions and a man page below PREFIX
# (DESTDIR goes before it). Run by `make install` after a build.
set -euo pipefail
export SWIFT_BACKTRACE=enable=no
prefix=${1:?usage: Tools/install.sh PREFIX}
root=$(cd "$(dirname "$0")/.." && pwd)
program=$root/.build/release/cupola
[ -x "$program" ] || { echo "install: no program; run make build first" >&2; exit 1; }
to=${DESTDIR:-}$prefix
share=$to/share/cupola
install -d "$to/bin" "$share" "$to/share/man/man1" "$to/share/bash-completion/completions" "$to/share/zsh/site-functions" \
  "$to/share/fish/vendor_completions.d"
install -m 755 "$program" "$to/bin/cupola"
for folder in catalogue Scenarios Studies Sensors Validation schemas docs/tutorials; do
  [ -d "$root/$folder" ] || continue
  install -d "$share/$folder"
  cp -R "$root/$folder/." "$share/$folder/"
done
# The replay page, its parts and the world map, as `make setup` fetched them.
install -d "$share/page"
cp -R "$root/Sources/ReplayViewer/Page/." "$share/page/"
for part in web map; do
  if [ -d "$HOME/.cache/cupola/$part" ]; then cp -R "$HOME/.cache/cupola/$part" "$share/"; fi
done
"$program" --generate-completion-script bash > "$to/share/bash-completion/completions/cupola"
"$program" --generate-completion-script zsh > "$to/share/zsh/site-functions/_cupola"
"$program" --generate-completion-script fish > "$to/share/fish/vendor_completions.d/cupola.fish"
{
  printf '.\\" -*- coding: utf-8 -*-\n'
  printf '.TH CUPOLA 1 "" "%s" "User Commands"\n.SH NAME\ncupola \\- open simulator of surface-to-air missile systems\n' "$("$program" --version)"
  printf '.SH SYNOPSIS\n.nf\n'
  "$program" --help | sed -e 's/\\/\\\\/g' -e 's/^\./\\\&./'
  printf '.fi\n.SH COMMANDS\n'
  "$program" --help | awk '/^SUBCOMMANDS:/ {p=1; next} p && /^  [a-z]/ {print $1}' | while read -r command; do
    printf '.SS %s\n.nf\n' "$command"
    "$program" help "$command" | sed -e 's/\\/\\\\/g' -e 's/^\./\\\&./'
    printf '.fi\n'
  done
} > "$to/share/man/man1/cupola.1"
chmod -R a+rX "$share" "$to/share/man/man1/cupola.1"
echo "$prefix/bin/cupola"
