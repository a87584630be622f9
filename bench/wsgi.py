"""The web server's entry for measurements: the product on the database of the measurements."""

import os

from django.core.wsgi import get_wsgi_application

from bench import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vatra.project.settings")
settings.configure()

application = get_wsgi_application()
