"""A large site for measuring lists: pages with histories, check-ups, citations and tags, written by bulk insert."""

import datetime
from collections.abc import Iterable
from random import Random

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from reversion.models import Revision, Version

from artifacts.domain.save import chain_hash
from artifacts.domain.search.index import index
from artifacts.models import (
    Address,
    Artifact,
    Checkup,
    Citation,
    Finding,
    PageTag,
    Publication,
    Reference,
    RevisionInfo,
    RevisionTag,
    WikiPage,
)
from artifacts.representations.canonical import canonical, sha256
from artifacts.representations.document import make_document, pack

CHUNK = 1_000
CITED = 10
WORDS = (
    *("neuron", "synapse", "kinase", "receptor", "lysosome", "tau", "amyloid", "autophagy", "microglia", "dopamine"),
    *("cortex", "axon", "mitochondria", "splicing", "chaperone", "oligomer", "glia", "ubiquitin", "vesicle", "calcium"),
)
SYLLABLES = ("syn", "ta", "lor", "me", "kin", "ubi", "ra", "dol", "ne", "phos", "vi", "gra", "tu", "bel", "mo", "zan")
TAGS = ("to check", "from dump", "checked", "core", "imaging")
RULES = {
    "error": ("unresolved-citekey", "cut-target", "raw-html", "empty-title"),
    "warning": ("empty-section", "lead-in-without-list", "heading-skips", "no-alt-text"),
    "info": ("boilerplate", "slug-as-link-text", "no-https", "unlinked-term"),
}


