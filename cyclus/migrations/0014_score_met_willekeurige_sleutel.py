import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cyclus", "0013_beloften_en_kennisgevingen")]

    operations = [
        migrations.DeleteModel(name="Onderzoeksscore"),
        migrations.CreateModel(
            name="Onderzoeksscore",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("criterium", models.CharField(max_length=20)),
                (
                    "waarde",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ]
                    ),
                ),
                (
                    "antwoord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scores",
                        to="cyclus.onderzoeksantwoord",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "scores",
                "constraints": [
                    models.UniqueConstraint(fields=("antwoord", "criterium"), name="een_score_per_criterium"),
                    models.CheckConstraint(
                        condition=models.Q(("waarde__gte", 1), ("waarde__lte", 5)), name="score_van_1_tot_5"
                    ),
                ],
            },
        ),
    ]
