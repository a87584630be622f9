"""Addresses of the desk, below /birou/training/. Ids only: no number of a file and no name."""

from django.urls import path

from vatra.desks.training.views import calls, files, mine, series

urlpatterns = [
    path("", calls.index, name="training_calls"),
    path("apel-nou/", calls.new, name="training_new_call"),
    path("apel/<uuid:call_id>/", calls.show, name="training_call"),
    path("apel/<uuid:call_id>/dosare/", files.index, name="training_files"),
    path("apel/<uuid:call_id>/extras/", series.statement, name="training_statement"),
    path("apel/<uuid:call_id>/coleg/", calls.colleague, name="training_colleague"),
    path("apel/<uuid:call_id>/program/<slug:code>/", series.show, name="training_series"),
    path(
        "apel/<uuid:call_id>/program/<slug:code>/repartizare/", series.distribute, name="training_distribute"
    ),
    path("apel/<uuid:call_id>/program/<slug:code>/prezenta/", series.attend, name="training_attend"),
    path("apel/<uuid:call_id>/pas/<slug:name>/", calls.step, name="training_call_step"),
    path("anunt/<uuid:call_id>/", calls.board, name="training_board"),
    path("dosar/<uuid:file_id>/", files.show, name="training_file"),
    path("dosar/<uuid:file_id>/adeverinta.pdf", files.certificate, name="training_certificate"),
    path("dosar/<uuid:file_id>/pas/<slug:name>/", files.step, name="training_step"),
    path("document/<uuid:document_id>/", files.document, name="training_document"),
    path("ale-mele/", mine.index, name="training_mine"),
    path("ale-mele/instiintari/", mine.told, name="training_notices"),
    path("ale-mele/unitate/", mine.unit, name="training_unit"),
    path("ale-mele/apel/<uuid:call_id>/", mine.begin, name="training_begin"),
    path("ale-mele/<uuid:file_id>/", mine.show, name="training_my_file"),
    path("ale-mele/<uuid:file_id>/date/", mine.details, name="training_details"),
    path("ale-mele/<uuid:file_id>/document/<slug:slot>/", mine.upload, name="training_upload"),
    path("ale-mele/<uuid:file_id>/stergere/", mine.remove, name="training_remove"),
    path("ale-mele/<uuid:file_id>/trimite/", mine.submit, name="training_submit"),
    path("ale-mele/<uuid:file_id>/pas/<slug:name>/", mine.step, name="training_my_step"),
]
