"""Guards for whole screens; what lies in an area is guarded by its queryset (``scope.py``)."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied

from gebieden.rechten import gebieden_met_recht


def vereist(recht):
    """Only for who has ``recht`` in at least one area: others sign in first, or get 403."""

    def decorate(view):
        @wraps(view)
        @login_required
        def guarded(request, *args, **kwargs):
            if not gebieden_met_recht(request.user, recht):
                raise PermissionDenied(recht)
            return view(request, *args, **kwargs)

        return guarded

    return decorate
