"""A statement that was sent stays as it is: the database itself refuses to change it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION settlements_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a statement that was sent is never changed: % refused', TG_OP
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION settlements_line_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.statement_id, OLD.what, OLD.order_id, OLD.visit_id, OLD."on",
      OLD.terms_id, OLD.amount, OLD.detail, OLD.corrects_id) IS NOT DISTINCT FROM
      (NEW.statement_id, NEW.what, NEW.order_id, NEW.visit_id, NEW."on", NEW.terms_id,
      NEW.amount, NEW.detail, NEW.corrects_id) THEN
    RETURN NEW;
  END IF;
  IF EXISTS (SELECT 1 FROM settlements_statement s WHERE s.state <> 'draft' AND s.id IN (
      CASE WHEN TG_OP <> 'INSERT' THEN OLD.statement_id END,
      CASE WHEN TG_OP <> 'DELETE' THEN NEW.statement_id END)) THEN
    RAISE EXCEPTION 'a statement that was sent is never changed: % of a line refused', TG_OP
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER settlements_line_stays BEFORE INSERT OR UPDATE OR DELETE ON settlements_line
  FOR EACH ROW EXECUTE FUNCTION settlements_line_stays();
CREATE TRIGGER settlements_sum_stays BEFORE UPDATE ON settlements_statement
  FOR EACH ROW WHEN (OLD.state <> 'draft' AND (NEW.state = 'draft' OR
    (OLD.number, OLD.org_unit_id, OLD.since, OLD.until, OLD.total_amount) IS DISTINCT FROM
    (NEW.number, NEW.org_unit_id, NEW.since, NEW.until, NEW.total_amount)))
  EXECUTE FUNCTION settlements_refuse_change();
CREATE TRIGGER settlements_sent_stays BEFORE DELETE ON settlements_statement
  FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION settlements_refuse_change();
"""

BACKWARD = """
DROP TRIGGER settlements_line_stays ON settlements_line;
DROP TRIGGER settlements_sum_stays ON settlements_statement;
DROP TRIGGER settlements_sent_stays ON settlements_statement;
DROP FUNCTION settlements_line_stays();
DROP FUNCTION settlements_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("settlements", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
