from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("signalen", "0012_delen_en_verdeling")]

    operations = [
        migrations.RenameField(model_name="trend", old_name="toelichting", new_name="uitleg"),
        migrations.AlterField(
            model_name="trend",
            name="uitleg",
            field=models.TextField(blank=True, verbose_name="wat er gebeurt, of waarom niet"),
        ),
        migrations.AlterField(
            model_name="trend",
            name="besluit",
            field=models.CharField(
                blank=True,
                choices=[
                    ("onderzoeken", "Eerst uitzoeken"),
                    ("voorziening", "Een gezamenlijke voorziening"),
                    ("initiatief", "Een initiatief"),
                    ("opgave", "Een opgave"),
                    ("niets", "Niets doen, met een reden"),
                ],
                max_length=12,
                verbose_name="wat doen we?",
            ),
        ),
    ]
