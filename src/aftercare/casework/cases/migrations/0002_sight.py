"""Customers are in sight of the units that have their cases: also for the cases that are there."""

from django.db import migrations

FORWARD = """
INSERT INTO parties_sight (customer_id, org_unit_id)
SELECT DISTINCT customer_id, org_unit_id FROM cases_case ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("parties", "0002_sight")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
