"""SciDEX as a proxy that speaks TLS would ask it."""

from scidex.wsgi import application as scidex


def application(environ, start_response):
    return scidex({**environ, "HTTP_X_FORWARDED_PROTO": "https"}, start_response)
