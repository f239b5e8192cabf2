"""Who has how much on the desk, asked for every new case: the session keeps the plan."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION cases_open_counts(owners bigint[], most int)
RETURNS TABLE (owner bigint, cases bigint) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY SELECT o.id, (
    SELECT count(*) FROM (
      SELECT 1 FROM cases_case WHERE owner_id = o.id AND closed_at IS NULL LIMIT most
    ) counted
  ) FROM unnest(owners) o(id);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_sight")]
    operations = [migrations.RunSQL(FORWARD, "DROP FUNCTION cases_open_counts(bigint[], int)")]
