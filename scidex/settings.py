"""Settings: the environment is read at the top, and refused with a sentence; the rest follows from it."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.conf import global_settings
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

# --- The environment --------------------------------------------------------------------------------------------------

env = environ.Env()
SWITCH = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
FRAME_SOURCE = re.compile(r"\*|'self'|'none'|https?://(\*\.)?[a-z0-9.-]+(:\d+)?", re.IGNORECASE)
SENDER = re.compile(r"[^\r\n<>@]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+")
NEW_KEY = 'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'


def read(name: str, default: str = "") -> str:
    """An environment variable; one that is set but empty counts as not set."""
    return env.str(name, default).strip() or default


def read_switch(name: str, default: str) -> bool:
    word = read(name, default)
    if word.lower() not in SWITCH:
        raise ImproperlyConfigured(f"{name} is {word!r}: set it to 1 or 0.")
    return SWITCH[word.lower()]


def read_secret_key(debug: bool) -> str:
    key = read("SECRET_KEY", "insecure-and-only-for-debugging" if debug else "")
    if not key:
        raise ImproperlyConfigured(f"SECRET_KEY is not set. Make one with {NEW_KEY}, or set DEBUG=1 to try SciDEX out.")
    if not debug and (len(key) < 50 or len(set(key)) < 5):
        raise ImproperlyConfigured(f"SECRET_KEY is too easy to guess. Make a longer one with {NEW_KEY}.")
    return key


def read_site_url(debug: bool) -> str:
    """The address that readers use, without a slash at its end: embed snippets and citations are made from it."""
    url = read("SITE_URL", "http://127.0.0.1:8000" if debug else "")
    if not url:
        raise ImproperlyConfigured(
            "SITE_URL is not set. Set it to the site's address, such as https://wiki.example.org."
        )
    parts = split_url("SITE_URL", url)
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username is not None:
        raise ImproperlyConfigured(f"SITE_URL is {url!r}: give a whole address, such as https://wiki.example.org.")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ImproperlyConfigured(f"SITE_URL is {url!r}: give the scheme and host only; SciDEX stands at the root.")
    if parts.scheme != "https" and not debug:
        raise ImproperlyConfigured(f"SITE_URL is {url!r}: it must begin with https://, unless DEBUG is on.")
    return f"{parts.scheme}://{parts.netloc}"


def read_database() -> dict:
    """`DATABASE_URL` as Django's dictionary, for SQLite or PostgreSQL."""
    url = read("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
    scheme = url.partition("://")[0]
    if scheme not in ("sqlite", "postgres", "postgresql"):
        raise ImproperlyConfigured(
            "DATABASE_URL must begin with sqlite:/// or postgres://, "
            "such as postgres://user:password@127.0.0.1:5432/scidex."
        )
    split_url("DATABASE_URL", url)
    database = env.db_url_config(url)
    if not database["NAME"]:
        raise ImproperlyConfigured("DATABASE_URL names no database: end it with /name.")
    if scheme != "sqlite":
        return database | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    if database["NAME"] != ":memory:":
        database["NAME"] = BASE_DIR / database["NAME"]
        if not database["NAME"].parent.is_dir():
            raise ImproperlyConfigured(
                f"DATABASE_URL: the folder {database['NAME'].parent} does not exist; make it or name another."
            )
    # Readers never wait for the writer, a writer waits for its turn, and none starts as a reader and fails later.
    database["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
    return database


def split_url(name: str, url: str):
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 (reading it checks it)
    except ValueError as error:
        # The address itself is not shown: it may hold a password.
        raise ImproperlyConfigured(f"{name} cannot be read: {error}. Check its host and port.") from None
    return parts


def read_hosts() -> list[str]:
    """Host names, by default the one in SITE_URL and those of this machine, by which monitors ask."""
    hosts = [host.strip() for host in read("ALLOWED_HOSTS").split(",") if host.strip()]
    for host in hosts:
        if "/" in host:
            raise ImproperlyConfigured(f"ALLOWED_HOSTS holds {host!r}: give host names without https:// and paths.")
    return hosts or [urlsplit(SITE_URL).hostname, "localhost", "127.0.0.1", "[::1]"]


def read_language() -> str:
    code = read("LANGUAGE_CODE", "en").lower()
    if code not in dict(global_settings.LANGUAGES):
        raise ImproperlyConfigured(f"LANGUAGE_CODE is {code!r}, which Django does not know: try en, de or pt-br.")
    return code


def read_media_root() -> Path:
    folder = BASE_DIR / read("MEDIA_ROOT", "media")
    if folder.exists() and not folder.is_dir():
        raise ImproperlyConfigured(f"MEDIA_ROOT is {folder}, which is a file: name a folder.")
    return folder


def read_frame_ancestors() -> list[str]:
    """The sites that may embed a page, as sources of the CSP; `*` is any."""
    sources = read("EMBED_FRAME_ANCESTORS", "*").replace(",", " ").split()
    for source in sources:
        if not FRAME_SOURCE.fullmatch(source):
            raise ImproperlyConfigured(
                f"EMBED_FRAME_ANCESTORS holds {source!r}: give *, 'self', 'none' or addresses such as https://example.org."
            )
    return sources


def read_content_license() -> str:
    """The address of the licence that the site's texts are under; empty where none is told."""
    url = read("CONTENT_LICENSE")
    if url and split_url("CONTENT_LICENSE", url).scheme not in ("https", "http"):
        raise ImproperlyConfigured(
            f"CONTENT_LICENSE is {url!r}: give its address, such as https://creativecommons.org/licenses/by/4.0/."
        )
    return url


def read_email() -> dict:
    """`EMAIL_URL` as Django's settings: `smtp+tls://user:password@host:587`; by default mails go to the log."""
    url = read("EMAIL_URL", "consolemail://")
    parts = split_url("EMAIL_URL", url)
    if parts.scheme not in env.EMAIL_SCHEMES:
        raise ImproperlyConfigured(
            "EMAIL_URL must begin with smtp+tls://, smtp+ssl://, smtp:// or consolemail://, "
            "such as smtp+tls://user:password@mail.example.org:587."
        )
    if parts.scheme.startswith("smtp") and not parts.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL names no mail server: give smtp+tls://user:password@mail.example.org:587."
        )
    given = {name: value for name, value in env.email_url_config(url).items() if value is not None}
    return {name: value for name, value in given.items() if name.startswith("EMAIL_")}


def read_sender() -> str:
    """The address that mails come from."""
    sender = read("DEFAULT_FROM_EMAIL", f"scidex@{urlsplit(SITE_URL).hostname}")
    if not SENDER.fullmatch(sender):
        raise ImproperlyConfigured(
            f"DEFAULT_FROM_EMAIL is {sender!r}: give an address such as wiki@example.org or Wiki <wiki@example.org>."
        )
    return sender


LOOKUP_SERVICES = {
    "crossref": "https://api.crossref.org/",
    "datacite": "https://api.datacite.org/",
    "pubmed": "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/",
    "idconv": "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles/",
    "openlibrary": "https://openlibrary.org/",
}


def read_lookups(debug: bool) -> dict:
    """Whether works are looked up at public services, the address that these may write to, and where each one is."""
    on, mail = read_switch("LOOKUPS", "0"), read("LOOKUP_MAIL")
    if on and not re.fullmatch(r"[^\s<>@]+@[^\s<>@]+", mail):
        raise ImproperlyConfigured(
            f"LOOKUP_MAIL is {mail!r}: the services ask for an address to write to, such as wiki@example.org."
        )
    bases = {}
    for service, usual in LOOKUP_SERVICES.items():
        name = f"LOOKUP_{service.upper()}"
        base = read(name, usual)
        parts = split_url(name, base)
        if parts.scheme not in ("https", "http") or not parts.hostname or parts.query or parts.fragment:
            raise ImproperlyConfigured(f"{name} is {base!r}: give a whole address, such as {usual}.")
        if parts.scheme != "https" and not debug:
            raise ImproperlyConfigured(f"{name} is {base!r}: it must begin with https://, unless DEBUG is on.")
        bases[service] = base.rstrip("/") + "/"
    return {"on": on, "mail": mail, "bases": bases}


DEBUG = read_switch("DEBUG", "0")
# A proxy in front ends TLS, tells so in X-Forwarded-Proto and the asker's address at the end of X-Forwarded-For, and
# takes both headers away from what askers send. Where none stands there, anybody could forge them: leave it off.
BEHIND_PROXY = read_switch("BEHIND_PROXY", "0")
SECRET_KEY = read_secret_key(DEBUG)
SITE_URL = read_site_url(DEBUG)
SITE_NAME = read("SITE_NAME", "SciDEX")
ALLOWED_HOSTS = read_hosts()
LANGUAGE_CODE = read_language()
MEDIA_ROOT = read_media_root()
EMBED_FRAME_ANCESTORS = read_frame_ancestors()
CONTENT_LICENSE = read_content_license()
DATABASES = {"default": read_database()}
DEFAULT_FROM_EMAIL = read_sender()
EMAIL_TIMEOUT = 20  # A mail server that does not answer holds up the worker this long, in seconds.
globals().update(read_email())
# Nobody approves or publishes what they wrote themselves (artifacts/domain/publish.py holds the rule).
REVIEW_REQUIRES_SECOND_PERSON = read_switch("REVIEW_REQUIRES_SECOND_PERSON", "0")
# Off unless asked for: whoever looks a work up tells a service outside what they work on.
LOOKUPS = read_lookups(DEBUG)

# --- The application --------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "artifacts.apps.ArtifactsConfig",
    "scidex.apps.EditingConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "reversion",
    "markdownx",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
]
# No RevisionMiddleware and no ATOMIC_REQUESTS: the verbs of artifacts/domain open their own transactions and revisions.
# No LocaleMiddleware: public pages are the same bytes for everyone.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "artifacts.views.malformed.NulCharacters",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # For what is not compressed already, as public pages and static files are.
    "artifacts.views.compression.CompressedTexts",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "artifacts.views.missing.NotFoundPages",
]
ROOT_URLCONF = "scidex.urls"
WSGI_APPLICATION = "scidex.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SERIALIZATION_MODULES = {"scidex-document": "artifacts.representations.serializer"}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "artifacts.views.context.site",
            ]
        },
    }
]

