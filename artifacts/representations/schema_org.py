"""schema.org: an artifact's rendered parts as JSON-LD; a page is an article about a thing, a reference is its work."""

from artifacts.representations.csl import author_names, csl_date, csl_title
from artifacts.text.identifiers import Identifier

ABOUT = {
    "gene": "Gene",
    "protein": "Protein",
    "disease": "MedicalCondition",
    "phenotype": "MedicalSignOrSymptom",
    "therapeutic": "Drug",
    "biomarker": "MedicalEntity",
    "mechanism": "MedicalEntity",
    "cell": "AnatomicalStructure",
    "brain_region": "AnatomicalStructure",
    "clinical_trial": "MedicalTrial",
    "technology": "MedicalProcedure",
    "company": "Organization",
}
WORKS = {
    "article-journal": "ScholarlyArticle",
    "paper-conference": "ScholarlyArticle",
    "article": "ScholarlyArticle",
    "book": "Book",
    "chapter": "Chapter",
    "thesis": "Thesis",
    "report": "Report",
    "dataset": "Dataset",
    "webpage": "WebPage",
}
# What one document tells of; programs that want all of a longer list read the artifact's own files.
MOST_CITED = 500


def schema_org(parts: dict, *, url: str, site: dict) -> dict:
    """The JSON-LD of an artifact at its address; `site` is `{"name", "url", "license"}`."""
    described = _work(parts) if parts["kind"] == "reference" else _article(parts, site)
    described = {
        "@context": "https://schema.org",
        "@id": url,
        "url": url,
        "identifier": parts["public_id"],
        **described,
    }
    if site["license"] and parts["kind"] != "reference":
        described["license"] = site["license"]
    return {name: value for name, value in described.items() if value not in ("", None, [])}


def _article(parts: dict, site: dict) -> dict:
    publisher = {"@type": "Organization", "name": site["name"], "url": site["url"]}
    revision = parts["revision"] or {}
    reviewed = revision.get("reviewed")
    return {
        "@type": "ScholarlyArticle",
        "name": parts["title"],
        "headline": parts["title"][:110],
        "abstract": parts["summary"],
        "genre": parts["entity_type"] or parts["kind"],
        "version": str(revision.get("number", "")),
        "dateModified": revision.get("date", ""),
        "lastReviewed": reviewed["at"] if reviewed else "",
        "author": {"@type": "Organization", "name": f"{site['name']} contributors"},
        "publisher": publisher,
        "isPartOf": {"@type": "WebSite", "name": site["name"], "url": site["url"]},
        "about": _about(parts),
        "citation": [_cited(entry) for entry in parts["references"][:MOST_CITED] if entry["html"]],
    }


def _about(parts: dict) -> list[dict]:
    if parts["kind"] == "hypothesis":
        return [{"@type": "Gene", "name": gene["symbol"]} for gene in parts["target_genes"]]
    about = ABOUT.get(parts["entity_type"])
    return [{"@type": about, "name": parts["title"]}] if about else []


def _cited(entry: dict) -> dict:
    return {"@type": "CreativeWork", "name": entry["title"], **_identified(entry)}


def _work(parts: dict) -> dict:
    csl = parts["cite"]["csl"]
    container = csl.get("container-title", "")
    return {
        "@type": WORKS.get(parts["type"], "CreativeWork"),
        "name": csl_title(csl),
        "author": [{"@type": "Person", "name": name} for name in author_names(csl)[:MOST_CITED]],
        "datePublished": csl_date(csl),
        "isPartOf": {"@type": "Periodical", "name": container} if container else "",
        "volumeNumber": csl.get("volume", ""),
        "issueNumber": csl.get("issue", ""),
        "pagination": csl.get("page", ""),
        "publisher": csl.get("publisher", ""),
        "creativeWorkStatus": parts["status"],
        **_identified(parts),
    }


def _identified(work: dict) -> dict:
    """The work's addresses elsewhere, by its identifiers."""
    same = [Identifier(scheme, work[scheme]).url for scheme in ("doi", "pmid", "pmcid") if work.get(scheme)]
    return {"sameAs": same} if same else {}
