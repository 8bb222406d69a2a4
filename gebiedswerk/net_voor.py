"""Two people who add the same in the same second: the database takes one, and the other hears that.

Forms refuse what is there already; between that look and the writing somebody else may be quicker. The rule is the
unique constraint, for every form alike, so the answer is given here once. The transaction is gone by then: nothing is
half stored.
"""

import logging

from django.db import IntegrityError
from django.shortcuts import render

UNIQUE_VIOLATION = "23505"

log = logging.getLogger(__name__)


def is_dubbel(fout):
    """Whether the database refused a second of something there may be one of; SQLite only says so in words."""
    cause = fout.__cause__
    return getattr(cause, "sqlstate", None) == UNIQUE_VIOLATION or "UNIQUE constraint failed" in str(cause)


class NetVoorMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, fout):
        if request.method != "POST" or not isinstance(fout, IntegrityError) or not is_dubbel(fout):
            return None
        log.warning("refused a second of the same at %s: %s", request.path, fout)
        return render(request, "409.html", status=409)
