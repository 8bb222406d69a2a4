"""The web application, for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from gebiedswerk.opstarten import controleer_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gebiedswerk.settings")

application = get_wsgi_application()
controleer_start()
# Loaded before the fork: shared memory, and the first visitor does not wait for it.
get_resolver().url_patterns  # noqa: B018
