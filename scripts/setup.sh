#!/usr/bin/env bash
# Makes a bare machine ready: system packages, Python packages, front-end packages, database, static files.
# Every step looks first and does only what is missing, so running it again costs seconds.
#
#   scripts/setup.sh           what the product needs, then migrate and collectstatic (settings from the environment)
#   scripts/setup.sh --demo    the same, and the example in the database
#   scripts/setup.sh --tests   what the product and its tests need; no database
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

with_tests="" with_example=""
case "${1:-}" in
  --tests) with_tests=1 ;;
  --demo) with_example=1 ;;
  "") ;;
  *) echo "Onbekende optie: $1 (gebruik: scripts/setup.sh [--demo|--tests])" >&2; exit 2 ;;
esac

export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore
log=var/setup.log
mkdir -p var
: >"$log"

step() { # name, command...: one line with the seconds; on failure the end of the log and out
  local name=$1 started=$SECONDS
  shift
  [ ! -t 1 ] || printf '  bezig  %s\r' "$name"
  if "$@" >>"$log" 2>&1; then
    printf '  klaar  %-44s %3d s\n' "$name" $((SECONDS - started))
  else
    printf '  FOUT   %-44s %3d s\n\n' "$name" $((SECONDS - started)) >&2
    tail -n 15 "$log" >&2
    printf '\nAlles wat er gebeurde staat in %s.\n' "$PWD/$log" >&2
    exit 1
  fi
}

stop() { printf '\n'; printf '%s\n' "$@"; exit 1; } >&2

# --- System packages ---------------------------------------------------------------------------------------------

python_ok() { "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if python_ok "$candidate"; then command -v "$candidate"; return; fi
  done
  return 1
}

has_library() { # soname: asks the dynamic loader, because WeasyPrint will do the same
  "$python" -c 'import ctypes, ctypes.util, sys
name = sys.argv[1]
try:
    ctypes.CDLL(name)
except OSError:
    sys.exit(ctypes.util.find_library(name.removeprefix("lib").split(".so")[0]) is None)' "$1" 2>/dev/null
}

has_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null; }
has_chromium() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null; }

needed=() wanted=()
look_for_packages() {
  needed=() wanted=()
  python=$(find_python) || { python=""; needed+=(python3 python3-venv); }
  if [ -n "$python" ]; then
    has_library libpango-1.0.so.0 || needed+=(libpango-1.0-0)
    has_library libpangoft2-1.0.so.0 || needed+=(libpangoft2-1.0-0)
    has_library libharfbuzz-subset.so.0 || needed+=(libharfbuzz-subset0)
  else
    needed+=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
  fi
  [ -n "$with_tests" ] || return 0
  has_postgresql || wanted+=(postgresql)
  command -v redis-server >/dev/null || wanted+=(redis-server)
  has_chromium || wanted+=(chromium)
}

as_root=()
can_become_root() {
  [ "$(id -u)" = 0 ] && return 0
  command -v sudo >/dev/null || return 1
  as_root=(sudo)
  sudo -n true 2>/dev/null && return 0
  [ -t 0 ] && sudo -v
}

# The tests start servers of their own. Debian starts a PostgreSQL and a Redis as soon as they are installed;
# for the length of the installation these two files tell it not to, unless the machine's owner has put them there.
no_start=/usr/sbin/policy-rc.d
no_cluster=/etc/postgresql-common/createcluster.d/gebiedswerk.conf
hold_back_servers() {
  [ -e "$no_start" ] || {
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$no_start" >/dev/null
    "${as_root[@]}" chmod 755 "$no_start"
    trap release_servers EXIT
  }
  "${as_root[@]}" mkdir -p "${no_cluster%/*}"
  echo 'create_main_cluster = false' | "${as_root[@]}" tee "$no_cluster" >/dev/null
}
release_servers() { "${as_root[@]}" rm -f "$no_start" "$no_cluster"; trap - EXIT; }

apt_get() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q "$@"; }

