from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("signalen", "0010_teksten_in_het_engels_index_en_api")]

    operations = []
