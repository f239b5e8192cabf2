"""A named tuple of arrays, handed on by its address.

numba gives every array of a tuple to whoever is called, eight words each: hundreds of words for
every call, more than most of the kernel's functions have to do. So the entrance writes its tuples
down once, and all others are told where. They read `day.leg` either way; uncompiled it is a tuple.
"""

from typing import Any, TypeVar

from numba.core import cgutils, types
from numba.core.datamodel.models import PointerModel
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    infer_getattr,
    lower_builtin,
    lower_getattr_generic,
    register_model,
    type_callable,
)

Whole = TypeVar("Whole", bound=tuple[object, ...])


def shared(whole: Whole) -> Whole:
    """Good until the function that asked for it returns."""
    return whole


class Shared(types.Type):
    def __init__(self, dtype: types.NamedTuple) -> None:
        self.dtype = dtype
        super().__init__(f"Shared({dtype})")


register_model(Shared)(PointerModel)


@type_callable(shared)
def _type_of_shared(_context: Any) -> Any:
    def typed(whole: types.NamedTuple) -> Shared:
        return Shared(whole)

    return typed


@lower_builtin(shared, types.NamedTuple)  # type: ignore[no-untyped-call, untyped-decorator]
def _write_down(_context: Any, builder: Any, _signature: Any, given: Any) -> Any:
    return cgutils.alloca_once_value(builder, given[0])  # type: ignore[no-untyped-call]


@infer_getattr
class _Fields(AttributeTemplate):
    key = Shared

    def generic_resolve(self, whole: Shared, field: str) -> Any:  # type: ignore[override]
        fields = whole.dtype.fields
        return whole.dtype.types[fields.index(field)] if field in fields else None


@lower_getattr_generic(Shared)  # type: ignore[no-untyped-call, untyped-decorator]
def _read_field(_context: Any, builder: Any, whole: Shared, address: Any, field: str) -> Any:
    at = whole.dtype.fields.index(field)
    place = cgutils.gep_inbounds(builder, address, 0, at)  # type: ignore[no-untyped-call]
    return builder.load(place)
