"""The database itself refuses rows that break a rule, whoever writes them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from artifacts.models import (
    Address,
    Analysis,
    Artifact,
    Batch,
    Citation,
    Draft,
    Evidence,
    Hypothesis,
    InfoboxRow,
    Merge,
    NotDuplicate,
    ProvenanceEdge,
    Publication,
    PublicationInput,
    Reference,
    Relation,
    RevisionInfo,
    WikiPage,
)
from artifacts.models.artifact import ArtifactRow
from tests.helpers import make_analysis, make_hypothesis, make_page, make_reference, someone

pytestmark = pytest.mark.django_db


def refused(write) -> bool:
    """Whether the database refuses a write; what it took is taken back."""
    try:
        with transaction.atomic():
            write()
            transaction.set_rollback(True)
    except IntegrityError:
        return True
    return False


def bare(public_id: str, kind: str = "page", **fields) -> Artifact:
    return Artifact.objects.create(public_id=public_id, kind=kind, **fields)


def test_an_address_leads_to_one_artifact():
    make_page("smn1")
    other = bare("other")

    assert refused(lambda: Address.objects.create(key="Genes-SMN1", artifact=other, kind="imported"))
    assert refused(lambda: Address.objects.create(key="WIKI-genes-smn1", artifact=other, kind="slug"))
    assert not refused(lambda: Address.objects.create(key="genes-smn2", artifact=other, kind="slug"))


@pytest.mark.parametrize("fields", [{"key": "", "kind": "slug"}, {"key": "x", "kind": "nickname"}])
def test_an_address_has_a_key_and_a_known_kind(fields):
    artifact = bare("other")

    assert refused(lambda: Address.objects.create(artifact=artifact, **fields))


def test_an_artifact_has_one_address_of_kind_id():
    page = make_page("smn1")

    assert refused(lambda: Address.objects.create(key="second", artifact=page, kind="id"))
    assert not refused(lambda: Address.objects.create(key="second", artifact=page, kind="renamed"))


def test_an_artifact_id_is_never_given_twice():
    bare("h-1")

    assert refused(lambda: bare("h-1"))


@pytest.mark.parametrize("fields", [{"kind": "poem"}, {"state": "asleep"}])
def test_an_artifact_has_a_known_kind_and_state(fields):
    assert refused(lambda: Artifact.objects.create(**{"public_id": "x", "kind": "page", **fields}))


def test_no_artifact_is_merged_into_itself():
    artifact = bare("a")

    assert refused(lambda: Artifact.objects.filter(pk=artifact.pk).update(state="merged", merged_into=artifact))


def test_a_merged_artifact_says_where_it_leads_and_no_other_does():
    target, artifact = bare("b"), bare("a")
    row = Artifact.objects.filter(pk=artifact.pk)

    assert refused(lambda: row.update(state="merged"))
    assert refused(lambda: row.update(merged_into=target))
    assert refused(lambda: row.update(state="withdrawn", merged_into=target))
    assert not refused(lambda: row.update(state="merged", merged_into=target))


def test_what_is_pointed_at_is_not_deleted():
    reference = make_reference()
    page = make_page("smn1", body="[@a]", citations={"a": reference.public_id})
    revision = page.revisions.get()

    for row in (page, reference.row, revision, revision.version, revision.author):
        with pytest.raises(ProtectedError):
            row.delete()


def test_a_citekey_stands_once_per_page():
    one, two = make_page("one", body="[@a]").row, make_page("two").row

    assert refused(lambda: Citation.objects.create(page=one, key="a"))
    assert not refused(lambda: Citation.objects.create(page=two, key="a"))


def test_an_infobox_row_has_a_known_kind_and_its_own_place():
    page = make_page("one", infobox=[{"label": "Symbol", "value": "SMN1"}]).row

    assert refused(lambda: InfoboxRow.objects.create(page=page, position=0))
    assert refused(lambda: InfoboxRow.objects.create(page=page, position=1, kind="footer"))
    assert not refused(lambda: InfoboxRow.objects.create(page=page, position=1, kind="full"))


def test_evidence_has_a_known_stance_and_its_own_place():
    hypothesis = make_hypothesis(evidence=[{"claim": "It does."}]).row

    assert refused(lambda: Evidence.objects.create(hypothesis=hypothesis, position=0, claim="x"))
    assert refused(lambda: Evidence.objects.create(hypothesis=hypothesis, position=1, claim="x", stance="beside"))
    assert not refused(lambda: Evidence.objects.create(hypothesis=hypothesis, position=1, claim="x", stance="against"))


@pytest.mark.parametrize("field", ["novelty", "reproducibility", "imported_composite"])
@pytest.mark.parametrize(("score", "outside"), [(-0.01, True), (0, False), (1, False), (1.01, True), (None, False)])
def test_a_score_lies_between_0_and_1(field, score, outside):
    row = Hypothesis.objects.filter(pk=make_hypothesis().pk)

    assert refused(lambda: row.update(**{field: score})) == outside


@pytest.mark.parametrize("field", ["doi", "pmid", "pmcid"])
def test_an_identifier_belongs_to_one_work_where_it_is_present(field):
    value = {"doi": "10.1016/0092-8674(95)90460-3", "pmid": "7813012", "pmcid": "PMC4782111"}[field]
    make_reference("one", **{field: value})
    other = Reference.objects.filter(pk=make_reference("two").pk)

    assert refused(lambda: other.update(**{field: value}))
    assert not refused(lambda: other.update(**{field: ""}))


@pytest.mark.parametrize(
    ("make", "model", "field"),
    [
        (make_page, WikiPage, "entity_type"),
        (make_hypothesis, Hypothesis, "status"),
        (make_analysis, Analysis, "status"),
        (make_reference, Reference, "status"),
    ],
)
def test_a_choice_is_one_of_its_choices_in_the_database_too(make, model, field):
    row = model.objects.filter(pk=make().pk)

    assert refused(lambda: row.update(**{field: "invented"}))
    for value, _label in model._meta.get_field(field).choices:
        row.update(**{field: value})


def test_a_page_is_related_to_a_hypothesis_once():
    hypothesis = make_hypothesis()
    page = make_page("one", relations=[{"to": hypothesis.public_id}]).row

    assert refused(lambda: Relation.objects.create(page=page, target=hypothesis))
    assert refused(lambda: Relation.objects.update(origin="dreamt"))
    assert refused(lambda: Relation.objects.update(dismissed_by=someone()))
    assert not refused(lambda: Relation.objects.update(dismissed_by=someone(), dismissed_at=timezone.now()))


def test_a_revision_number_is_given_once_per_artifact_and_begins_at_1():
    revision = make_page("one").revisions.get()
    other = make_page("two").revisions.get()

    def again(number, artifact):
        copy = RevisionInfo.objects.get(pk=revision.pk)
        copy.pk, copy.version, copy.removed, copy.number, copy.artifact = None, None, "pruned", number, artifact
        copy.save(force_insert=True)

    assert refused(lambda: again(1, revision.artifact))
    assert refused(lambda: again(0, revision.artifact))
    assert not refused(lambda: again(2, revision.artifact))
    assert refused(lambda: RevisionInfo.objects.filter(pk=other.pk).update(version=revision.version))
    assert refused(lambda: RevisionInfo.objects.filter(pk=other.pk).update(review="glanced"))


def test_an_artifact_has_one_publication_that_lists_each_input_once():
    publication = make_page("one", body="[[genes-two]]").publication
    entry = publication.inputs.first()

    assert refused(
        lambda: Publication.objects.create(
            artifact=publication.artifact,
            revision=publication.revision,
            parts={},
            published_at=timezone.now(),
            rendered_at=timezone.now(),
        )
    )
    assert refused(lambda: PublicationInput.objects.create(publication=publication, key=entry.key, role=entry.role))
    assert refused(lambda: PublicationInput.objects.create(publication=publication, key="x", role="rumour"))


def test_a_merge_is_of_two_and_stands_once_per_source():
    one, two = make_page("one"), make_page("two")
    revisions = {
        **{f"source_{when}": one.revisions.get() for when in ("before", "after")},
        **{f"target_{when}": two.revisions.get() for when in ("before", "after")},
    }

    def merge(source, target, **fields):
        Merge.objects.create(source=source, target=target, by=someone(), at=timezone.now(), **revisions, **fields)

    assert refused(lambda: merge(one, one))
    merge(one, two)
    assert refused(lambda: merge(one, two))
    undone = {"undone_by": someone(), "undone_at": timezone.now()}
    assert not refused(lambda: merge(one, two, target_parted=two.revisions.newest(), **undone))
    assert refused(lambda: merge(one, two, **undone))
    assert refused(lambda: merge(two, one, undone_at=timezone.now()))
    assert refused(lambda: merge(two, one, undone_by=someone()))


def test_a_pair_is_judged_once_and_in_order():
    one, two = bare("one"), bare("two")

    def judge(first, second):
        NotDuplicate.objects.create(first=first, second=second, by=someone())

    assert refused(lambda: judge(two, one))
    assert refused(lambda: judge(one, one))
    judge(one, two)
    assert refused(lambda: judge(one, two))


def test_a_draft_belongs_to_somebody_and_an_autosave_is_kept_once():
    artifact, batch = bare("one"), Batch.objects.create(name="dump", by=someone())

    def draft(**fields):
        Draft.objects.create(artifact=artifact, document={}, **fields)

    assert refused(lambda: draft(kind="autosave"))
    assert refused(lambda: draft(kind="scribble", user=someone()))
    draft(kind="autosave", user=someone())
    assert refused(lambda: draft(kind="autosave", user=someone()))
    assert not refused(lambda: draft(kind="proposal", user=someone()))
    assert not refused(lambda: draft(kind="proposal", batch=batch))
    assert refused(lambda: Batch.objects.create(name="dump"))


def test_a_provenance_edge_stands_once():
    artifact = bare("one")
    edge = {"subject": artifact, "relation": "wasDerivedFrom", "object": "https://example.org/x"}
    ProvenanceEdge.objects.create(**edge)

    assert refused(lambda: ProvenanceEdge.objects.create(**edge))


def test_the_four_kinds_are_the_rows_of_artifacts():
    kinds = {model._meta.model_name.removeprefix("wiki") for model in ArtifactRow.__subclasses__()}

    assert kinds == set(Artifact.Kind.values)


def test_cleaning_tells_of_a_merge_that_leads_back():
    one, two, three = bare("one"), bare("two"), bare("three")
    Artifact.objects.filter(pk=two.pk).update(state="merged", merged_into=one)
    Artifact.objects.filter(pk=three.pk).update(state="merged", merged_into=two)
    one.merged_into = Artifact.objects.get(pk=three.pk)

    with pytest.raises(ValidationError) as refusal:
        one.clean()

    assert refusal.value.message_dict == {"merged_into": ["That artifact was itself merged into this one."]}


@pytest.mark.parametrize(
    ("row", "field", "sentence"),
    [
        (WikiPage(metadata=[]), "metadata", 'This must be a JSON object, as in {"origin_type": "import"}.'),
        (Analysis(metadata="x"), "metadata", 'This must be a JSON object, as in {"origin_type": "import"}.'),
        (Hypothesis(metadata=1), "metadata", 'This must be a JSON object, as in {"origin_type": "import"}.'),
        (Reference(csl=[]), "csl", 'This must be a JSON object, as in {"origin_type": "import"}.'),
    ],
)
def test_cleaning_refuses_data_that_is_no_object(row, field, sentence):
    with pytest.raises(ValidationError) as refusal:
        row.clean()

    assert refusal.value.message_dict == {field: [sentence]}


@pytest.mark.parametrize(
    ("row", "field", "sentence"),
    [
        (WikiPage(slug="Genes SMN1"), "slug", "A slug holds lower-case letters, digits, dots, underscores and hyphens"),
        (WikiPage(body="x" * (1024 * 1024 + 1)), "body", "1 MiB is the most"),
        (WikiPage(body=">" * 101 + " x"), "body", "more than 100 levels deep"),
        (Citation(key="two words"), "key", "A citekey holds letters, digits and the signs _ : . - only"),
        (Reference(doi="11.1/x"), "doi", "is no DOI"),
        (Reference(doi="10.1056/NEJMoa1702752"), "doi", "normalised form, 10.1056/nejmoa1702752"),
        (Reference(pmid="PMID"), "pmid", "is no PMID"),
        (Reference(pmcid="12x"), "pmcid", "is no PMCID"),
        (Reference(url="javascript:alert(1)"), "url", "A web address begins with https://"),
        (Hypothesis(novelty=1.5), "novelty", "A score lies between 0 and 1."),
        (Hypothesis(target_genes=["SMN 1"]), "target_genes", "a list of symbols without blanks"),
    ],
)
def test_a_field_refuses_with_a_sentence_that_says_what_to_do(row, field, sentence):
    with pytest.raises(ValidationError) as refusal:
        row.clean_fields(exclude={"artifact", "page", "hypothesis"})

    assert sentence in refusal.value.message_dict[field][0]
