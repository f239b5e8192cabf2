"""The JSON API. Its shapes are built when somebody first asks for what they describe.

To build all of them takes a third of a start, and memory that most installations never need; one
takes some milliseconds. pydantic builds each once, whatever threads ask for it together.
"""

from ninja import Schema
from ninja.params.models import ParamModel
from pydantic import BaseModel

_BASES: tuple[type[BaseModel], ...] = (Schema, *ParamModel.__subclasses__())
for _base in _BASES:
    _base.model_config["defer_build"] = True
