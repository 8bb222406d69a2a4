"""Photos are private: they come through a view that has looked at who asks."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from gebieden.scope import haal
from signalen.signaal.models import Signaal


def fotobestand(signaal, pk):
    """The picture, when it belongs to this signal."""
    foto = get_object_or_404(signaal.fotos, pk=pk)
    try:
        response = FileResponse(foto.bestand.open(), content_type="image/jpeg")
    except FileNotFoundError as fout:
        raise Http404("the file is gone") from fout
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response


@login_required
@require_safe
def foto(request, signaal_pk, pk):
    return fotobestand(haal(Signaal.objects, request.user, signaal_pk), pk)
