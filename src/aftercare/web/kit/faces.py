"""The picture on a badge, shown to colleagues and to who is visited."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import NotFound
from aftercare.foundation.files.queries import FileBrief
from aftercare.people.staff.queries import faces

from .files import file_answer
from .requests import Request, signed_in


def face_of(request: Request) -> FileBrief | None:
    """One's own."""
    staff_id = request.actor.staff_id
    return faces(actor=request.actor, ids=[staff_id]).get(staff_id) if staff_id else None


@require_GET
@signed_in
def own_face(request: Request) -> HttpResponse:
    return face_answer(request, request.actor.staff_id)


def face_answer(request: Request, member_id: int | None) -> HttpResponse:
    """Whoever calls has made sure that the asker is a colleague or is visited. Raises NotFound."""
    found = faces(actor=SYSTEM, ids=[member_id]).get(member_id) if member_id else None
    if found is None:
        raise NotFound(_("There is no such file."))
    return file_answer(actor=request.actor, file=found, small=True)
