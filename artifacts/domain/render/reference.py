"""The parts of a reference: the work, its identifiers and status, and where it is cited."""

from artifacts.domain.render.related import showing
from artifacts.domain.shown import Role
from artifacts.representations.csl import author_names, clean_csl, csl_title, csl_year
from artifacts.representations.styles import format_citation


def reference_parts(rendering) -> dict:
    content = rendering.content
    csl = clean_csl(content["csl"])
    fields = ("doi", "pmid", "pmcid", "url", "status", "status_date", "status_source")
    return {
        "title": csl_title(csl),
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
            {"href": citing.artifact.get_absolute_url(), "title": citing.title}
            for citing in showing(rendering, Role.REFERENCE, ("page", "hypothesis", "analysis"))
        ],
        **{name: content[name] for name in fields},
    }
