"""Processes remember these tables until they change."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER memory_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON identity_role
  FOR EACH STATEMENT EXECUTE FUNCTION memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON identity_user_roles
  FOR EACH STATEMENT EXECUTE FUNCTION memory_changed();
CREATE TRIGGER memory_changed
  AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE OF is_active, display_name, username
  ON identity_user
  FOR EACH STATEMENT EXECUTE FUNCTION memory_changed();
CREATE TRIGGER memory_changed
  AFTER INSERT OR DELETE OR TRUNCATE
  OR UPDATE OF user_id, digest, scopes, expires_at, revoked_at ON identity_apitoken
  FOR EACH STATEMENT EXECUTE FUNCTION memory_changed();
"""
BACKWARD = """
DROP TRIGGER memory_changed ON identity_role;
DROP TRIGGER memory_changed ON identity_user_roles;
DROP TRIGGER memory_changed ON identity_user;
DROP TRIGGER memory_changed ON identity_apitoken;
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0002_role_edited"), ("memory", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
