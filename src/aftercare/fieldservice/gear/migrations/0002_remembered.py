"""Processes remember this table until it changes."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER memory_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON gear_item
  FOR EACH STATEMENT EXECUTE FUNCTION memory_changed();
"""
BACKWARD = """
DROP TRIGGER memory_changed ON gear_item;
"""


class Migration(migrations.Migration):
    dependencies = [("gear", "0001_initial"), ("memory", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
