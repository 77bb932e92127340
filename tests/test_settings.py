"""Settings: a bad environment stops the start with a sentence, and a good one of production warns of nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from scidex import settings

ROOT = Path(__file__).parent.parent
KEY = "a-key-of-more-than-fifty-signs-0123456789-abcdefghijkl"
PRODUCTION = {"DEBUG": "0", "SECRET_KEY": KEY, "SITE_URL": "https://wiki.example.org"}


def manage(*arguments: str, **environment: str):
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [sys.executable, "-W", "error::DeprecationWarning", "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=inherited | environment, capture_output=True, text=True, check=False)


def test_production_warns_of_nothing(tmp_path):
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION, DATABASE_URL=f"sqlite:///{tmp_path}/db")

    assert (done.returncode, done.stdout) == (0, "System check identified no issues (2 silenced).\n")


def test_nothing_starts_without_a_key():
    done = manage("check", DEBUG="0")

    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].partition(": ")[2].startswith("SECRET_KEY is not set. Make one with")


@pytest.mark.parametrize(
    ("read", "environment", "sentence"),
    [
        (lambda: settings.read_switch("DEBUG", "0"), {"DEBUG": "maybe"}, "DEBUG is 'maybe': set it to 1 or 0."),
        (lambda: settings.read_switch("BEHIND_PROXY", "0"), {"BEHIND_PROXY": "2"}, "BEHIND_PROXY is '2': set it to 1"),
        (
            lambda: settings.read_switch("REVIEW_REQUIRES_SECOND_PERSON", "0"),
            {"REVIEW_REQUIRES_SECOND_PERSON": "two"},
            "REVIEW_REQUIRES_SECOND_PERSON is 'two': set it to 1 or 0.",
        ),
        (lambda: settings.read_secret_key(False), {"SECRET_KEY": ""}, "SECRET_KEY is not set."),
        (lambda: settings.read_secret_key(False), {"SECRET_KEY": "short"}, "SECRET_KEY is too easy to guess."),
        (lambda: settings.read_secret_key(False), {"SECRET_KEY": "ab" * 40}, "SECRET_KEY is too easy to guess."),
        (lambda: settings.read_site_url(False), {"SITE_URL": ""}, "SITE_URL is not set."),
        (lambda: settings.read_site_url(False), {"SITE_URL": "wiki.example.org"}, "give a whole address"),
        (lambda: settings.read_site_url(False), {"SITE_URL": "ftp://wiki.example.org"}, "give a whole address"),
        (lambda: settings.read_site_url(False), {"SITE_URL": "https://"}, "give a whole address"),
        (lambda: settings.read_site_url(False), {"SITE_URL": "https://a:b@example.org"}, "give a whole address"),
        (lambda: settings.read_site_url(False), {"SITE_URL": "https://example.org/wiki"}, "stands at the root"),
        (lambda: settings.read_site_url(False), {"SITE_URL": "https://example.org?a"}, "stands at the root"),
        (lambda: settings.read_site_url(False), {"SITE_URL": "https://example.org:x"}, "Check its host and port."),
        (lambda: settings.read_site_url(False), {"SITE_URL": "http://example.org"}, "it must begin with https://"),
        (settings.read_hosts, {"ALLOWED_HOSTS": "https://example.org"}, "give host names without https://"),
        (settings.read_language, {"LANGUAGE_CODE": "tlh"}, "LANGUAGE_CODE is 'tlh', which Django does not know"),
        (settings.read_media_root, {"MEDIA_ROOT": "manage.py"}, "which is a file: name a folder."),
        (settings.read_frame_ancestors, {"EMBED_FRAME_ANCESTORS": "example.org; x"}, "EMBED_FRAME_ANCESTORS holds"),
        (settings.read_email, {"EMAIL_URL": "mail.example.org"}, "EMAIL_URL must begin with smtp+tls://"),
        (settings.read_email, {"EMAIL_URL": "smtp+tls://"}, "EMAIL_URL names no mail server"),
        (settings.read_email, {"EMAIL_URL": "smtp+tls://u:p@h:x"}, "EMAIL_URL cannot be read"),
        (settings.read_sender, {"DEFAULT_FROM_EMAIL": "nobody"}, "DEFAULT_FROM_EMAIL is 'nobody': give an address"),
        (settings.read_sender, {"DEFAULT_FROM_EMAIL": "a@b.org\nBcc: c@d.org"}, "give an address such as"),
        (lambda: settings.read_lookups(False), {"LOOKUPS": "1"}, "LOOKUP_MAIL is '': the services ask for an address"),
        (
            lambda: settings.read_lookups(False),
            {"LOOKUPS": "1", "LOOKUP_MAIL": "a@b.org", "LOOKUP_PUBMED": "http://example.org/"},
            "LOOKUP_PUBMED is 'http://example.org/': it must begin with https://",
        ),
        (
            lambda: settings.read_lookups(True),
            {"LOOKUP_CROSSREF": "file:///etc"},
            "give a whole address, such as https",
        ),
        (
            settings.read_database,
            {"DATABASE_URL": "mysql://a/b"},
            "DATABASE_URL must begin with sqlite:/// or postgres",
        ),
        (settings.read_database, {"DATABASE_URL": "nonsense"}, "DATABASE_URL must begin with sqlite:/// or postgres"),
        (settings.read_database, {"DATABASE_URL": "postgres://u:p@h:x/d"}, "Check its host and port."),
        (settings.read_database, {"DATABASE_URL": "postgres://u:p@h"}, "DATABASE_URL names no database"),
        (settings.read_database, {"DATABASE_URL": "sqlite:///no/such/folder/db"}, "does not exist; make it or name"),
    ],
)
def test_a_bad_environment_is_refused_with_a_sentence(read, environment, sentence, monkeypatch):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured) as refused:
        read()

    assert sentence in str(refused.value)
    assert ":p@" not in str(refused.value)


@pytest.mark.parametrize(
    ("read", "environment", "value"),
    [
        (lambda: settings.read_switch("DEBUG", "0"), {"DEBUG": " Yes "}, True),
        (lambda: settings.read_switch("DEBUG", "0"), {"DEBUG": ""}, False),
        (lambda: settings.read_site_url(False), {"SITE_URL": "https://example.org/"}, "https://example.org"),
        (lambda: settings.read_site_url(True), {"SITE_URL": "http://127.0.0.1:8000"}, "http://127.0.0.1:8000"),
        (settings.read_hosts, {"ALLOWED_HOSTS": "a.org, b.org,"}, ["a.org", "b.org"]),
        (settings.read_hosts, {"ALLOWED_HOSTS": ""}, ["wiki.example.org", "localhost", "127.0.0.1", "[::1]"]),
        (settings.read_language, {"LANGUAGE_CODE": "pt-BR"}, "pt-br"),
        (settings.read_frame_ancestors, {"EMBED_FRAME_ANCESTORS": ""}, ["*"]),
        (settings.read_sender, {"DEFAULT_FROM_EMAIL": ""}, "scidex@wiki.example.org"),
        (settings.read_sender, {"DEFAULT_FROM_EMAIL": "A Wiki <wiki@example.org>"}, "A Wiki <wiki@example.org>"),
        (
            settings.read_frame_ancestors,
            {"EMBED_FRAME_ANCESTORS": "'self', https://*.example.org"},
            ["'self'", "https://*.example.org"],
        ),
    ],
)
def test_a_good_environment_is_read(read, environment, value, monkeypatch):
    for name, text in environment.items():
        monkeypatch.setenv(name, text)

    assert read() == value


def test_mails_go_to_the_log_by_default_and_to_a_server_where_one_is_named(monkeypatch):
    monkeypatch.delenv("EMAIL_URL", raising=False)
    assert settings.read_email()["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"

    monkeypatch.setenv("EMAIL_URL", "smtp+tls://wiki:a%40b@mail.example.org:587")

    assert settings.read_email() == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_FILE_PATH": "",
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_HOST_USER": "wiki",
        "EMAIL_HOST_PASSWORD": "a@b",
        "EMAIL_PORT": 587,
        "EMAIL_USE_TLS": True,
    }


def test_sqlite_lets_readers_pass_and_writers_wait(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/db")

    options = settings.read_database()["OPTIONS"]

    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
    assert "journal_mode=WAL" in options["init_command"]


@pytest.mark.parametrize(("behind", "header"), [("1", "('HTTP_X_FORWARDED_PROTO', 'https')"), ("0", "None")])
def test_a_proxy_is_believed_where_it_is_said_to_be_there(behind, header, tmp_path):
    script = "from django.conf import settings; print(settings.SECURE_PROXY_SSL_HEADER, settings.SECURE_SSL_REDIRECT)"
    database = f"sqlite:///{tmp_path}/db"

    done = manage("shell", "--no-imports", "-c", script, **PRODUCTION, BEHIND_PROXY=behind, DATABASE_URL=database)

    assert done.stdout == f"{header} True\n"
