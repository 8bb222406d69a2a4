from django.db import migrations

from gebiedswerk import tijdlijn


def vergrendel(apps, schema_editor):
    tijdlijn.vergrendel(schema_editor.connection)


def ontgrendel(apps, schema_editor):
    tijdlijn.ontgrendel(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("gebiedswerk", "0001_begin")]
    operations = [migrations.RunPython(vergrendel, ontgrendel)]
