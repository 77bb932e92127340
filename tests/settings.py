"""Settings of the tests: SciDEX's own, on a throw-away database, with cheap passwords and a site of its own name."""

import os
import tempfile
from pathlib import Path

SCRATCH = Path(tempfile.gettempdir()) / f"scidex-tests-{os.getuid()}"
SCRATCH.mkdir(exist_ok=True)

os.environ["DEBUG"] = "1"
os.environ["SITE_URL"] = "https://wiki.example.org"
os.environ["MEDIA_ROOT"] = str(SCRATCH / "media")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{SCRATCH / 'tests.sqlite3'}")

from scidex.settings import *  # noqa: E402, F403
from scidex.settings import DATABASES  # noqa: E402

if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, not memory: write-ahead log, lock time-out and immediate transactions are then those of the real thing.
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / f"tests-{os.getpid()}.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
