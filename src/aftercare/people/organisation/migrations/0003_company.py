"""How the company presents itself; processes remember it until it changes."""

from django.db import migrations, models


FORWARD = """
CREATE TRIGGER memory_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON organisation_company
  FOR EACH STATEMENT EXECUTE FUNCTION memory_changed();
"""
BACKWARD = """
DROP TRIGGER memory_changed ON organisation_company;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0002_remembered'),
    ]

    operations = [
        migrations.CreateModel(
            name='Company',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('name_zh', models.CharField(max_length=60)),
                ('name_en', models.CharField(blank=True, max_length=60)),
                ('phone', models.CharField(blank=True, max_length=30)),
                ('hours', models.CharField(blank=True, max_length=60)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('address', models.CharField(blank=True, max_length=120)),
                ('website', models.URLField(blank=True)),
                ('privacy_contact', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='organisation_one_company')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
