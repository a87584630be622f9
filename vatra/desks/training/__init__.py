"""Enrolment in specialisation programmes: calls, files, payments, places, course, exam."""
