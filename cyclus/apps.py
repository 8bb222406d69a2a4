from importlib import import_module
from pathlib import Path

from django.apps import AppConfig


class CyclusConfig(AppConfig):
    name = "cyclus"
    verbose_name = "cyclus"

    def ready(self):
        # What a concept does later, and what it keeps of signals that is forgotten along with them.
        for kind in ("tasks", "vergeten"):
            for path in sorted(Path(__file__).parent.glob(f"*/{kind}.py")):
                import_module(f"cyclus.{path.parent.name}.{kind}")
