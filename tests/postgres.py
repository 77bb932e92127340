"""A throw-away PostgreSQL cluster on a socket, run by an unprivileged user and stopped by its pid."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

ROLE = "scidex"
# Nothing in it outlives the tests, so nothing need reach the disk.
CAREFREE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
STOP_SECONDS = 30


def binaries() -> Path | None:
    """The folder of `initdb` and `pg_ctl`, newest version first; None where PostgreSQL is not installed."""
    on_path = shutil.which("initdb")
    folders = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)]
    folders += [Path(on_path).resolve().parent] if on_path else []
    return next((one for one in folders if (one / "initdb").exists() and (one / "pg_ctl").exists()), None)


def _version(folder: Path) -> float:
    return float(folder.parent.name) if folder.parent.name.replace(".", "", 1).isdigit() else 0


@contextlib.contextmanager
def cluster():
    """Start a cluster; yields its `DATABASE_URL`. RuntimeError with the server's log where it does not start."""
    folder = Path(tempfile.mkdtemp(prefix="scidex-pg-"))
    user = _unprivileged()
    if user:
        os.chown(folder, *user.values())
    data = folder / "data"
    run = {"cwd": folder, "check": True, "capture_output": True, "text": True, **user}
    log = folder / "log"
    try:
        init = [binaries() / "initdb", "-D", data, "-U", ROLE, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(init, **run)
        options = " ".join(f"-c {option}" for option in CAREFREE) + f" -c listen_addresses='' -k {folder}"
        subprocess.run([binaries() / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start"], **run)
        yield f"postgres://{ROLE}@/{folder}/postgres"
    except subprocess.CalledProcessError as error:
        raise RuntimeError(f"{error.stdout}{error.stderr}{log.read_text() if log.exists() else ''}") from error
    finally:
        _stop(data)
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> dict:
    """Whom the server runs as when the tests run as root, which PostgreSQL refuses to."""
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid}
    raise RuntimeError("Neither a user postgres nor a user nobody exists to run PostgreSQL as.")


def _stop(data: Path) -> None:
    pid_file = data / "postmaster.pid"
    if not pid_file.exists():
        return
    pid = int(pid_file.read_text().splitlines()[0])
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)
    end = time.monotonic() + STOP_SECONDS
    while pid_file.exists() and time.monotonic() < end:
        time.sleep(0.1)
    if pid_file.exists():
        raise RuntimeError(f"PostgreSQL (process {pid}) did not stop within {STOP_SECONDS} seconds.")
