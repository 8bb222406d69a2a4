from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cyclus", "0011_kansen_en_bedreigingen_als_punten")]

    operations = [
        migrations.RemoveField(model_name="gebiedsanalyse", name="kansen"),
        migrations.RemoveField(model_name="gebiedsanalyse", name="bedreigingen"),
        migrations.AddField(
            model_name="gebiedsanalyse",
            name="overgenomen",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
    ]
