from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [("gebieden", "0001_begin")]

    operations = [
        migrations.AddField(
            model_name="gebied",
            name="bijgewerkt_op",
            field=models.DateTimeField(auto_now=True, db_index=True, default=timezone.now),
            preserve_default=False,
        ),
    ]
