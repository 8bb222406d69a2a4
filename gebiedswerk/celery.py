"""The Celery application. Tasks only fetch and execute rows of ``Opdracht``; see ``opdrachten.py``."""

import os
import sys

import django
from celery import Celery
from celery.signals import beat_init, worker_init
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .opstarten import controleer_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gebiedswerk.settings")

app = Celery("gebiedswerk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["gebiedswerk"])

if settings.CELERY_BROKER_URL.startswith("filesystem"):
    # This transport does not make its own folders, and a worker without them does not start.
    for folder in (settings.QUEUE_DIR / "control", settings.DATA_DIR / "beat"):
        folder.mkdir(parents=True, exist_ok=True)


@worker_init.connect
@beat_init.connect
def controleer(**kwargs):
    django.setup()
    try:
        controleer_start()
    except ImproperlyConfigured as error:
        # Celery logs an exception from this hook and starts all the same; only SystemExit stops it.
        # Beat has put its log in the place of sys.stderr by now.
        print(error, file=sys.__stderr__)
        raise SystemExit(1) from error
