"""The JSON API. Its shapes are built when somebody first asks for what they describe.

To build all of them takes a third of a start, and memory that most installations never need; one
takes some milliseconds. pydantic builds each once, whatever threads ask for it together.
"""

import sys

from django.core import signals
from pydantic import BaseModel

# ninja takes one signal by way of Django's tools for tests, which would come with all they need.
_TOOLS = "django.test.signals"
_borrowed = sys.modules.setdefault(_TOOLS, signals) is signals
try:
    from ninja import Schema
    from ninja.params.models import ParamModel
finally:
    if _borrowed:
        del sys.modules[_TOOLS]

_BASES: tuple[type[BaseModel], ...] = (Schema, *ParamModel.__subclasses__())
for _base in _BASES:
    _base.model_config["defer_build"] = True
