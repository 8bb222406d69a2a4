"""Mijn werk: everything of mine, by what is due first."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render


@login_required
def werk(request):
    return render(request, "gebiedswerk/werk.html")
