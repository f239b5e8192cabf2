"""Background entrance: a proof of purchase is read, outside of any transaction."""

from django.utils import timezone
from procrastinate.contrib.django import app

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import NotFound
from aftercare.foundation.files.queries import FileBrief, open_file

from . import actions
from .adapters import Paper, read_paper
from .queries import file_to_read

PDF = "application/pdf"


@app.task(name=actions.JOB)
def read_proof(proof_id: int) -> None:
    """Killed meanwhile it is begun anew; read already, it is over."""
    file = file_to_read(actor=SYSTEM, proof_id=proof_id)
    if file is None:
        return
    paper = _read(file)
    actions.keep_reading(
        actor=SYSTEM, proof_id=proof_id, pages=paper.pages, pages_there=paper.pages_there,
        why=paper.why, now=timezone.now(),
    )  # fmt: skip


def _read(file: FileBrief) -> Paper:
    try:
        opened = open_file(actor=SYSTEM, file_id=file.id)
    except NotFound:
        return Paper(pages=[], pages_there=0, why="gone")
    with opened.stream as stream:
        return read_paper(stream.read(), is_pdf=file.mime == PDF)
