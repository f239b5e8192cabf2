"""Processes remember these tables until they change."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER memory_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON organisation_orgunit
  FOR EACH STATEMENT EXECUTE FUNCTION memory_changed();
"""
BACKWARD = """
DROP TRIGGER memory_changed ON organisation_orgunit;
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial"), ("memory", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
