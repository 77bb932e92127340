"""The parts of an analysis: question, status, summary, and the hypotheses and pages that show it."""

from artifacts.domain.render.related import pages_related, showing, unlisted
from artifacts.domain.render.sentences import sentences_by_work
from artifacts.domain.shown import Role
from artifacts.models import score_level


def analysis_parts(rendering) -> dict:
    content = rendering.content
    (summary,) = rendering.texts([content["summary"]], inline=[False], citations={})
    hypotheses = showing(rendering, Role.RELATION, ("hypothesis",), parts=("target_genes", "status"))
    return {
        "title": content["title"],
        "text": summary,
        "question": content["question"],
        "domain": content["domain"],
        "status": content["status"],
        "date": content["date"] or "",
        "references": rendering.references(),
        "sentences": sentences_by_work(rendering, content["summary"]),
        "hypotheses": [
            {
                "id": hypothesis.artifact.public_id,
                "href": hypothesis.artifact.get_absolute_url(),
                "title": hypothesis.title,
                "score": hypothesis.score,
                "level": score_level(hypothesis.score),
                "genes": [gene["symbol"] for gene in hypothesis.part_target_genes],
                "status": hypothesis.part_status,
                "reason": "",
            }
            for hypothesis in sorted(hypotheses, key=lambda hypothesis: -(hypothesis.score or 0))
        ],
        "more_hypotheses": unlisted(rendering, Role.RELATION, ("hypothesis",), hypotheses),
        "pages": pages_related(rendering),
    }
