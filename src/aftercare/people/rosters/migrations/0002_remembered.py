"""Processes remember these tables until they change."""

from django.db import migrations

TABLES = ("rosters_roster", "rosters_rosterday", "rosters_leave")
FORWARD = "".join(
    f"""
CREATE TRIGGER memory_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION memory_changed();
"""
    for table in TABLES
)
BACKWARD = "".join(f"DROP TRIGGER memory_changed ON {table};\n" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("rosters", "0001_initial"), ("memory", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
