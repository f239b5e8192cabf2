"""Learning from what people confirmed."""

import json
import socket
from copy import copy
from dataclasses import replace

import pytest

from aftercare.casework.triage.actions import train_triage
from aftercare.casework.triage.jobs import train_triage as nightly
from aftercare.casework.triage.models import Decision, Proposal, TrainedModel
from aftercare.casework.triage.queries import (
    ProposedBrief,
    models_in_use,
    propose_for,
    trained_models,
)
from aftercare.casework.triage.rules import (
    Confirmed,
    as_data,
    model_from,
    propose_classification,
    starter,
    trials,
    with_model,
)
from aftercare.casework.triage.rules.learning import is_better, pieces_of
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.queries import history
from aftercare.foundation.errors import NotAllowed, Refusal
from tests import makers
from tests.makers import FRIDAY, Company, complaint

DOORS, TABLES = "柜门碰撞测试", "台面走样复核"


def silent(_done: int, _of: int) -> None:
    return None


def toy(number: int) -> list[Confirmed]:
    """A house's own language: two codes of its trade that no starter can know."""
    texts = [(DOORS, "care", "contract"), (TABLES, "recycling", "promotion")]
    return [
        Confirmed(
            text=f"{texts[at % 2][0]}，来单{at}",
            writer=at % 7,
            kind=texts[at % 2][1],
            category=texts[at % 2][2],
        )
        for at in range(number)
    ]


def test_a_pattern_of_the_company_is_learnt() -> None:
    for trial in trials(toy(100), starter(), silent):
        assert (trial.learnt_from, trial.held_out, trial.right) == (80, 20, 20)
        assert trial.right_before < 20
        assert trial.better


def test_the_same_cases_give_the_same_model() -> None:
    assert trials(toy(100), starter(), silent) == trials(toy(100), starter(), silent)


def test_what_few_customers_wrote_is_nobodys_feature() -> None:
    whose = [replace(case, writer=case.writer % 2) for case in toy(100)]
    for trial in trials(whose, starter(), silent):
        assert "柜门" not in trial.model.weights


def test_words_shown_of_a_model_are_those_of_many() -> None:
    kind, _ = trials(toy(100), starter(), silent)
    assert kind.model.words["care"] == ()  # seven customers are too few to be shown
    many = [replace(case, writer=at) for at, case in enumerate(toy(100))]
    kind, _ = trials(many, starter(), silent)
    assert set(kind.model.words) == {"care", "recycling"}
    assert all(words in f"{DOORS}，来单" for words in kind.model.words["care"])
    assert kind.model.words["care"]


def test_what_nobody_has_confirmed_stays_the_starters() -> None:
    """The company's lessons know two kinds; an installation is still heard as one."""
    text = "新买的热水器，请安排师傅上门安装"
    kind, _ = trials(toy(100), starter(), silent)
    taught = with_model(starter(), "kind", kind.model, "x")
    before, after = (
        propose_classification(text=text, channel="", product_line="", models=models)
        for models in (starter(), taught)
    )
    assert (before.kind, after.kind) == ("installation", "installation")
    assert {"starter"} == {r.source for r in after.reasons if r.field == "kind"}


def test_a_model_kept_as_data_is_the_same_model() -> None:
    for trial in trials(toy(100), starter(), silent):
        kept = json.loads(json.dumps(as_data(trial.model)))
        assert model_from(kept) == trial.model


def test_a_model_of_an_older_release_reads_as_the_starter_does() -> None:
    row = {"碰撞": [3.0, -3.0]}
    old = {"classes": ["care", "complaint"], "temperature": 1.0, "bias": [0, 0], "weights": row}
    taught = with_model(starter(), "kind", model_from(old), "x")
    heard = propose_classification(text=DOORS, channel="", product_line="", models=taught)
    assert heard.kind == "care"


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("漏水！！", {"漏", "漏水", "漏水!", "水!!"}),
        ("Boiler leaks", {"boiler", "leaks", "boiler leaks", "~_lea", "~aks_"}),
        ("订单20260109", {"单0", "0"}),
    ],
)
def test_a_taught_model_reads_pieces_and_marks_but_no_numbers(text: str, pieces: set[str]) -> None:
    assert pieces <= set(pieces_of(text))
    assert "2026" not in "".join(pieces_of(text))


def test_no_model_learns_to_call_danger() -> None:
    said = [replace(case, category="safety") for case in toy(40)] + toy(60)
    _, category = trials(said, starter(), silent)
    assert "safety" not in category.model.classes
    assert category.learnt_from + category.held_out == 60


