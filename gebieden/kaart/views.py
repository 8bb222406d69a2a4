from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from .tegels import LEEG, bestaat, haal_tegel

# Long in the browser; a tile that was not to be had is asked for again soon.
WEEK, EVEN = 7 * 24 * 3600, 60


@require_safe
def tegel(request, z, x, y):
    """One background tile; transparent when there is none, so that a map never shows a broken picture."""
    if not bestaat(z, x, y):
        raise Http404("no such tile")
    beeld = haal_tegel(z, x, y)
    response = HttpResponse(beeld or LEEG, content_type="image/png")
    response.headers["Cache-Control"] = f"public, max-age={WEEK if beeld else EVEN}"
    return response
