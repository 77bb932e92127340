"""A row's fields, each taken once and checked for its type; what is left has no place of its own."""

import re
from collections.abc import Collection
from datetime import datetime

from artifacts.errors import ContentError, DumpError
from artifacts.representations.dumps.json_rows import read_json
from artifacts.text.addresses import ARTIFACT_ID, MAX_KEY_LENGTH
from artifacts.text.literals import WORDS, read_literal

# Beside line ends and tabs.
CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
BRACKETS = ("{", "[")


class Fields:
    """`notes` are sentences on what is not as it was in the row."""

    def __init__(self, row: dict):
        self.left = {name: value for name, value in row.items() if value is not None and value != ""}
        self.notes: list[str] = []

    def value(self, name: str):
        """As it stands; None where it is empty."""
        return self.left.pop(name, None)

    def text(self, name: str) -> str:
        """Without control characters; a number as it is written."""
        value = self.value(name)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            raise ContentError(f"The field {name!r} must be text, not {_named(value)}.")
        cleaned, count = CONTROL.subn("", str(value))
        if count:
            self.notes.append(f"control characters left out of {name}: {count}")
        return cleaned

    def line(self, name: str, most: int) -> str:
        """A text on one line; what a program printed for nothing is empty."""
        text = " ".join(self.text(name).split())
        if text in WORDS and WORDS[text] is None:
            return ""
        if len(text) > most:
            raise ContentError(f"The field {name!r} is {len(text)} characters long; {most} are the most.")
        return text

    def structure(self, name: str, expected: type):
        """An object or a list, or the JSON or the printed value of one; empty where there is none."""
        value = self.value(name)
        if isinstance(value, str):
            value = read_structure(value, name)
        if value is None:
            return expected()
        if not isinstance(value, expected):
            wanted = "an object" if expected is dict else "a list"
            raise ContentError(f"The field {name!r} must be {wanted}, not {_named(value)}.")
        return value

    def score(self, name: str) -> float | None:
        """A number from 0 to 1, or None."""
        value = self.value(name)
        if isinstance(value, str):
            value = read_literal(value)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
            raise ContentError(f"The score {name!r} must be a number between 0 and 1, not {value!r:.40}.")
        return value

    def choice(self, name: str, known: Collection[str], default: str) -> str:
        """One of the words that are known; another one stays among what is left."""
        written = self.left.get(name)
        word = self.line(name, 100).casefold()
        if word and word not in known:
            self.left[name] = written
            self.notes.append(f"the {name} {word[:60]!r} is not known here: it is {default}")
        return word if word in known else default

    def date(self, name: str) -> str | None:
        """The day of a moment such as `2026-04-01T12:00:00Z`; what tells more than a day, or none, is left too."""
        value = self.left.get(name)
        try:
            day = datetime.fromisoformat(value).date().isoformat() if isinstance(value, str) else None
        except ValueError:
            return None
        if day == value:
            self.value(name)
        return day

    def identity(self) -> str:
        """The row's `id` as an artifact's; empty where it has none, ContentError where that can be none."""
        public_id = self.line("id", MAX_KEY_LENGTH)
        if public_id and not ARTIFACT_ID.fullmatch(public_id):
            raise ContentError(f"{public_id[:80]!r} is no id: it holds letters, digits and the signs . _ : - only.")
        return public_id

    def rest(self) -> dict:
        """What nobody took, for the metadata; what a program printed is read."""
        return {name: read_printed(value) for name, value in self.left.items()}


def read_structure(text: str, name: str):
    try:
        return read_json(text.encode(errors="surrogatepass"))
    except DumpError as error:
        value = read_literal(text)
        if isinstance(value, str):
            raise ContentError(f"The field {name!r} cannot be read. {error}") from error
        return value


def read_printed(value):
    """`{'merged_at': '2026-05-13'}`, which stands as text where it was printed, as an object."""
    if isinstance(value, str) and (value in WORDS or value.startswith(BRACKETS)):
        return read_literal(value)
    return value


def read_printed_values(values: dict) -> dict:
    return {name: read_printed(value) for name, value in values.items()}


def _named(value) -> str:
    names = {bool: "true or false", dict: "an object", list: "a list", int: "a number", float: "a number", str: "text"}
    return names.get(type(value), type(value).__name__)
