"""What of an artifact is embedded: read from a query, held against its parts, cut out of them, written as a query."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.core.exceptions import BadRequest
from django.http import Http404
from django.utils.translation import gettext as _

from artifacts.text.anchors import fragment
from artifacts.text.embedding import cited_numbers, section_of

PARTS = ("infobox", "references", "hypotheses")
SECTION = "section:"
THEMES = ("auto", "light", "dark")
NUMBER = re.compile(r"[0-9]{1,9}")
MOST_NAMED = 30


def is_asked_for(query) -> bool:
    """Whether a query asks for the embed instead of the page."""
    return query.get("embed", "") not in ("", "0")


def is_pinned(query) -> bool:
    return is_asked_for(query) and bool(query.get("r"))


@dataclass(frozen=True)
class EmbedChoice:
    """A part ("" is all of it), a theme, and the number of the revision that it is pinned to, if any."""

    part: str = ""
    theme: str = THEMES[0]
    number: int | None = None

    @classmethod
    def read(cls, query) -> "EmbedChoice":
        """The choice in a query; BadRequest with a sentence where it can mean nothing. An empty value is none."""
        part, theme, number = (query.get(name, "") for name in ("part", "theme", "r"))
        if part.startswith(SECTION):
            part = SECTION + fragment(part.removeprefix(SECTION))
        elif part and part not in PARTS:
            raise BadRequest(
                _("There is no such part; part is one of: %(parts)s.")
                % {"parts": ", ".join([*PARTS, _("section: with the anchor of a heading behind it")])}
            )
        if theme and theme not in THEMES:
            raise BadRequest(_("There is no such theme; theme is one of: %(themes)s.") % {"themes": ", ".join(THEMES)})
        if number and not NUMBER.fullmatch(number):
            raise BadRequest(_("r is the number of a revision, such as r=3."))
        return cls(part, theme or THEMES[0], int(number) if number else None)

    @property
    def anchor(self) -> str:
        return self.part.removeprefix(SECTION) if self.part.startswith(SECTION) else ""

    @property
    def query(self) -> str:
        """`?embed=1&part=infobox&theme=dark&r=3`: what is as ever is left out."""
        chosen = {"part": self.part, "theme": "" if self.theme == THEMES[0] else self.theme, "r": self.number}
        named = {name: value for name, value in chosen.items() if value is not None and value != ""}
        return "?" + urlencode({"embed": 1, **named}, safe=":")

    @property
    def variant(self) -> str:
        """The choice in an entity tag."""
        return f"embed-{quote(self.part, safe='')}-{self.theme}"

    def cut(self, parts: dict) -> dict:
        """The chosen part of an artifact's parts, with the references that it cites and no others."""
        if self.part in ("", "references"):
            return parts
        if self.part == "hypotheses":
            return parts | {"references": [], "analyses": [], "pages": []}
        section = section_of(parts["body"], self.anchor) if self.anchor else ""
        cells = [] if self.anchor else [row["label"] + row["value"] for row in parts["infobox"]]
        cited = cited_numbers("".join([section, *cells]))
        return parts | {
            "body": section,
            "references": [entry for entry in parts["references"] if entry["number"] in cited],
        }


def check(part: str, parts: dict) -> None:
    """Http404 with a sentence where an artifact has no such part; it names those that there are."""
    there = available(parts)
    if not part or part in there:
        return
    if not there:
        raise Http404(_("This has no parts that can be embedded alone."))
    named = [*there[:MOST_NAMED], *(["…"] if len(there) > MOST_NAMED else [])]
    raise Http404(_("There is no such part here; there is: %(parts)s.") % {"parts": ", ".join(named)})


def available(parts: dict) -> list[str]:
    """The parts that can be embedded by themselves."""
    return [
        *(name for name in PARTS if parts.get(name)),
        *(SECTION + heading["anchor"] for heading in parts["toc"]),
    ]
