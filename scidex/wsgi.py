"""The WSGI application: `gunicorn scidex.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scidex.settings")
application = get_wsgi_application()
