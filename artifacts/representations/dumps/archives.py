"""Archives read from front to back: the files in a .zip or a .tar, and a sentence for each entry that is refused."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, NamedTuple

from artifacts.errors import DumpError
from artifacts.representations.dumps.streams import BROKEN, Budget
from artifacts.representations.dumps.tar import read_tar

# The list of a zip's files is held in memory, some hundred bytes for each.
MAX_DIRECTORY = 8 * 1024 * 1024
END_OF_ZIP = b"PK\x05\x06"
TAIL = 64 * 1024 + 22
ODD = re.compile(r"[\x00-\x1f\x7f\\]|^[A-Za-z]:")
MOST_OF_A_NAME = 500
LINK, PLAIN, TYPE = 0o120000, 0o100000, 0o170000
# Those that are unpacked as far as they are asked for; the others give all that a piece holds.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Entry(NamedTuple):
    """A file in an archive: its bytes as they come, or the `problem` for which it is passed over."""

    name: str
    stream: io.BufferedReader | None
    problem: str = ""


def name_problem(name: str) -> str:
    """Why a name in an archive is refused; empty when it is not."""
    path = PurePosixPath(name)
    if not name or len(name) > MOST_OF_A_NAME or ODD.search(name):
        return "Its name holds signs that no name of a file here has, or is too long."
    if path.is_absolute() or ".." in path.parts:
        return "Its name leads out of the archive."
    return ""


def is_hidden(name: str) -> bool:
    """`.DS_Store`, `__MACOSX/…`: what programs leave beside people's files."""
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def zip_entries(file: BinaryIO, size: int) -> Iterator[Entry]:
    """DumpError where the archive cannot be read."""
    _check_directory(file, size)
    budget = Budget(taken=size)
    try:
        archive = zipfile.ZipFile(file)
    except BROKEN as error:
        raise DumpError(f"The archive cannot be read: {error}.") from error
    with archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            problem = name_problem(info.filename) or _zip_problem(info)
            if problem:
                yield Entry(info.filename, None, problem)
                continue
            try:
                stream = budget.limiting(archive.open(info))
            except BROKEN as error:
                yield Entry(info.filename, None, f"It cannot be read: {error}.")
                continue
            yield Entry(info.filename, stream)


def _zip_problem(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & 1:
        return "It is encrypted."
    if info.compress_type not in METHODS:
        return "It is packed by a method that is not read here: pack the archive anew."
    kind = (info.external_attr >> 16) & TYPE
    if kind == LINK:
        return "It is a link."
    return "" if kind in (0, PLAIN) else "It is no plain file."


def _check_directory(file: BinaryIO, size: int) -> None:
    file.seek(max(0, size - TAIL))
    tail = file.read(TAIL)
    file.seek(0)
    end = tail.rfind(END_OF_ZIP)
    if end < 0 or end + 22 > len(tail):
        raise DumpError("It is no whole .zip: its end is missing.")
    if int.from_bytes(tail[end + 12 : end + 16], "little") > MAX_DIRECTORY:
        raise DumpError("The archive holds too many files for a .zip: pack them as .tar.zst.")


def tar_entries(stream: io.BufferedReader) -> Iterator[Entry]:
    """DumpError where the archive cannot be read from some place on."""
    for member in read_tar(stream):
        problem = name_problem(member.name) or member.problem
        yield Entry(member.name, None if problem else member.stream, problem)
