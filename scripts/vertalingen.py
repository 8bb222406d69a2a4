"""The English of the public side: gather what is marked, keep what was translated, write the catalogue.

    python -m scripts.vertalingen          bring django.po up to date with the code, and write django.mo
    python -m scripts.vertalingen --kijk   only say what is missing

Does what makemessages and compilemessages do, without gettext's own programs: a machine need not have them. The .mo
is in the repository beside the .po, so that a checkout runs as it is; a test says when either is behind.
"""

import ast
import json
import os
import re
import struct
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "gebiedswerk" / "locale" / "en" / "LC_MESSAGES" / "django.po"
INDICATOREN = ROOT / "gebieden" / "cijfers" / "indicatoren.json"
APPS = ("gebiedswerk", "gebieden", "signalen", "initiatieven", "cyclus")
# Tables whose words everybody reads; they are translated where they are shown ({{ …|vertaald }}).
OPENBARE_MODELLEN = (
    "signalen.Signaal",
    "signalen.Advies",
    "initiatieven.Initiatief",
    "cyclus.Maatregel",
    "cyclus.Gebiedsmonitor",
    "cyclus.Opgave",
)
OPENBARE_KEUZES = (
    ("signalen.Signaal", "bron"),
    ("signalen.Signaal", "uitkomst"),
    ("gebieden.Indicator", "rubriek"),
    ("gebieden.Indicator", "richting"),
    ("gebieden.Platform", "status"),
    ("gebieden.Bijeenkomst", "soort"),
    ("gebieden.Contact", "soort"),
    ("signalen.Adviesonderwerp", "kwartaal"),
    ("cyclus.Doeloordeel", "oordeel"),
)
HEADER = (
    "Language: en\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
)
CONTEXT = "\x04"

