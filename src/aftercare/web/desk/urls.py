from django.urls import path

from . import cases, imports, notices, palette, start

app_name = "desk"
urlpatterns = [
    path("", start.my_work, name="my-work"),
    path("palette", palette.palette, name="palette"),
    path("notices", notices.index, name="notices"),
    path("notices/bell", notices.bell, name="bell"),
    path("notices/read", notices.read_all, name="read-notices"),
    path("notices/<int:notice_id>", notices.open_notice, name="open-notice"),
    path("cases/<int:case_id>", cases.show, name="case"),
    path("cases/<int:case_id>/stream", cases.stream, name="case-stream"),
    path("cases/<int:case_id>/do/<slug:code>", cases.do, name="case-do"),
    path("cases/<int:case_id>/promises/<int:clock_id>", cases.explanation, name="case-explanation"),
    path("cases/<int:case_id>/files/<int:attachment_id>", cases.file, name="case-file"),
    path("n/<str:number>", cases.by_number, name="case-by-number"),
    path("imports", imports.index, name="imports"),
    path("imports/<int:run_id>", imports.show, name="import"),
    path("imports/<int:run_id>/sheet", imports.sheet, name="import-sheet"),
    path("imports/<int:run_id>/check", imports.check, name="import-check"),
    path("imports/<int:run_id>/start", imports.start, name="import-start"),
    path("imports/<int:run_id>/cancel", imports.cancel, name="import-cancel"),
    path("imports/<int:run_id>/progress", imports.progress, name="import-progress"),
    path("imports/<int:run_id>/problems/<slug:form>", imports.problems, name="import-problems"),
]
