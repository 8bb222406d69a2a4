#!/usr/bin/env bash
# Writes the locks: every package with its version and hashes, for each Python from 3.11 on, and without addresses.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../requirements"

uv=$(command -v ../.venv/bin/uv || command -v uv) || {
  echo "uv ontbreekt. Installeer het met: .venv/bin/python -m pip install uv" >&2
  exit 1
}
lock() { # name, further options
  local name=$1
  shift
  "$uv" pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
    --no-emit-index-url --no-header --no-annotate "$@" "$name.in" -o "$name.txt"
  echo "requirements/$name.txt"
}
lock app "$@"
lock test -c app.txt "$@"
lock bouw "$@"
