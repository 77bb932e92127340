"""The ASGI application. The views are synchronous: prefer `scidex.wsgi`."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scidex.settings")
application = get_asgi_application()
