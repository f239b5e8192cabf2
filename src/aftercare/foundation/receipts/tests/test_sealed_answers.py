import base64
import os
from datetime import UTC, datetime

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from django.test import override_settings

from aftercare.foundation.privacy.actions import reseal
from aftercare.foundation.receipts.models import Receipt

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def fresh_key() -> str:
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


def stored(count: int = 3) -> None:
    for number in range(count):
        Receipt.objects.create(
            caller="x", key=str(number), fingerprint=b"", answer=f"王芳{number}", at=AT
        )


@pytest.mark.django_db
def test_the_database_holds_no_readable_text() -> None:
    stored(1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM receipts_receipt")
        assert "王芳".encode() not in bytes(cursor.fetchone()[0])
    assert Receipt.objects.get().answer == "王芳0"
    assert Receipt.objects.values_list("answer", flat=True).get() == "王芳0"


@pytest.mark.django_db
def test_a_sealed_column_cannot_be_searched_by_mistake() -> None:
    with pytest.raises(FieldError):
        Receipt.objects.filter(answer="王芳").exists()
    assert not Receipt.objects.filter(answer__isnull=True).exists()


@pytest.mark.django_db
def test_everything_is_sealed_again_with_a_new_key() -> None:
    old, new = fresh_key(), fresh_key()
    with override_settings(AFTERCARE_KEYS=[old]):
        stored(5)
    with override_settings(AFTERCARE_KEYS=[new, old]):
        steps = list(reseal(batch=2))
        assert [step.done for step in steps] == [2, 4, 5]
        assert list(reseal()) == []
    with override_settings(AFTERCARE_KEYS=[new]):
        texts = Receipt.objects.order_by("id").values_list("answer", flat=True)
        assert list(texts) == [f"王芳{n}" for n in range(5)]
