from django.shortcuts import render


def start(request):
    """The public front page: find your area, see what goes on, send a signal."""
    return render(request, "gebieden/start.html")
