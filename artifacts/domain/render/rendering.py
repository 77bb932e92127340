"""One rendering: its texts parsed together, so that links resolve in one query and citations count through."""

import json
import re
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import translation

from artifacts.domain.accounts import name_of
from artifacts.domain.known import Known
from artifacts.domain.render.cite import cite_parts
from artifacts.domain.render.claims import claims_by_work
from artifacts.domain.render.glance import glance_parts
from artifacts.domain.render.pictures import sizes_of, stored_path
from artifacts.domain.render.provenance import merge_trace, merged_ids, origin_parts, provenance_parts
from artifacts.domain.render.source import Source, gene_keys
from artifacts.domain.shown import Inputs, Role, Shown, contents_shown, link_targets
from artifacts.representations.csl import author_names, clean_csl, csl_title, csl_year, short_authors
from artifacts.representations.styles import format_citation
from artifacts.text.addresses import normalise_key
from artifacts.text.citations import Citations, leads_by_itself
from artifacts.text.identifiers import find_identifier
from artifacts.text.lint import Subject, unsourced
from artifacts.text.markdown import Context, headings, parse, parse_inline, plain_text, render

RENDERER_VERSION = "5"
REFERENCE_STYLE = "ama"
SENTENCE = re.compile(r".{20,300}?[.!?](?=\s|$)|.{1,300}(?=\s|$)", re.DOTALL)
DRAWN = ('class="mermaid', 'class="tex"')


@dataclass(frozen=True)
class Rendered:
    parts: dict
    inputs: Inputs


@dataclass
class Text:
    """One text of an artifact: Markdown in, HTML once everything it draws on is known."""

    parsed: object
    html: str = ""


@dataclass
class Rendering:
    """Parsed when it is made; what `keys` and `ids` lead to must be `known` before anything is rendered."""

    content: dict
    sources: list[Source]
    artifact: object
    revision: object = None
    pins: dict[str, int] | None = None
    lines: bool = False
    known: Known | None = None
    inputs: Inputs = field(default_factory=Inputs)
    doubts: list = field(default_factory=list)
    # Whether a text holds a diagram or a formula, for which a page brings what draws them.
    drawn: bool = False

    def __post_init__(self):
        self.unsourced = unsourced(Subject(self.content))
        self.texts = [Text((parse_inline if source.inline else parse)(source.text)) for source in self.sources]
        citations = self.content.get("citations", {})
        self.citekeys = {key: citations.get(key) for text in self.texts for key in text.parsed.citekeys}
        loose = (key for key, work in self.citekeys.items() if work is None and leads_by_itself(key))
        self.loose = {key: normalise_key(key) for key in loose}

    @property
    def keys(self) -> set[str]:
        """The address keys that it looks at."""
        linked = {key for text in self.texts for keys in text.parsed.target_keys for key in keys}
        genes = {key for symbol in self.content.get("target_genes", ()) for key in gene_keys(symbol)}
        return linked | genes | set(self.loose.values())

    @property
    def ids(self) -> set[str]:
        """The ids of what it shows or names."""
        related = {relation["to"] for relation in self.content.get("relations", ())}
        return {*self.citekeys.values(), *related, self.content.get("analysis")}

    @property
    def mentioned(self) -> set[str]:
        """The ids of what was folded in, as its metadata has them."""
        return merged_ids(self.content["metadata"])

    def shown(self, ids, role: str) -> dict[str, Shown]:
        return contents_shown(ids, role, self.inputs, self.pins, self.known)

    def rendered_texts(self) -> list[Text]:
        """The texts in the order in which readers meet them; sets `works` and `citations` for the reference list."""
        texts = self.texts
        self.named = works_by_key = self._works_by_key()
        self.works = self.shown([work for work in dict.fromkeys(works_by_key.values()) if work], Role.REFERENCE)
        numbered = Citations(
            {key: self.works[work].public_id for key, work in works_by_key.items() if work in self.works}
        )
        targets = link_targets([keys for text in texts for keys in text.parsed.target_keys], self.inputs, self.known)
        images = {image: path for text in texts for image in text.parsed.images if (path := stored_path(image))}
        for path in images.values():
            self.inputs.add(Role.IMAGE, normalise_key(path), None)
        sizes = sizes_of(images)
        for text, source in zip(texts, self.sources, strict=True):
            context = Context(
                targets=targets,
                citations=numbered,
                lines=self.lines and not source.inline,
                unsourced=frozenset() if source.inline else self.unsourced.lines,
                doubts=self.doubts,
                sizes=sizes,
            )
            text.html = render(text.parsed, context)
            self.drawn |= any(mark in text.html for mark in DRAWN)
        self.citations = numbered
        return texts

    def _works_by_key(self) -> dict[str, str | None]:
        """The reference's id for each citekey; a key that is an identifier or an id leads there by its address."""
        works = dict(self.citekeys)
        for key, address in self.loose.items():
            self.inputs.add(Role.REFERENCE, address, self.known.lead(address))
            works[key] = self.known.work_by_name(address)
        return works

    def references(self, own_claims=()) -> list[dict]:
        """The numbered reference list of the texts rendered so far."""
        shown = {work.public_id: work for work in self.works.values()}
        claims = claims_by_work(self, own_claims)
        return [
            self._reference(entry, shown.get(entry.work), claims.get(entry.work, []))
            for entry in self.citations.entries
        ]

    def _reference(self, entry, work, claims) -> dict:
        listed = {"number": entry.number, "citekeys": list(entry.keys), "uses": list(entry.anchors), "work": entry.work}
        if work is None:
            # A work that somebody named but nobody has published is not yet for readers.
            status = "unpublished" if any(self.named.get(key) for key in entry.keys) else "unresolved"
            return {**listed, "html": "", "status": status, **_identifier_of(entry.keys[0])}
        told = self.known.told
        if work.artifact.pk not in told:
            told[work.artifact.pk] = _work_parts(work)
        return {**listed, **told[work.artifact.pk], "claims": claims}

    def finished(self, parts: dict) -> Rendered:
        """The parts of this kind with those that every kind has."""
        body = parts.pop("text", None)
        plain = plain_text(body.parsed) if body else ""
        toc = headings(body.parsed) if body else ()
        with translation.override(settings.LANGUAGE_CODE):
            common = {
                "kind": self.content["kind"],
                "public_id": self.artifact.public_id,
                "entity_type": self.content.get("entity_type", ""),
                "summary": first_sentence(plain, {heading.text for heading in toc}),
                "toc": [{"level": h.level, "text": h.text, "anchor": h.anchor} for h in toc],
                "body": body.html if body else "",
                "drawn": self.drawn,
                "glance": glance_parts(self.unsourced.coverage, parts["references"], self.doubts),
                "provenance": provenance_parts(self.artifact, self.revision),
                "origin": origin_parts(self.artifact, self.revision),
                **telling_parts(self.content, self.artifact, self.revision, parts["title"], self.known),
            }
        return Rendered({**common, **parts}, self.inputs)


