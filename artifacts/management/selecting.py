"""Selecting: the arguments by which export commands take a part of the site, and the folders that they write to."""

from argparse import ArgumentTypeError
from pathlib import Path

from django.core.management.base import CommandError

from artifacts.domain.selecting import select
from artifacts.errors import ArtifactError
from artifacts.models import Artifact


def add_selection(parser) -> None:
    parser.add_argument("--only", nargs="+", metavar="SLUG", default=[], help="slugs, ids or other names")
    parser.add_argument("--type", default="", help="page, hypothesis, analysis, reference, or a page's type, as gene")
    parser.add_argument("--published", action="store_true", help="what readers see, and no drafts")


def selected(options):
    """The queryset that is asked for, or None for everything."""
    asked = {name: options[name] for name in ("type", "published")} | {"names": options["only"]}
    if not any(asked.values()):
        return None
    try:
        return select(Artifact.objects.all(), **asked)
    except ArtifactError as error:
        raise CommandError(error.sentence) from error


def new_file(endings):
    """The type of an argument that names a new file, whose name ends in one of some."""

    def checked(text: str) -> Path:
        file = Path(text)
        if file.suffix not in endings:
            raise ArgumentTypeError(f"{file} must end in {' or '.join(endings)}.")
        if file.exists():
            raise ArgumentTypeError(f"{file} exists: name another.")
        return file

    return checked


def new_folder(text: str) -> Path:
    """The type of an argument that names a folder which is new or empty."""
    folder = Path(text)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ArgumentTypeError(f"{folder} exists and is not an empty folder: name another.")
    return folder
