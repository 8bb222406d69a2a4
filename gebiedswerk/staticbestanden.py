"""Front-end files out of node_modules: only the ones we serve, under ``npm/``."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

NPM_FILES = [
    "@nl-design-system-candidate/button-css/dist/button.css",
    # The source maps are named inside the files; the manifest storage refuses a name it cannot find.
    "@nl-design-system-candidate/button-css/dist/button.css.map",
    "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css",
    "@utrecht/component-library-css/dist/index.css",
    "@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2",
    "@fontsource/noto-sans/files/noto-sans-latin-700-normal.woff2",
    "@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff2",
    "@fontsource/noto-sans/files/noto-sans-latin-ext-700-normal.woff2",
    "leaflet/dist/leaflet.css",
    "leaflet/dist/leaflet.js",
    "leaflet/dist/leaflet.js.map",
    "leaflet/dist/images/layers.png",
    "leaflet/dist/images/layers-2x.png",
    "leaflet/dist/images/marker-icon.png",
]


class NpmFinder(BaseFinder):
    """Finds ``npm/<package>/<file>`` for the files in ``NPM_FILES`` and nothing else of node_modules."""

    def __init__(self, app_names=None, *args, **kwargs):
        self.storage = FileSystemStorage(location=Path(settings.BASE_DIR) / "node_modules")
        self.storage.prefix = "npm"

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        name = path.removeprefix("npm/")
        found = [self.storage.path(name)] if path != name and name in NPM_FILES and self.storage.exists(name) else []
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns):
        for name in NPM_FILES:
            if self.storage.exists(name) and not matches_patterns(name, ignore_patterns or ()):
                yield name, self.storage
