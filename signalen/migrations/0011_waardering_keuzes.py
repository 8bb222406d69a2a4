import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("signalen", "0010_teksten_in_het_engels_index_en_api")]

    operations = [
        migrations.AlterField(
            model_name="waardering",
            name="op",
            field=models.DateTimeField(db_index=True, default=django.utils.timezone.now),
        ),
        migrations.AlterField(
            model_name="waardering",
            name="opgelost",
            field=models.CharField(
                choices=[("ja", "Ja"), ("deels", "Voor een deel"), ("nee", "Nee")],
                max_length=5,
                verbose_name="is het opgelost",
            ),
        ),
        migrations.AlterField(
            model_name="waardering",
            name="tevreden",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (5, "Heel tevreden"),
                    (4, "Tevreden"),
                    (3, "Niet tevreden en niet ontevreden"),
                    (2, "Ontevreden"),
                    (1, "Heel ontevreden"),
                ],
                verbose_name="tevreden over hoe het ging",
            ),
        ),
    ]
