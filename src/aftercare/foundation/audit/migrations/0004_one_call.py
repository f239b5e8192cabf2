"""Recording is one call whose plans the session keeps: history is written with every action."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION audit_record(
  of_subject text, at timestamptz, user_id bigint, kind text, verb text, detail jsonb, body bytea
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  genesis CONSTANT bytea := decode(repeat('00', 32), 'hex');
  head audit_head;
BEGIN
  INSERT INTO audit_head AS h (subject, seq, before, hash)
  VALUES (of_subject, 1, genesis, sha256(genesis || int8send(1) || body))
  ON CONFLICT (subject) DO UPDATE SET
    seq = h.seq + 1,
    before = h.hash,
    hash = sha256(h.hash || int8send(h.seq + 1) || body)
  RETURNING * INTO head;
  INSERT INTO audit_entry (subject, seq, at, user_id, kind, verb, detail, before, hash)
  VALUES (of_subject, head.seq, at, user_id, kind, verb, detail, head.before, head.hash);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_register_stays")]
    operations = [
        migrations.RunSQL(
            FORWARD,
            "DROP FUNCTION audit_record(text, timestamptz, bigint, text, text, jsonb, bytea)",
        )
    ]
