"""The parts of a wiki page: infobox, body, references and what it is related to."""

from artifacts.domain.render.related import related_analysis, related_hypothesis
from artifacts.domain.render.sentences import sentences_by_work
from artifacts.domain.render.source import Source
from artifacts.domain.shown import Role
from artifacts.text.cell_identifiers import linked_identifiers


def page_texts(content: dict) -> list[Source]:
    cells = [Source(cell, inline=True) for row in content["infobox"] for cell in (row["label"], sourced(row))]
    return [*cells, Source(content["body"])]


def page_parts(rendering) -> dict:
    content = rendering.content
    rows = content["infobox"]
    *cells, body = rendering.rendered_texts()
    infobox = [
        {
            "kind": row["kind"],
            "label": label.html,
            "value": value.html,
            "unsourced": number in rendering.unsourced.rows,
        }
        for number, (row, label, value) in enumerate(zip(rows, cells[::2], cells[1::2], strict=True))
    ]
    return {
        "title": content["title"],
        "slug": content["slug"],
        "text": body,
        "infobox": infobox,
        "references": rendering.references(),
        "sentences": sentences_by_work(rendering, content["body"], rows),
        **related_parts(rendering),
    }


def sourced(row: dict) -> str:
    """The row's value, identifiers linked to their databases, with a citation of its sources behind it."""
    value = linked_identifiers(row["label"], row["value"]) if row["kind"] == "pair" else row["value"]
    if not row["citekeys"]:
        return value
    return value + "[" + "; ".join(f"@{key}" for key in row["citekeys"]) + "]"


def related_parts(rendering) -> dict:
    relations = [relation for relation in rendering.content["relations"] if relation["dismissed"] is None]
    shown = rendering.shown([relation["to"] for relation in relations], Role.RELATION)
    rows = [(shown[relation["to"]], relation) for relation in relations if relation["to"] in shown]
    hypotheses = [related_hypothesis(work, relation) for work, relation in rows if work.content["kind"] == "hypothesis"]
    return {
        "hypotheses": sorted(hypotheses, key=lambda row: -(row["score"] or 0)),
        "analyses": [related_analysis(work, relation) for work, relation in rows if work.content["kind"] == "analysis"],
    }