# Which argument is what, per function of django.utils.translation.
SINGULAR = {"gettext", "gettext_lazy", "gettext_noop", "_"}
PLURAL = {"ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}


@dataclass
class Tekst:
    """One text to translate. ``id`` has the context before it, as in the .mo."""

    id: str
    meervoud: str = ""
    waar: set = field(default_factory=set)


# Gathering ------------------------------------------------------------------


def verzamel():
    """All that is marked, ``{id: Tekst}``."""
    found = {}

    def zie(msgid, meervoud, where):
        tekst = found.setdefault(msgid, Tekst(msgid))
        tekst.meervoud = tekst.meervoud or meervoud
        tekst.waar.add(where)

    for path in python_bestanden():
        for msgid, meervoud in uit_python(path.read_text(encoding="utf-8"), str(path)):
            zie(msgid, meervoud, str(path.relative_to(ROOT)))
    for path in sjablonen():
        for msgid, meervoud in uit_sjabloon(path.read_text(encoding="utf-8"), str(path)):
            zie(msgid, meervoud, str(path.relative_to(ROOT)))
    for msgid, where in uit_tabellen():
        zie(msgid, "", where)
    return found


def python_bestanden():
    return sorted(p for app in APPS for p in (ROOT / app).rglob("*.py") if "migrations" not in p.parts)


def sjablonen():
    return sorted(p for p in (ROOT / "templates").rglob("*") if p.suffix in (".html", ".txt", ".xml"))


def uit_python(source, name="<tekst>"):
    """``(msgid, plural)`` of every call with a literal; also where the function was imported under another name."""
    tree = ast.parse(source, name)
    names = {n: n for n in SINGULAR | PLURAL | WITH_CONTEXT if n != "_"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname: alias.name for alias in node.names if alias.asname}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        yield from _van_aanroep(names.get(called), [_letterlijk(arg) for arg in node.args])


def _letterlijk(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _van_aanroep(function, args):
    if function in SINGULAR and args and args[0]:
        yield args[0], ""
    elif function in PLURAL and len(args) > 1 and args[0] and args[1]:
        yield args[0], args[1]
    elif function in WITH_CONTEXT and len(args) > 1 and args[0] and args[1]:
        yield args[0] + CONTEXT + args[1], ""


STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(n?p?gettext|_)\((\s*{STRING})(?:,(\s*{STRING}))?", re.S)


def uit_sjabloon(source, name="<sjabloon>"):
    """Django turns a template into calls of gettext between rubbish; that is what its own makemessages reads too."""
    from django.utils.translation.template import templatize

    for function, *args in CALL.findall(templatize(source, origin=name)):
        values = [ast.literal_eval(arg.strip()) for arg in args if arg]
        values = [v.replace("%%", "%") if "%(" not in v else v for v in values]
        yield from _van_aanroep({"_": "gettext"}.get(function, function), values)


def uit_tabellen():
    from django.apps import apps

    for label in OPENBARE_MODELLEN:
        for naam in apps.get_model(label).tabel.namen.values():
            yield naam, label
    for label, veld in OPENBARE_KEUZES:
        for _code, naam in apps.get_model(label)._meta.get_field(veld).choices:
            yield str(naam), f"{label}.{veld}"
    for indicator in json.loads(INDICATOREN.read_text(encoding="utf-8")):
        for veld in ("naam", "eenheid"):
            # A sign or a symbol is the same everywhere.
            if re.search(r"[a-z]{3}", indicator[veld]):
                yield indicator[veld], "gebieden/cijfers/indicatoren.json"


# The catalogue --------------------------------------------------------------


@dataclass
class Regel:
    """One entry of the .po: ``vertaling`` holds one text, or two with a plural."""

    id: str
    meervoud: str = ""
    vertaling: tuple = ("",)
    vaag: bool = False


def lees(po=PO):
    """``{id: Regel}`` of a .po file, without its header."""
    rows, entry, key, vaag = {}, {}, None, False

    def sluit():
        nonlocal entry, vaag
        if entry.get("msgid"):
            msgid = entry["msgctxt"] + CONTEXT + entry["msgid"] if "msgctxt" in entry else entry["msgid"]
            vertaling = tuple(v for k, v in sorted(entry.items()) if k.startswith("msgstr"))
            rows[msgid] = Regel(msgid, entry.get("msgid_plural", ""), vertaling, vaag)
        entry, vaag = {}, False

    for line in [*(po.read_text(encoding="utf-8").splitlines() if po.exists() else ()), ""]:
        if not line.strip():
            sluit()
        elif line.startswith("#,"):
            vaag = "fuzzy" in line
        elif line.startswith('"'):
            entry[key] += ast.literal_eval(line)
        elif not line.startswith("#"):
            key, _, value = line.partition(" ")
            entry[key] = ast.literal_eval(value)
    return rows


def achterstand(teksten=None, rows=None):
    """What is wrong with the catalogue, in words: missing, empty, fuzzy, stale, or with other placeholders."""
    teksten, rows = teksten if teksten is not None else verzamel(), rows if rows is not None else lees()
    wrong = []
    for msgid, tekst in sorted(teksten.items()):
        regel = rows.get(msgid)
        where = ", ".join(sorted(tekst.waar))
        if regel is None or not all(regel.vertaling) or len(regel.vertaling) != (2 if tekst.meervoud else 1):
            wrong.append(f"niet vertaald: {msgid!r} ({where})")
        elif regel.vaag:
            wrong.append(f"vaag: {msgid!r} ({where})")
        elif tekst.meervoud != regel.meervoud:
            wrong.append(f"ander meervoud: {msgid!r} ({where})")
        else:
            wrong += [
                f"andere plekken: {msgid!r} → {v!r}" for v in regel.vertaling if _plekken(v) - _plekken_van(tekst)
            ]
    return wrong + [f"staat nergens meer: {msgid!r}" for msgid in sorted(rows.keys() - teksten.keys())]


PLEK = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def _plekken(text):
    return set(PLEK.findall(text))


def _plekken_van(tekst):
    return _plekken(tekst.id) | _plekken(tekst.meervoud)


def _aangehaald(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def schrijf_po(teksten, rows, po=PO):
    """In the order of the places where they stand, so that a translator reads a page from top to bottom."""
    parts = ["# The public side in English.\n" + f"msgid {_aangehaald('')}\nmsgstr {_aangehaald(HEADER)}\n"]
    for tekst in sorted(teksten.values(), key=lambda t: (min(t.waar), t.id)):
        regel = rows.get(tekst.id) or Regel(tekst.id)
        context, _, msgid = tekst.id.rpartition(CONTEXT)
        lines = [f"#: {min(tekst.waar)}"]
        lines += ["#, fuzzy"] if regel.vaag else []
        lines += [f"msgctxt {_aangehaald(context)}"] if context else []
        lines += [f"msgid {_aangehaald(msgid)}"]
        if tekst.meervoud:
            both = (*regel.vertaling, "")[:2]
            lines += [f"msgid_plural {_aangehaald(tekst.meervoud)}"]
            lines += [f"msgstr[{n}] {_aangehaald(v)}" for n, v in enumerate(both)]
        else:
            lines += [f"msgstr {_aangehaald(regel.vertaling[0])}"]
        parts.append("\n".join(lines) + "\n")
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_text("\n".join(parts), encoding="utf-8")


def als_mo(rows):
    """The bytes of a .mo file (GNU gettext manual, "The Format of GNU MO Files")."""
    entries = {"": HEADER}
    for regel in rows.values():
        if all(regel.vertaling) and not regel.vaag:
            msgid = regel.id + ("\0" + regel.meervoud if regel.meervoud else "")
            entries[msgid] = "\0".join(regel.vertaling)
    pairs = sorted((k.encode(), v.encode()) for k, v in entries.items())
    start = 28 + 16 * len(pairs)
    tables, texts = [], b""
    for column in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[column]), start + len(texts)))
            texts += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + b"".join(tables) + texts


def main(args):
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gebiedswerk.settings")
    os.environ.setdefault("SECRET_KEY", "alleen-om-te-vertalen")
    django.setup()
    teksten, rows = verzamel(), lees()
    if "--kijk" not in args:
        schrijf_po(teksten, rows)
        PO.with_suffix(".mo").write_bytes(als_mo(lees()))
        rows = lees()
    wrong = achterstand(teksten, rows)
    print("\n".join(wrong) or f"Alle {len(teksten)} teksten zijn vertaald.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
