"""The entries of one action are written by one insert, whichever chains they belong to."""

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION audit_record_all(
  subjects text[], moments timestamptz[], users bigint[], kinds text[], verbs text[],
  details jsonb[], bodies bytea[]
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  genesis CONSTANT bytea := decode(repeat('00', 32), 'hex');
  head audit_head;
  last CONSTANT int := coalesce(array_length(subjects, 1), 0);
  first int := 1;
  ending int;
  seqs bigint[] := '{}';
  befores bytea[] := '{}';
  hashes bytea[] := '{}';
BEGIN
  WHILE first <= last LOOP
    INSERT INTO audit_head AS h (subject, seq, before, hash)
    VALUES (subjects[first], 1, genesis, sha256(genesis || int8send(1) || bodies[first]))
    ON CONFLICT (subject) DO UPDATE SET
      seq = h.seq + 1,
      before = h.hash,
      hash = sha256(h.hash || int8send(h.seq + 1) || bodies[first])
    RETURNING * INTO head;
    ending := first;
    LOOP
      seqs[ending] := head.seq;
      befores[ending] := head.before;
      hashes[ending] := head.hash;
      EXIT WHEN ending = last OR subjects[ending + 1] <> head.subject;
      ending := ending + 1;
      head.seq := head.seq + 1;
      head.before := head.hash;
      head.hash := sha256(head.before || int8send(head.seq) || bodies[ending]);
    END LOOP;
    IF ending > first THEN
      UPDATE audit_head SET seq = head.seq, before = head.before, hash = head.hash
      WHERE subject = head.subject;
    END IF;
    first := ending + 1;
  END LOOP;
  INSERT INTO audit_entry (subject, seq, at, user_id, kind, verb, detail, before, hash)
  SELECT * FROM unnest(subjects, seqs, moments, users, kinds, verbs, details, befores, hashes);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0007_narrower")]
    operations = [migrations.RunSQL(FORWARD)]