@pytest.mark.parametrize(
    ("gained", "lost", "taken"),
    [(0, 0, False), (4, 0, False), (5, 0, True), (9, 2, True), (8, 3, False), (2, 9, False)],
)
def test_luck_is_not_progress(gained: int, lost: int, taken: bool) -> None:  # noqa: FBT001
    assert is_better(gained, lost) is taken


@pytest.fixture
def company(db: None) -> Company:  # noqa: ARG001
    return makers.company()


def decided(company: Company, cases: list[Confirmed]) -> None:
    """As many cases, confirmed one after the other, as a year would bring."""
    for digit in range(7):
        complaint(company.agent, phone=f"1380013800{digit}")
    written = [p.case for p in Proposal.objects.select_related("case").order_by("case")]
    rows = []
    for at, case in enumerate(cases):
        row = copy(written[case.writer])
        row.pk, row.number, row.intake_key = None, f"T{at}", None
        row.subject, row.description = "", case.text
        rows.append(row)
    type(written[0]).objects.bulk_create(rows)
    said = {"confidence": {}, "reasons": [], "safety": False, "proposed_at": FRIDAY}
    proposals = [Proposal(case=row, values={}, model_version="x", **said) for row in rows]
    Proposal.objects.bulk_create(proposals)
    Decision.objects.all().delete()
    Decision.objects.bulk_create(
        Decision(
            proposal=proposal,
            values={"kind": case.kind, "category": case.category},
            agreed=[],
            changed=[],
            filled=[],
            decided_at=FRIDAY,
            changed_at=FRIDAY,
        )
        for proposal, case in zip(proposals, cases, strict=True)
    )


def proposed(text: str) -> ProposedBrief:
    return propose_for(actor=SYSTEM, text=text, channel="phone", product_line="")


def test_a_model_that_is_better_speaks_at_once(company: Company) -> None:
    decided(company, toy(100))
    before = proposed(DOORS)

    trained = train_triage(actor=SYSTEM, now=FRIDAY)

    assert [one.taken for one in trained] == [True, True]
    after = proposed(DOORS)
    assert (before.kind, before.model_version) != ("care", after.model_version)
    assert (after.kind, after.category) == ("care", "contract")
    assert {"learned"} == {r.source for r in after.reasons if r.field == "kind"}
    assert any(r.words in DOORS for r in after.reasons if r.field == "kind")
    assert len(after.model_version) <= 40
    entries = history(actor=SYSTEM, subject="triage:models").rows
    assert [entry.verb for entry in entries] == ["triage.trained"] * 2


def test_a_model_that_is_not_better_is_kept_as_figures_only(company: Company) -> None:
    decided(company, toy(100))
    train_triage(actor=SYSTEM, now=FRIDAY)
    in_use = models_in_use(actor=SYSTEM)

    trained = train_triage(actor=SYSTEM, now=FRIDAY)  # the same once more: as good, not better

    assert [one.taken for one in trained] == [False, False]
    assert models_in_use(actor=SYSTEM) == in_use
    assert {one.before for one in trained} == {in_use.version}
    assert all(one.right == one.right_before == 20 for one in trained)
    assert TrainedModel.objects.filter(data__isnull=True).count() == 2
    assert len(trained_models(actor=company.manager)) == 4
    with pytest.raises(NotAllowed):
        trained_models(actor=replace(company.manager, grants=frozenset()))


def test_an_alarm_rings_whatever_was_learnt(company: Company) -> None:
    text = "热水器漏电，洗澡时手发麻"
    decided(company, [replace(case, text=f"{text}，{case.text}") for case in toy(100)])
    train_triage(actor=SYSTEM, now=FRIDAY)

    heard = proposed(text)

    assert heard.safety
    assert (heard.category, heard.level, heard.severity) == ("safety", "one", "A")


def test_too_few_cases_are_refused_with_their_number(company: Company) -> None:
    decided(company, toy(99))
    with pytest.raises(Refusal, match="99"):
        train_triage(actor=SYSTEM, now=FRIDAY)
    nightly(0)
    assert not TrainedModel.objects.exists()


def test_no_text_leaves_and_none_is_kept_in_a_model(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise AssertionError("learning opened a connection")

    decided(company, toy(100))
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)

    train_triage(actor=SYSTEM, now=FRIDAY)

    for row in TrainedModel.objects.all():
        assert row.data is not None
        known = set(getattr(starter(), row.field).weights)
        fresh = {piece for piece in row.data["weights"] if piece[0] != "="} - known
        assert fresh
        assert max(map(len, fresh)) <= 3


def test_without_a_database_the_starter_speaks() -> None:
    judged = propose_classification(text=DOORS, channel="", product_line="")
    assert judged.model_version == starter().version
