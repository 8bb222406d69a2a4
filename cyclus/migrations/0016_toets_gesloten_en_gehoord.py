from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cyclus", "0015_aanpak_als_vraag")]

    operations = [
        migrations.AddField(
            model_name="belevingstoets",
            name="gesloten_op",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="toetsreactie",
            name="is_gehoord",
            field=models.BooleanField(default=False, editable=False, verbose_name="opgeschreven uit een gesprek"),
        ),
    ]