class LargeSite:
    """The same site each time for the same numbers: its chances are seeded."""

    def __init__(self, author):
        self.author, self.pages, self.works = author, 0, 0
        self.chance = Random(7)
        self.date = timezone.now() - datetime.timedelta(days=400)
        self.approved = {"review": RevisionInfo.Review.APPROVED, "review_by": author, "review_at": self.date}

    def grow(self, pages: int, works: int) -> None:
        """Write works and pages until there are so many."""
        for numbers in chunks(range(self.works, works)):
            self.write_works(numbers)
        self.works = works
        written = Reference.objects.filter(artifact__public_id__startswith="ref-bench").order_by("pk")
        self.references = list(written.values_list("pk", "artifact__public_id"))
        for numbers in chunks(range(self.pages, pages)):
            self.write_pages(numbers)
        self.pages = pages

    def write_works(self, numbers) -> None:
        ids = [f"ref-bench{n}" for n in numbers]
        artifacts = self.write_artifacts(ids, "reference", [[f"pmid:{30_000_000 + n}"] for n in numbers])
        contents = [self.work(n) for n in numbers]
        Reference.objects.bulk_create(
            Reference(
                artifact=artifact,
                title=content["csl"]["title"],
                year=content["csl"]["issued"]["date-parts"][0][0],
                **content,
            )
            for artifact, content in zip(artifacts, contents, strict=True)
        )
        self.write_histories(artifacts, contents)

    def work(self, n: int) -> dict:
        author = {"family": f"Author{n % 900}", "given": "A"}
        csl = {
            "type": "article-journal",
            "title": f"{self.title(n)} in disease",
            "author": [author],
            "issued": {"date-parts": [[1990 + n % 35]]},
        }
        status = "retracted" if n % 200 == 0 else "unverified"
        content = {"csl": csl, "doi": "", "pmid": str(30_000_000 + n), "pmcid": "", "url": "", "status": status}
        return content | {"status_date": None, "status_source": "", "metadata": {}}

    def write_pages(self, numbers) -> None:
        slugs = [f"genes-bench{n}" for n in numbers]
        artifacts = self.write_artifacts([f"wiki-{slug}" for slug in slugs], "page", [[slug] for slug in slugs])
        contents = [self.page(slug, n) for slug, n in zip(slugs, numbers, strict=True)]
        made = list(zip(artifacts, contents, strict=True))
        fields = ("slug", "title", "entity_type", "body", "metadata")
        WikiPage.objects.bulk_create(
            WikiPage(artifact=artifact, **{field: content[field] for field in fields}) for artifact, content in made
        )
        works = {public_id: pk for pk, public_id in self.references}
        Citation.objects.bulk_create(
            Citation(page_id=artifact.pk, key=key, reference_id=works.get(target))
            for artifact, content in made
            for key, target in content["citations"].items()
        )
        PageTag.objects.bulk_create(
            PageTag(page_id=artifact.pk, name=name)
            for artifact, content in made
            for name in content["metadata"].get("tags", ())
        )
        self.write_checkups(self.write_histories(artifacts, contents))

    def page(self, slug: str, n: int) -> dict:
        cited = {
            f"work{number}": None if self.chance.random() < 0.03 else self.references[number][1]
            for number in (self.chance.randrange(self.works) for _ in range(CITED))
        }
        sentences = [f"{self.title(n + m)} binds its partner in neurons.[@{key}]" for m, key in enumerate(cited)]
        tags = [name for name in TAGS if self.chance.random() < 0.1]
        return {
            "slug": slug,
            "title": self.title(n),
            "entity_type": self.chance.choice(WikiPage.EntityType.values),
            "body": "\n\n".join(f"## Section {m}\n\n{' '.join(sentences)}" for m in range(6)),
            "kg_node_id": "",
            "metadata": {"tags": tags} if tags else {},
            "infobox": [],
            "citations": dict(sorted(cited.items())),
            "relations": [],
        }

    def title(self, n: int) -> str:
        names = [WORDS[(n // 20**place) % 20] for place in range(3)]
        return " ".join(names).capitalize() + f" {n}"

    def write_artifacts(self, ids, kind: str, keys) -> list[Artifact]:
        artifacts = Artifact.objects.bulk_create(Artifact(public_id=public_id, kind=kind) for public_id in ids)
        second = Address.Kind.SLUG if kind == "page" else Address.Kind.IDENTIFIER
        Address.objects.bulk_create(
            Address(key=key, artifact=artifact, kind=address_kind)
            for artifact, others in zip(artifacts, keys, strict=True)
            for key, address_kind in ((artifact.public_id, Address.Kind.ID), *((key, second) for key in others))
        )
        return artifacts

    def write_histories(self, artifacts, contents) -> list[RevisionInfo]:
        """Two revisions of each, alike but for their number, all but a tenth of the second ones published; these."""
        content_type = ContentType.objects.get_for_model(type(artifacts[0].row))
        whole = [
            {"id": artifact.public_id, "kind": artifact.kind, "state": {"name": "active"}, **content}
            for artifact, content in zip(artifacts, contents, strict=True)
        ]
        documents = [make_document(content, {}) for content in whole]
        packed = [pack(document) for document in documents]
        hashes = [
            {"size": len(canonical(document)), "content_sha256": sha256(content), "document_sha256": sha256(document)}
            for content, document in zip(whole, documents, strict=True)
        ]
        first = self.write_revisions(1, artifacts, packed, hashes, content_type, [""] * len(artifacts))
        chains = [info.chain_sha256 for info in first]
        second = self.write_revisions(2, artifacts, packed, hashes, content_type, chains)
        self.write_publications(first, second, contents)
        return second

    def write_revisions(self, number: int, artifacts, packed, hashes, content_type, chains) -> list[RevisionInfo]:
        made = Revision.objects.bulk_create(
            Revision(date_created=self.date, user=self.author, comment="Bench") for _ in artifacts
        )
        versions = Version.objects.bulk_create(
            Version(
                revision=revision,
                object_id=str(artifact.pk),
                content_type=content_type,
                db="default",
                format="scidex-document",
                serialized_data=text,
                object_repr=artifact.public_id,
            )
            for revision, artifact, text in zip(made, artifacts, packed, strict=True)
        )
        infos = [
            RevisionInfo(
                artifact=artifact,
                number=number,
                version=version,
                author=self.author,
                author_name="Bench",
                date=self.date,
                summary="Bench",
                first_published=self.date,
                **(self.approved if number == 1 else {}),
                **own,
            )
            for artifact, version, own in zip(artifacts, versions, hashes, strict=True)
        ]
        for info, chain in zip(infos, chains, strict=True):
            info.chain_sha256 = chain_hash(info, chain)
        infos = RevisionInfo.objects.bulk_create(infos)
        RevisionTag.objects.bulk_create(RevisionTag(revision=info, name="import") for info in infos)
        return infos

    def write_publications(self, first, newest, contents) -> None:
        publications = Publication.objects.bulk_create(
            Publication(
                artifact=last.artifact,
                revision=early if self.chance.random() < 0.1 else last,
                title=content.get("title") or content["csl"]["title"],
                entity_type=content.get("entity_type", ""),
                parts=self.parts(content),
                etag="bench",
                renderer_version="bench",
                published_at=self.date,
                rendered_at=self.date,
            )
            for early, last, content in zip(first, newest, contents, strict=True)
        )
        index(publications)

    def parts(self, content: dict) -> dict:
        """What lists and search read of the parts. Each page has a name that no other has."""
        parts = {"kind": "page" if "body" in content else "reference", "references": [], "metadata": []}
        parts["revision"] = {"reviewed": None}
        if "body" in content:
            alias = "".join(self.chance.choice(SYLLABLES) for _ in range(4))
            return parts | {
                "body": content["body"],
                "infobox": [{"label": "Aliases", "value": alias}],
                "hypotheses": [{"title": "An idea"}] if self.chance.random() < 0.2 else [],
            }
        authors = [name["family"] for name in content["csl"]["author"]]
        return parts | {"body": "", "html": f"{authors[0]}. {content['csl']['title']}", "authors": authors}

    def write_checkups(self, infos) -> None:
        found = [{severity: self.chance.randrange(4) for severity in RULES} for _ in infos]
        checkups = Checkup.objects.bulk_create(
            Checkup(
                revision=info,
                artifact=info.artifact,
                errors=counts["error"],
                warnings=counts["warning"],
                infos=counts["info"],
                claims=10,
                sourced=self.chance.randrange(11),
                by_rule={RULES[severity][number % 4]: n for severity, n in counts.items() if n},
            )
            for number, (info, counts) in enumerate(zip(infos, found, strict=True))
        )
        Finding.objects.bulk_create(
            Finding(checkup=checkup, rule=RULES[severity][number % 4], severity=severity, part="line", place=str(n + 1))
            for number, (checkup, counts) in enumerate(zip(checkups, found, strict=True))
            for severity, many in counts.items()
            for n in range(many)
        )


def chunks(numbers: range) -> Iterable[range]:
    return (numbers[at : at + CHUNK] for at in range(0, len(numbers), CHUNK))
