from django.db import migrations, models

FORWARD = """
CREATE TRIGGER memory_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON assignment_caseweight
  FOR EACH STATEMENT EXECUTE FUNCTION memory_changed();
"""
BACKWARD = "DROP TRIGGER memory_changed ON assignment_caseweight;"


class Migration(migrations.Migration):
    dependencies = [("assignment", "0002_hand_overs"), ("memory", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="CaseWeight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False,
                                           verbose_name="ID")),
                ("severity", models.CharField(max_length=1)),
                ("level", models.CharField(max_length=5)),
                ("weight", models.PositiveSmallIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("severity"), models.F("level"), name="assignment_weight_once"
                    )
                ]
            },
        ),
        migrations.AlterField(
            model_name="shortage",
            name="lack",
            field=models.CharField(
                choices=[
                    ("nobody_covers", "Nobody's duties cover such a case"),
                    ("nobody_there", "Nobody who could take it is there in time"),
                    ("nobody_skilled", "Nobody who could take it holds a skill that it needs"),
                ],
                max_length=20,
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