apt_install() {
  apt_get update || echo "apt-get update mislukte; verder met de lijsten die er zijn"
  if [ -n "$with_tests" ]; then hold_back_servers; fi
  local result=0
  apt_get install -y --no-install-recommends "$@" || result=$?
  if [ -n "$with_tests" ]; then release_servers; fi
  return "$result"
}

how_to_install() {
  if command -v apt-get >/dev/null; then
    echo "  sudo apt-get update && sudo apt-get install -y $*"
  elif command -v brew >/dev/null; then
    echo "  brew install python pango"
  elif command -v dnf >/dev/null; then
    echo "  sudo dnf install python3 pango harfbuzz"
  else
    echo "  installeer Python 3.11 of nieuwer (met venv) en Pango met het pakketbeheer van deze machine"
  fi
}

install_packages() {
  look_for_packages
  local missing=("${needed[@]}" "${wanted[@]}")
  [ ${#missing[@]} -gt 0 ] || return 0
  if command -v apt-get >/dev/null && can_become_root; then
    # One by one after a failure, so that one package that does not exist does not keep the others out.
    apt_install "${missing[@]}" || for package in "${missing[@]}"; do apt_install "$package" || true; done
    look_for_packages
  fi
}

check_packages() {
  [ ${#needed[@]} -eq 0 ] || stop \
    "Dit ontbreekt op deze machine en kon niet worden geïnstalleerd: ${needed[*]}" \
    "Installeer het zo en begin opnieuw:" "$(how_to_install "${needed[@]}")" "Wat er gebeurde staat in $PWD/$log."
  [ ${#wanted[@]} -eq 0 ] || printf '  LET OP %s\n' \
    "niet aanwezig: ${wanted[*]}; de tests die dit nodig hebben worden overgeslagen" \
    "installeer met: $(how_to_install "${wanted[@]}" | sed 's/^ *//')"
}

# --- Python and front-end packages -------------------------------------------------------------------------------

make_venv() {
  if python_ok .venv/bin/python; then return 0; fi
  rm -rf .venv && "$python" -m venv .venv
}

install_lock() { # name: a copy of the lock in the venv says that exactly this was installed
  local lock=requirements/$1.txt mark=.venv/installed-$1.txt
  if cmp -s "$lock" "$mark"; then return 0; fi
  .venv/bin/python -m pip install --progress-bar off --require-hashes -r "$lock" && cp "$lock" "$mark"
}

node_ok() { node -e 'process.exit(parseInt(process.versions.node) < 20)' 2>/dev/null && npm --version >/dev/null 2>&1; }

install_front_end() {
  [ -f package-lock.json ] || { echo "geen package-lock.json"; return 0; }
  if cmp -s package-lock.json node_modules/.installed.json; then return 0; fi
  node_ok || { export PATH="$PWD/.venv/bin:$PATH"; node_ok; } || install_lock bouw || return 1
  npm ci --ignore-scripts --no-audit --no-fund && cp package-lock.json node_modules/.installed.json
}

# -----------------------------------------------------------------------------------------------------------------

echo "Gebiedswerk klaarzetten in $PWD"
step "systeempakketten nagaan" install_packages
check_packages
step "Python-omgeving (.venv)" make_venv
if [ -n "$with_tests" ]; then lock=test; else lock=app; fi
if [ "$lock" = app ] && cmp -s requirements/test.txt .venv/installed-test.txt; then lock=test; fi
step "Python-pakketten" install_lock "$lock"
step "voorkantpakketten (npm)" install_front_end
[ -z "$with_tests" ] || exit 0
mkdir -p "${DATA_DIR:-var}"/{beat,queue/control,media,mail}
step "database bijwerken" .venv/bin/python manage.py migrate --no-input
step "statische bestanden" .venv/bin/python manage.py collectstatic --no-input
[ -z "$with_example" ] || step "voorbeeld laden" .venv/bin/python manage.py laad_voorbeeld ${VOORBEELD:+"$VOORBEELD"}
