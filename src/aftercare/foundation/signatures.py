"""Constraints of rows that several people sign one after the other."""

from django.db.models import F, Q


def another(name: str, *others: str) -> Q:
    """Somebody else than the others; who is not known may be anybody."""
    told = Q()
    for other in others:
        same = Q(**{name: F(other)})
        told &= Q(**{f"{name}__isnull": True}) | Q(**{f"{other}__isnull": True}) | ~same
    return told
