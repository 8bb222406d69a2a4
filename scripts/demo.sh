#!/usr/bin/env bash
# From nothing to a running example: set up, load the example, start web server and worker in the foreground.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export PORT=${PORT:-8000} DEBUG=1 VOORBEELD=${VOORBEELD:-}
# Each example has a database of its own.
export DATA_DIR=${DATA_DIR:-$PWD/var${VOORBEELD:+/$VOORBEELD}}
export SITE_URL=${SITE_URL:-http://localhost:$PORT}
unset DATABASE_URL CELERY_BROKER_URL EMAIL_HOST

mkdir -p "$DATA_DIR"
key=$DATA_DIR/secret_key
# noclobber: two first starts at the same time end with one key.
[ -s "$key" ] || (umask 077; set -C; head -c 48 /dev/urandom | base64 | tr -d '\n' >"$key") 2>/dev/null || true
SECRET_KEY=$(cat "$key")
export SECRET_KEY

started=$SECONDS
scripts/setup.sh --demo
DEMO_ACCOUNTS=$(.venv/bin/python manage.py laad_voorbeeld ${VOORBEELD:+"$VOORBEELD"} --accounts)
export DEMO_ACCOUNTS DEMO_SECONDS=$((SECONDS - started))
exec .venv/bin/python -m scripts.run
