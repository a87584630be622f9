"""Work on paper: sheets with a number, session spreadsheets, and reading both back."""

from django.urls import path

from vatra.office.views import paper

urlpatterns = [
    path("hartie/", paper.index, name="paper"),
    path("hartie/foi/", paper.sheets, name="paper_sheets"),
    path("hartie/foaie/", paper.sheet, name="paper_sheet"),
    path("hartie/sedinta.xlsx", paper.session, name="paper_session"),
    path("hartie/citire/", paper.reading, name="paper_reading"),
    path("hartie/citire/salvare/", paper.saving, name="paper_saving"),
]
