from django.db import migrations

from gebiedswerk import zoeken

TABEL, VELDEN = "signalen_signaal", ("tekst", "plaats")


def maak_index(apps, schema_editor):
    zoeken.maak_index(TABEL, VELDEN, schema_editor.connection)


def weg_met_index(apps, schema_editor):
    zoeken.weg_met_index(TABEL, schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("signalen", "0001_begin")]
    operations = [migrations.RunPython(maak_index, weg_met_index)]
