"""Processes remember these tables until they change."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER memory_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON messaging_switch
  FOR EACH STATEMENT EXECUTE FUNCTION memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON messaging_template
  FOR EACH STATEMENT EXECUTE FUNCTION memory_changed();
"""
BACKWARD = """
DROP TRIGGER memory_changed ON messaging_switch;
DROP TRIGGER memory_changed ON messaging_template;
"""


class Migration(migrations.Migration):
    dependencies = [("messaging", "0001_initial"), ("memory", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
