"""Sources: every file of a path, of the folders in it and the archives in these, with the name that reports give it."""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from artifacts.errors import DumpError
from artifacts.representations.dumps.archives import Entry, is_hidden, tar_entries, zip_entries
from artifacts.representations.dumps.kinds import kind_of_file
from artifacts.representations.dumps.streams import unpacked

# What stands beside a dump and tells people or programs of it.
BESIDE = ("manifest.json", "readme", "readme.md", "readme.txt", "license", "sha256sums")
REFERENCES = "references.json"


class Source(NamedTuple):
    """A file, to be read before the next one, or the `problem` with it; `whole` where any place of it can be read."""

    name: str
    stream: io.BufferedReader | None
    problem: str = ""
    whole: BinaryIO | None = None


def sources(path: Path) -> Iterator[Source]:
    """In the order of their names, but works before what cites them; the files of an archive as they stand there."""
    for file, name in _files(path):
        try:
            yield from _opened(file, name)
        except DumpError as error:
            yield Source(name, None, str(error))
        except OSError as error:
            yield Source(name, None, f"It cannot be read: {error.strerror or error}.")


def _files(path: Path) -> Iterator[tuple[Path, str]]:
    root = path.resolve()
    if not root.is_dir():
        yield root, _own_name(root)
        return
    found = []
    # A folder that cannot be opened is told of like a file.
    for folder, folders, files in os.walk(root, onerror=lambda error: found.append(Path(error.filename))):
        found.extend(Path(folder, name) for name in files)
        found.extend(path for name in folders if (path := Path(folder, name)).is_symlink())
    for file in sorted(found, key=lambda file: (file.name != REFERENCES, file.relative_to(root).parts)):
        inside = file.relative_to(root).as_posix()
        if not _is_beside(inside):
            yield file, f"{root.name}/{inside}"


def _own_name(file: Path) -> str:
    """The name of a file, with that of its folder where only that tells what it is: `pages/genes-smn1.md`."""
    inside = f"{file.parent.name}/{file.name}"
    return inside if kind_of_file(inside) and not kind_of_file(file.name) else file.name


def _is_beside(name: str) -> bool:
    return is_hidden(name) or name.rpartition("/")[2].casefold() in BESIDE


def _opened(file: Path, name: str) -> Iterator[Source]:
    if file.is_symlink():
        raise DumpError("It is a link: give the file itself.")
    if file.is_dir():
        raise DumpError("The folder cannot be opened.")
    if file.exists() and not file.is_file():
        raise DumpError("It is no plain file.")
    with file.open("rb") as raw:
        if name.casefold().endswith(".zip"):
            yield from _archived(zip_entries(raw, file.stat().st_size), name)
            return
        stream, bare = unpacked(raw, name)
        if bare.casefold().endswith((".tar", ".tgz")):
            yield from _archived(tar_entries(stream), name)
        else:
            packed = bare != name
            yield Source(bare, stream, whole=None if packed else raw)


def _archived(entries: Iterator[Entry], name: str) -> Iterator[Source]:
    for entry in entries:
        inside = f"{name}/{entry.name}"
        if entry.problem:
            yield Source(inside, None, entry.problem)
        elif not _is_beside(entry.name):
            try:
                stream, bare = unpacked(entry.stream, inside)
            except DumpError as error:
                yield Source(inside, None, str(error))
            else:
                yield Source(bare, stream)
