from django.apps import AppConfig


class GebiedswerkConfig(AppConfig):
    name = "gebiedswerk"
    verbose_name = "gebiedswerk"
