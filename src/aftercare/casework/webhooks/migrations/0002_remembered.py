"""Processes remember who is told, until it changes; events are numbered."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER memory_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON webhooks_subscription
  FOR EACH STATEMENT EXECUTE FUNCTION memory_changed();
CREATE SEQUENCE webhooks_event_sequence;
"""
BACKWARD = """
DROP TRIGGER memory_changed ON webhooks_subscription;
DROP SEQUENCE webhooks_event_sequence;
"""


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0001_initial"), ("memory", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
