import re

from django.db import migrations

SOORTEN = {"kansen": "kans", "bedreigingen": "bedreiging"}
ALINEA = re.compile(r"\n\s*\n")


def maak_punten(apps, schema_editor):
    """One point per paragraph, in the same order: an opinion, since the texts never said what they rested on."""
    analyses = apps.get_model("cyclus", "Gebiedsanalyse").objects.only("pk", *SOORTEN)
    punten = []
    for analyse in analyses.iterator():
        for veld, soort in SOORTEN.items():
            alineas = [a.strip() for a in ALINEA.split(getattr(analyse, veld).replace("\r\n", "\n")) if a.strip()]
            punten += [
                {"analyse_id": analyse.pk, "soort": soort, "aard": "mening", "tekst": alinea, "volgorde": nummer}
                for nummer, alinea in enumerate(alineas, 1)
            ]
    model = apps.get_model("cyclus", "Analysepunt")
    model.objects.bulk_create((model(**punt) for punt in punten), batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("cyclus", "0010_cyclus_in_het_geheel")]

    operations = [migrations.RunPython(maak_punten, migrations.RunPython.noop)]
