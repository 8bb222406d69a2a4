"""Files of other systems come through the upload, preview and report that all files have."""

from importlib import import_module

from gebieden.inlezing.werkwijzen import ELDERS

ELDERS["signalen"] = lambda: import_module("signalen.bronsysteem.inlezen").WERKWIJZE
