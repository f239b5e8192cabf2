"""Open cases by severity and level, for loads that weigh them."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION cases_open_grades(owners bigint[], most int)
RETURNS TABLE (owner bigint, severity varchar, level varchar, cases bigint)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY SELECT o.id, c.severity, c.level, count(*) FROM unnest(owners) o(id)
    CROSS JOIN LATERAL (
      SELECT k.severity, k.level FROM cases_case k
      WHERE k.owner_id = o.id AND k.closed_at IS NULL LIMIT most
    ) c GROUP BY 1, 2, 3;
END $$;
DROP FUNCTION cases_open_counts(bigint[], int);
"""
BACKWARD = """
DROP FUNCTION cases_open_grades(bigint[], int);
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
    dependencies = [("cases", "0006_again")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
