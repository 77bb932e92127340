"""Markdown for Pandoc: front matter with the works that are cited, then the text with citations as `[@key]`."""

import re

from django.utils.translation import gettext as _

from artifacts.models import WEIGHTS, Hypothesis
from artifacts.representations.frontmatter import write_front_matter
from artifacts.representations.offprint import Offprint
from artifacts.text.portable import escape, marked_up, portable

# CSL-JSON's fields that Pandoc reads as Markdown; of the others a sign of markup is a sign.
RICH = ("title", "container-title", "container-title-short", "publisher", "publisher-place", "note")
BAR = re.compile(r"(?<!\\)\|")
LEFT_OUT = ("abstract", "scidex")


def to_pandoc(offprint: Offprint) -> str:
    """`pandoc --citeproc` makes a document with a reference list of it; everybody else reads it as Markdown."""
    fields = {
        "title": escape(offprint.title),
        "author": [f"{offprint.site['name']} contributors"],
        "date": offprint.revision["date"][:10],
        "id": offprint.parts["public_id"],
        "revision": offprint.revision["number"],
        "address": offprint.revision_address,
        "content_sha256": offprint.revision["content_sha256"],
        **({"license": offprint.site["license"]} if offprint.site["license"] else {}),
        "link-citations": True,
        "references": [_record(key, work) for key, work in offprint.works.items() if work],
    }
    blocks = [block for block in BODIES[offprint.parts["kind"]](offprint) if block]
    if fields["references"]:
        blocks.append(f"## {_('References')}\n\n::: {{#refs}}\n:::")
    provenance = _("Revision %(number)s of %(date)s at %(site)s: %(address)s") % {
        "number": fields["revision"],
        "date": fields["date"],
        "site": offprint.site["name"],
        "address": f"<{fields['address']}>",
    }
    return write_front_matter(fields, "\n\n".join([*blocks, "---", provenance]))


def _record(key: str, work: dict) -> dict:
    record = {name: value for name, value in work.items() if name not in LEFT_OUT}
    return {
        **record,
        **{name: marked_up(record[name]) for name in RICH if isinstance(record.get(name), str)},
        "id": key,
    }


def _page(offprint: Offprint) -> list[str]:
    rows = offprint.content["infobox"]
    facts = [(_label(offprint, row), _cell(offprint, row["value"], row["citekeys"])) for row in rows]
    return [_table((_("Fact"), _("Value")), facts), _text(offprint, offprint.content["body"])]


def _label(offprint: Offprint, row: dict) -> str:
    label = _cell(offprint, row["label"])
    return f"**{label}**" if label and row["kind"] in ("header", "subheader") else label


def _hypothesis(offprint: Offprint) -> list[str]:
    content = offprint.content
    dimensions = [
        (str(Hypothesis._meta.get_field(name).verbose_name), f"{weight} %", _score(content["scores"].get(name)))
        for name, weight in WEIGHTS.items()
    ]
    return [
        _text(offprint, content["statement"]),
        f"## {_('Ten dimensions')}",
        _table((_("Dimension"), _("Weight"), _("Score")), dimensions),
        *_evidence(offprint, "for", _("Evidence for")),
        *_evidence(offprint, "against", _("Evidence against")),
    ]


def _score(value: float | None) -> str:
    return _("missing") if value is None else f"{value:.2f}"


def _evidence(offprint: Offprint, stance: str, title: str) -> list[str]:
    pieces = [piece for piece in offprint.content["evidence"] if piece["stance"] == stance]
    claims = [_cell(offprint, piece["claim"], [piece["reference"]] if piece["reference"] else []) for piece in pieces]
    return [f"## {title}", "\n".join(f"- {claim}" for claim in claims)] if claims else []


def _analysis(offprint: Offprint) -> list[str]:
    question = offprint.content["question"]
    return [f"> {escape(question)}" if question else "", _text(offprint, offprint.content["summary"])]


def _reference(offprint: Offprint) -> list[str]:
    return [f"@{key}" for key in offprint.works]


BODIES = {"page": _page, "hypothesis": _hypothesis, "analysis": _analysis, "reference": _reference}


def _text(offprint: Offprint, source: str) -> str:
    return portable(source, offprint.places, offprint.site["address"]).strip("\n")


def _cell(offprint: Offprint, source: str, citekeys=()) -> str:
    mark = "[" + "; ".join(f"@{key}" for key in citekeys) + "]" if citekeys else ""
    return " ".join(_text(offprint, source + mark).split())


def _table(heads: tuple, rows: list[tuple]) -> str:
    if not rows:
        return ""
    lines = [heads, ["---"] * len(heads), *([BAR.sub(r"\|", cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
