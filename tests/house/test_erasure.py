"""Every column that can hold what people are or say goes with them, or a law says why it stays."""

from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, FileField, ForeignKey, JSONField, Model, TextField

from aftercare.foundation.privacy.fields import EncryptedTextField
from aftercare.foundation.privacy.queries import TOLD
from aftercare.matters.retention.rules import kinds

# Whose rows are not about one customer, though a key may lead there by way of them.
OTHERS = {"identity.User", "staff.Member", "organisation.OrgUnit", "files.StoredFile",
          "spares.Part", "spares.Place", "stores.Lot", "products.ProductModel"}  # fmt: skip
# Columns of customers' rows that hold codes, our own people, or goods: nothing of a person.
IMPERSONAL = {
    "appointments.Appointment": "agreed_by",
    "carecontracts.Contract": "name number",
    "cases.Case": "intake_key number product_line product_text subcategory",
    "cases.Hold": "kind",
    "chats.Incoming": "digest faults key",
    "checklists.Checklist": "accepted_how done goods tasks",
    "commitments.Clock": "calendar cancelled_why classification code fired met_by met_on revoked "
    "starts_on unit",
    "conversation.Contact": "by_name client_ref",
    "external.Matter": "office",
    "intake.Access": "code_hash",
    "labels.Label": "word",
    "leads.Answer": "state",
    "leads.Lead": "cause",
    "leads.Offer": "said",
    "ledger.Entry": "by_name category ground product_line",
    "legal.LegalStep": "authority step",
    "mailbox.Mail": "fault key",
    "merges.Merge": "moved",
    "packages.Package": "batch_no colour_no contents measured_size ordered_size",
    "parties.Customer": "region",
    "parts.OldPart": "described_as serial",
    "parts.Use": "client_ref",
    "parts.Wait": "reference",
    "pauses.Pause": "commitments reason",
    "plans.Move": "before",
    "plans.Pooled": "agreed_by",
    "quotes.Payment": "by_name client_ref",
    "quotes.Quotation": "by_name client_ref",
    "records.StepAnswer": "step",
    "recounts.Recount": "code why",
    "recycling.Appraisal": "answer goods how",
    "recycling.Certificate": "number recycler",
    "reminders.Telling": "channel",
    "repeats.Repeat": "raised_from raised_to signs",
    "resolutions.Approval": "by_name step",
    "resolutions.Finding": "cause",
    "resolutions.Resolution": "state steps",
    "returns.Claim": "proof",
    "rights.CaseFacts": "part",
    "settlements.Dispute": "answered_by by_name",
    "settlements.Line": "by_name",
    "signs.Judgement": "by_name key",
    "stores.Movement": "by_name reason reference",
    "stores.Piece": "gone serial",
    "transfers.Line": "serial",
    "transfers.Transfer": "ended_by_name note reason sent_by_name waybill",
    "triage.Decision": "agreed changed filled values",
    "triage.Proposal": "confidence left_open model_version values",
    "units.Unit": "batch channel described_as serial",
    "visits.Visit": "who",
    "workorders.WorkOrder": "gear goods number product_line region",
}


@cache
def leads_to_a_customer(model: type[Model]) -> bool:
    if model._meta.label in {"parties.Customer", "cases.Case"}:  # noqa: SLF001
        return True
    return any(
        isinstance(field, ForeignKey)
        and field.related_model is not model
        and field.related_model._meta.label not in OTHERS  # noqa: SLF001
        and leads_to_a_customer(field.related_model)
        for field in model._meta.concrete_fields  # noqa: SLF001
    )


def can_quote(field: Any) -> bool:
    if isinstance(field, ArrayField):
        return can_quote(field.base_field)
    texts = (CharField, TextField, JSONField, EncryptedTextField, FileField)
    return isinstance(field, texts) and not field.choices


def held() -> set[str]:
    """Columns of rows about a customer which an erasure leaves as they are."""
    return {
        f"{model._meta.label}.{field.name}"  # noqa: SLF001
        for model in apps.get_models()
        if model.__module__.startswith("aftercare.") and leads_to_a_customer(model)
        if not hasattr(model, "ERASED_WITH")
        for field in model._meta.concrete_fields  # noqa: SLF001
        if can_quote(field) and not (isinstance(field, TOLD) and field.about)
    }


def test_what_an_erasure_leaves_holds_nothing_of_a_person_or_a_law_keeps_it() -> None:
    by_law = {column for kind in kinds() for column in kind.columns}
    left = held()
    impersonal = {
        f"{label}.{name}" for label, names in IMPERSONAL.items() for name in names.split()
    }
    assert left - by_law - impersonal == set(), "say whose it is (`about`), or why it stays"
    assert impersonal - left == set(), "these go, or are no more"
    assert {c for c in by_law - left if not c.endswith(".file")} == set()
