from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("packs", "0003_drafts")]

    operations = [
        migrations.AddField(
            model_name="packversion", name="risk", field=models.JSONField(default=dict)
        ),
    ]
