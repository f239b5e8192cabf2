"""The side bar is kept for all who may go to the same places, and for nobody else."""

from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from aftercare.foundation.actor import Actor

CASES = "cases.see_cases"


def side_bar(*grants: str, path: str = "/desk/", language: str = "en") -> str:
    request = RequestFactory().get(path)
    request.actor = Actor(user_id=1, grants=frozenset(grants))  # type: ignore[attr-defined]
    with override(language):
        return Template("{% load desk %}{% side_bar %}").render(Context({"request": request}))


def test_a_right_that_is_given_or_taken_changes_it_at_once() -> None:
    for _again in range(2):
        assert 'href="/desk/cases"' in side_bar(CASES)
        assert 'href="/desk/cases"' not in side_bar()


def test_it_says_where_one_is_and_speaks_the_language_of_who_asks() -> None:
    for _again in range(2):
        assert 'href="/desk/cases" aria-current="page"' in side_bar(CASES, path="/desk/cases")
        assert 'href="/desk/cases" aria-current="page"' not in side_bar(CASES)
        assert "My work" in side_bar(CASES)
        assert "My work" not in side_bar(CASES, language="zh-hans")
