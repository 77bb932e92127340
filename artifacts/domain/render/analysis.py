"""The parts of an analysis: question, status, summary, and the hypotheses and pages that show it."""

from artifacts.domain.render.related import hypotheses_related, pages_related, unlisted
from artifacts.domain.render.sentences import sentences_by_work
from artifacts.domain.render.source import Source
from artifacts.domain.shown import Role


def analysis_texts(content: dict) -> list[Source]:
    return [Source(content["summary"])]


def analysis_parts(rendering) -> dict:
    content = rendering.content
    (summary,) = rendering.rendered_texts()
    hypotheses = hypotheses_related(rendering)
    return {
        "title": content["title"],
        "text": summary,
        "question": content["question"],
        "domain": content["domain"],
        "status": content["status"],
        "date": content["date"] or "",
        "references": rendering.references(),
        "sentences": sentences_by_work(rendering, content["summary"]),
        "hypotheses": hypotheses,
        "more_hypotheses": unlisted(rendering, Role.RELATION, ("hypothesis",), hypotheses),
        "pages": pages_related(rendering),
    }
