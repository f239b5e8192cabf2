"""A movement is written once: the database itself refuses to change or remove one."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION stores_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'movements of parts are never changed: % refused', TG_OP
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stores_movement_stays BEFORE UPDATE OR DELETE ON stores_movement
  FOR EACH ROW EXECUTE FUNCTION stores_refuse_change();
"""

BACKWARD = """
DROP TRIGGER stores_movement_stays ON stores_movement;
DROP FUNCTION stores_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("stores", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
