"""One part of a signal: what is asked of the department, by when, and its answer."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gebieden.scope import haal

from .models import Deel


@require_safe
@login_required
def deel(request, pk):
    deel = haal(Deel.objects.voor_overdracht(), request.user, pk)
    return render(request, "signalen/deel.html", {"deel": deel})
