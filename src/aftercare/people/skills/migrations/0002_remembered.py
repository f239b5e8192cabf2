"""Processes remember these tables until they change."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER memory_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON skills_skill
  FOR EACH STATEMENT EXECUTE FUNCTION memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON skills_grant
  FOR EACH STATEMENT EXECUTE FUNCTION memory_changed();
"""
BACKWARD = """
DROP TRIGGER memory_changed ON skills_skill;
DROP TRIGGER memory_changed ON skills_grant;
"""


class Migration(migrations.Migration):
    dependencies = [("skills", "0001_initial"), ("memory", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