def telling_parts(content: dict, artifact, revision, title: str, known: Known) -> dict:
    """The parts that tell of an artifact and its revision, beside where these come from, and nothing of its text."""
    return {
        "title": title,
        "metadata": plain_metadata(content),
        "raw_metadata": json.dumps(content["metadata"], indent=2, ensure_ascii=False, sort_keys=True),
        "merged_from": merge_trace(content["metadata"], artifact, known),
        "revision": revision_parts(revision),
        "cite": cite_parts(content, artifact, revision, title),
    }


def _work_parts(work: Shown) -> dict:
    """What every list of references tells of a work."""
    content = work.content
    csl = clean_csl(content["csl"])
    return {
        "html": format_citation(csl, REFERENCE_STYLE),
        "title": csl_title(csl),
        "authors": short_authors(author_names(csl)),
        "container": csl.get("container-title", ""),
        "year": csl_year(csl),
        "href": work.href,
        **{name: content[name] for name in ("doi", "pmid", "pmcid", "url", "status", "status_date")},
    }


def _identifier_of(key: str) -> dict:
    """What can be told of a work that nobody has entered: the identifier that is its citekey, if it is one."""
    names = dict.fromkeys(("doi", "pmid", "pmcid", "url", "href"), "")
    identifier = find_identifier(key)
    return {**names, identifier.scheme: identifier.value} if identifier else names


def first_sentence(plain: str, headings: set[str]) -> str:
    """The first sentence of prose, at most 300 characters; headings are passed over."""
    for line in plain.splitlines():
        line = line.strip()
        if len(line) > 30 and line not in headings and (match := SENTENCE.match(line)):
            return match[0].strip()
    return ""


def plain_metadata(content: dict) -> list[list[str]]:
    """What is known of an artifact beside what is shown of it elsewhere, by key."""
    metadata = content["metadata"] | ({"kg_node_id": content["kg_node_id"]} if content.get("kg_node_id") else {})
    shown = [(key, value) for key, value in sorted(metadata.items()) if not key.startswith("__")]
    return [[key, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)] for key, value in shown]


def revision_parts(revision) -> dict | None:
    if revision is None:
        return None
    return {
        "number": revision.number,
        "date": revision.date.isoformat(),
        "author": revision.author_name,
        "summary": revision.summary,
        "sha256": revision.content_sha256,
        "reviewed": reviewed_parts(revision),
    }


def reviewed_parts(revision) -> dict | None:
    """Who approved a revision, and when."""
    if revision.review != "approved" or revision.review_by is None:
        return None
    return {"by": name_of(revision.review_by), "at": revision.review_at.isoformat()}
