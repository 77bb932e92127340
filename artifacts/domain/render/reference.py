"""The parts of a reference: the work, its identifiers and status, and what cites it in which words."""

from artifacts.domain.render.related import showing, unlisted
from artifacts.domain.render.sentences import as_words
from artifacts.domain.render.source import Source
from artifacts.domain.shown import Role
from artifacts.models import score_level
from artifacts.representations.csl import author_names, clean_csl, csl_title, csl_year, short_authors
from artifacts.representations.styles import format_citation

CITING = ("page", "hypothesis", "analysis")


def reference_texts(content: dict) -> list[Source]:
    """None that is Markdown."""
    return []


def reference_parts(rendering) -> dict:
    content = rendering.content
    shown = showing(rendering, Role.REFERENCE, CITING, parts=("sentences", "claims"))
    csl = clean_csl(content["csl"])
    fields = ("doi", "pmid", "pmcid", "url", "status", "status_date", "status_source")
    return {
        "title": csl_title(csl),
        "summary": source_line(csl),
        "authors": author_names(csl),
        "container": csl.get("container-title", ""),
        "year": csl_year(csl),
        "volume": csl.get("volume", ""),
        "issue": csl.get("issue", ""),
        "page": csl.get("page", ""),
        "type": csl.get("type", ""),
        "html": format_citation(content["csl"], "ama"),
        "references": [],
        "cited_on": [
            cited_on(citing, rendering.artifact.public_id)
            for citing in sorted(shown, key=lambda citing: CITING.index(citing.artifact.kind))
        ],
        "more_cited_on": unlisted(rendering, Role.REFERENCE, CITING, shown),
        **{name: content[name] for name in fields},
    }


def source_line(csl: dict) -> str:
    """`Finkel RS, Mercuri E, Darras BT, et al. N Engl J Med. 2017`: what lists show of a work beside its title."""
    container = csl.get("container-title-short") or csl.get("container-title", "")
    told = (short_authors(author_names(csl)), container, str(csl_year(csl) or ""))
    return ". ".join(part.rstrip(".") for part in told if part)


def cited_on(citing, work: str) -> dict:
    """What cites the work: the sentences of a page or an analysis, the claims of a hypothesis, as plain words."""
    sentences = (citing.part_sentences or {}).get(work, [])
    claims = [claim for claim in citing.part_claims or [] if claim["work"] == work]
    return {
        "kind": citing.artifact.kind,
        "href": citing.artifact.get_absolute_url(),
        "title": citing.title,
        "score": citing.score,
        "level": score_level(citing.score),
        "sentences": [words for sentence in sentences if (words := as_words(sentence))],
        "claims": [{"stance": claim["stance"], "claim": claim["claim"]} for claim in claims],
    }
