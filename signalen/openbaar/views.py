"""What everybody may see of the signals: the list, one page each, a map and a feed."""

from django.http import Http404
from django.views.decorators.http import require_safe


@require_safe
def signaal(request, pk):
    raise Http404
