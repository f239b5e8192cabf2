"""Files over the web: several in one field, how they are kept, how one is sent back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from django import forms
from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.actor import Actor
from aftercare.foundation.files.actions import store_file
from aftercare.foundation.files.queries import FileBrief, open_file

FOR_AN_HOUR = "private, max-age=3600"


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files in one field: a list when cleaned, empty for none."""

    def __init__(self, *, most: int, accept: str = "", **kwargs: Any) -> None:
        attrs = {"multiple": True} | ({"accept": accept} if accept else {})
        super().__init__(widget=FilesInput(attrs=attrs), **kwargs)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > self.most:
            raise forms.ValidationError(
                _("At most %(most)d files at once."), params={"most": self.most}
            )
        return [super(FilesField, self).clean(one, initial) for one in files]


def kept_files(*, actor: Actor, files: Iterable[Any], now: datetime) -> list[int]:
    """Stores what was sent; the ids, in order."""
    return [
        store_file(actor=actor, name=str(one.name), content=one.file, now=now).id for one in files
    ]


def file_answer(*, actor: Actor, file: FileBrief, small: bool) -> HttpResponse:
    """The file, or its small picture where it has one. What a browser may not run is saved."""
    opened = open_file(actor=actor, file_id=file.id, thumbnail=small and file.has_thumbnail)
    response = FileResponse(
        opened.stream,
        as_attachment=not file.inline,
        filename=file.name,
        content_type=opened.mime,
    )
    response["Cache-Control"] = FOR_AN_HOUR
    response["X-Content-Type-Options"] = "nosniff"
    return cast(HttpResponse, response)  # a streaming answer is one in all that views do with it
