"""Every order and count of a list has its index, also among a million cases."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_danger")]
    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.OrderBy(models.F("next_due_at"), nulls_last=True),
                models.F("id"),
                name="cases_by_due",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("stage"),
                models.F("org_unit"),
                models.F("owner"),
                condition=models.Q(("closed_at", None)),
                name="cases_open_stages",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("org_unit"),
                condition=models.Q(("closed_at", None), ("safety", True)),
                name="cases_open_dangers",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(models.F("received_at"), name="cases_by_receipt"),
        ),
    ]
