"""The site: whole addresses of its paths, made from SITE_URL, never from what the asker calls us."""

from django.conf import settings


def absolute(path: str) -> str:
    """`https://wiki.example.org/recent` of `/recent`."""
    return f"{settings.SITE_URL}{path}"
