from django.db import migrations

from gebiedswerk import tijdlijn


def vergrendel(apps, schema_editor):
    tijdlijn.ontgrendel(schema_editor.connection)
    tijdlijn.vergrendel(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("gebiedswerk", "0008_bericht_taal")]
    operations = [migrations.RunPython(vergrendel, migrations.RunPython.noop)]
