"""Ready reports: each a table of a period and a territory, printed or taken as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from vatra.accounts.access import allowed
from vatra.office import figures, reporting
from vatra.office.exports import Sheet, sent


@allowed("reports.read")
def reports(request: HttpRequest) -> HttpResponse:
    """The reports that the present level has a use for."""
    level = figures.view_of(request).principal.level
    ready = [report for report in reporting.REPORTS.values() if level in report.levels]
    return TemplateResponse(request, "office/figures/reports.html", {"section": "reports", "reports": ready})


@allowed("reports.read")
def report(request: HttpRequest, name: str) -> HttpResponse:
    """One report. Http404 for one that the level has no use for."""
    view = figures.view_of(request)
    chosen = reporting.REPORTS.get(name)
    if chosen is None or view.principal.level not in chosen.levels:
        raise Http404
    table = chosen.make(view)
    if request.GET.get("fisier"):
        title = f"{chosen.title} – {view.title} – {view.period.title}"
        return sent(Sheet(name, title, table.head, table.rows), request.GET["fisier"])
    page = {
        "section": "reports",
        "view": view,
        "report": chosen,
        "table": table,
        "periods": figures.choices_of_periods(),
    }
    return TemplateResponse(request, "office/figures/report.html", page)
