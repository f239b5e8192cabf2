"""What customers paid before the ledger knew of it."""

from django.db import migrations

FORWARD = """
INSERT INTO ledger_entry (move, case_id, receipt_id, amount, ground, clause, category, product_line,
  org_unit_id, approved_by, way, reference, reason, by_name, at, "on")
SELECT 'received', o.case_id, p.id, p.amount, '', '', c.category, c.product_line, o.org_unit_id, '',
  p.way, p.reference, '', p.by_name, p.paid_at, (p.paid_at AT TIME ZONE 'Asia/Shanghai')::date
FROM quotes_payment p JOIN quotes_quotation q ON q.id = p.quotation_id
JOIN workorders_workorder o ON o.id = q.order_id JOIN cases_case c ON c.id = o.case_id
ORDER BY p.id;
INSERT INTO ledger_entry (move, of_id, case_id, receipt_id, amount, ground, clause, category,
  product_line, org_unit_id, approved_by, way, reference, reason, by_name, at, "on")
SELECT 'refunded', e.id, e.case_id, p.id, -e.amount, '', '', e.category, e.product_line,
  e.org_unit_id, '', '', '', p.back_because, p.by_name, p.back_at,
  (p.back_at AT TIME ZONE 'Asia/Shanghai')::date
FROM quotes_payment p JOIN ledger_entry e ON e.receipt_id = p.id
WHERE p.back_at IS NOT NULL ORDER BY p.id;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_receipts")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
