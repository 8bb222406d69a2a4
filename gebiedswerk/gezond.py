"""For the load balancer: does this process answer, and does its database?"""

import logging

from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)


@require_safe
@never_cache
def gezond(request):
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        log.exception("database does not answer")
        return JsonResponse({"status": "fout", "database": "niet bereikbaar"}, status=503)
    return JsonResponse({"status": "goed", "database": "bereikbaar"})
