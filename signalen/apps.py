from importlib import import_module
from pathlib import Path

from django.apps import AppConfig


class SignalenConfig(AppConfig):
    name = "signalen"
    verbose_name = "signalen"

    def ready(self):
        """What concepts do in the background is known to every process that may put it ready."""
        for tasks in sorted(Path(self.path).glob("*/tasks.py")):
            import_module(f"{self.name}.{tasks.parent.name}.tasks")
