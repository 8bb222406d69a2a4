from django.contrib.auth.decorators import login_required
from django.shortcuts import render


@login_required
def beheer(request):
    return render(request, "gebiedswerk/beheer.html")
