"""A chain that was registered stays registered under its number."""

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION audit_head_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.subject = OLD.subject AND NEW.seq >= OLD.seq
     AND (OLD.register IS NULL OR NEW.register = OLD.register)
     AND (NEW.seq > OLD.seq OR NEW.hash = OLD.hash) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a chain of audit entries only grows: % refused', TG_OP
    USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
