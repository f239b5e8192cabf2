"""A price list that was exported comes back as it was, in either language and form."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client

from aftercare.casework.imports import actions, queries
from aftercare.casework.imports.queries import Options
from aftercare.fieldservice.quotes.actions import set_prices
from aftercare.fieldservice.quotes.queries import prices_on
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.models import User
from tests.makers import FRIDAY, Company

pytestmark = pytest.mark.django_db
SOON, LATER = date(2026, 2, 1), date(2026, 3, 1)
LABOUR = {"repair": Decimal("95.50"), "installation": Decimal(120), "care": Decimal(60)}


def exported(form: str, language: str) -> list[list[object]]:
    client = Client(headers={"Accept-Language": language})
    client.force_login(User.objects.get(username="manager"))
    client.cookies["django_language"] = language
    answer = client.post("/desk/parts/export", {"what": "prices", "form": form})
    assert answer.status_code == 200, answer.content[:300]
    streamed = answer.streaming_content if answer.streaming else [answer.content]
    content = b"".join(streamed)  # type: ignore[arg-type]
    if form == "csv":
        return [list(row) for row in csv.reader(io.StringIO(content.decode("utf-8-sig")))]
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_exported_prices_are_imported_as_they_were(
    company: Company, form: str, language: str
) -> None:
    set_prices(actor=company.manager, in_force_from=SOON, labour=LABOUR, trip_amount=Decimal(30),
               now=FRIDAY)  # fmt: skip
    head, *rows = exported(form, language)
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in [head, *([*row[:2], LATER.isoformat()] for row in rows)]:
        book.active.append(row)
    book.save(file)
    run = actions.upload_table(
        actor=SYSTEM, name="价目.xlsx", content=file.getvalue(), target="prices", now=FRIDAY
    )
    cards = queries.columns(actor=SYSTEM, run_id=run.id)
    actions.check_import(
        actor=SYSTEM, run_id=run.id, fields={card.key: card.field for card in cards},
        options=Options(kind_words={}), now=FRIDAY, inline=True,
    )  # fmt: skip
    actions.check_rows(actor=SYSTEM, run_id=run.id, now=FRIDAY)
    assert queries.report(actor=SYSTEM, run_id=run.id).errors == ()
    actions.start_import(actor=SYSTEM, run_id=run.id, now=FRIDAY, inline=True)
    actions.import_rows(actor=SYSTEM, run_id=run.id, now=FRIDAY)
    before, after = (prices_on(actor=SYSTEM, day=day) for day in (SOON, LATER))
    assert before is not None
    assert after is not None
    assert (after.labour, after.trip_amount) == (before.labour, before.trip_amount)
