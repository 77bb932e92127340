"""`manage.py demo`: migrate, load the demo, make its accounts, start the task worker and serve on a loopback port."""

import contextlib
import os
import socket
import subprocess
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from artifacts.domain.demo import make_accounts

HOST = "127.0.0.1"
STARTS = ("/artifact/wiki-therapeutics-nusinersen", "/", "/exchange", "/admin/")


class Command(BaseCommand):
    help = "Runs SciDEX with demo content on this machine."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="the first port to try (default 8000)")
        parser.add_argument("--prepare-only", action="store_true", help="migrate, load and make accounts, then stop")

    def handle(self, *args, **options):
        if not settings.DEBUG:
            raise CommandError("The demo makes accounts whose passwords it prints: it runs only with DEBUG=1.")
        call_command("migrate", verbosity=0)
        call_command("load_demo", stdout=self.stdout)
        self.tell_accounts()
        if not options["prepare_only"]:
            self.serve(free_port(options["port"]))

    def tell_accounts(self):
        accounts = make_accounts()
        if accounts:
            self.stdout.write("\nAccounts for /admin/, printed this once:")
        for account in accounts:
            self.stdout.write(f"  {account.name:10} {account.password}")

    def serve(self, port: int):
        site = f"http://{HOST}:{port}"
        self.stdout.write("\nOpen")
        for start in STARTS:
            self.stdout.write(f"  {site}{start}")
        self.stdout.write("Stop with Ctrl-C.\n")
        self.stdout.flush()
        environment = os.environ | {"SITE_URL": site}
        manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
        worker = subprocess.Popen([*manage, "db_worker", "--no-reload"], env=environment)
        try:
            with contextlib.suppress(KeyboardInterrupt):
                subprocess.run([*manage, "runserver", "--noreload", f"{HOST}:{port}"], env=environment, check=False)
        finally:
            worker.terminate()
            worker.wait(timeout=30)


def free_port(first: int) -> int:
    """The first free port from `first` on."""
    for port in range(first, first + 100):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind((HOST, port))
                return port
    raise CommandError(f"No port from {first} to {first + 99} is free: choose another with --port.")
