from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("gebieden", "0011_bewaarde_filters_en_signalen_inlezen"),
        ("signalen", "0008_bron_handelt_zelf_af"),
    ]

    operations = [
        migrations.AddField(
            model_name="trend",
            name="samen_met",
            field=models.ManyToManyField(
                blank=True, related_name="trends_van_buren", to="gebieden.gebied", verbose_name="samen met deze buren"
            ),
        ),
    ]
