"""What every test stands on."""

import pytest
from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:  # noqa: ARG001
    """Tests that commit empty all tables afterwards; history's own refusal would not let them."""
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_is_not_emptied")
        cursor.execute("ALTER TABLE audit_head DISABLE TRIGGER audit_head_is_not_emptied")