# Widgets may have templates of ours.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

USE_TZ = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = "scidex.formats"
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]

# --- Files ------------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "scidex.static.HashedStaticFiles"
    },
}
# A page of 1 MiB is three times that in a form: it should meet the form's own sentence about the limit, not a bare 400.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# markdownx brings its text area only. Its own script and two views are not used: the desk's stand in their place.
MARKDOWNX_UPLOAD_URLS_PATH = "/admin/markdown/upload/"
MARKDOWNX_UPLOAD_MAX_SIZE = 5 * 1024 * 1024
MARKDOWNX_UPLOAD_CONTENT_TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"]
MARKDOWNX_SERVER_CALL_LATENCY = 500

# --- Security ---------------------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "admin:login"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # Together: a stranger cannot lock an editor out from elsewhere.
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "artifacts.views.asker.name"
AXES_CLIENT_IP_CALLABLE = "artifacts.views.asker.address"
AXES_LOCKOUT_CALLABLE = "artifacts.views.asker.locked_out"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SECURE_SSL_REDIRECT = not DEBUG
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # Monitors on the same machine ask without TLS.
SECURE_HSTS_SECONDS = 0 if DEBUG else 365 * 24 * 3600
# HSTS for subdomains and preloading speak for hosts other than this one: that is the domain's owner to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# --- Logging ----------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # It logs every broken entry, of which the importer is told.
        "bibtexparser": {"level": "CRITICAL"},
    },
}
