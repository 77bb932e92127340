"""Writing: prepared artifacts written with a revision each, new ones by bulk statements under the rules of `save`."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from reversion.models import Revision, Version

from artifacts.apps import DOCUMENT_FORMAT
from artifacts.domain.addressing import claims, give_addresses, holders_of, wanted_keys
from artifacts.domain.checkup import checking_once
from artifacts.domain.dumps.identifying import Identified, identify
from artifacts.domain.dumps.naming import Pinning, known_works, self_leading
from artifacts.domain.dumps.passes import Unit
from artifacts.domain.dumps.preparing import Preparation, Prepared, refusing
from artifacts.domain.imports import propose
from artifacts.domain.rows import named_in, write_new_rows
from artifacts.domain.save import locked, new_info, save, tag_rows
from artifacts.models import (
    Address,
    Artifact,
    Batch,
    ImportRecord,
    ProvenanceEdge,
    RevisionInfo,
    RevisionTag,
    newest_of,
)
from artifacts.representations.contents import content_of
from artifacts.representations.dumps import Reject
from artifacts.text.addresses import normalise_key

TAGS = ("import", "dump")
Outcome = ImportRecord.Outcome


class Made(NamedTuple):
    """One artifact that was met: what was prepared of it, and what became of it."""

    prepared: Prepared
    artifact: Artifact
    outcome: str
    revision: RevisionInfo | None = None
    # Keys that lead elsewhere, and where.
    rivals: dict[str, str] = {}
    # Keys that were given to what stood here already.
    given: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class Writer:
    """Writes chunks for one batch. The caller opens a transaction for each chunk."""

    def __init__(self, batch: Batch, by):
        self.batch, self.by = batch, by

    def write(self, units: list[Unit], preparation: Preparation) -> tuple[list[Made], list[Reject]]:
        """Write a chunk; what was met, and what is refused by rules that only the whole site can tell."""
        self.units, self.refused = units, []
        ids, new = known_works(work.incoming for work in preparation.works)
        fresh = {work.public_id for work in new}
        made = self.write_new([work for work in preparation.works if work.public_id in fresh])
        identified = identify(self.settled(preparation.prepared, ids), self.batch)
        made += self.write_new(identified.new)
        made += self.write_known(identified)
        for prepared, sentence in identified.repeated:
            self.refused.append(units[prepared.unit].record.refused(sentence))
        self.write_records(made)
        return made, self.refused

    def settled(self, prepared: list[Prepared], ids: dict[str, str]) -> list[Prepared]:
        """With the works that other chunks brought since: the ids that they have, and what names lead to."""
        done = [self._naming(one, ids) for one in prepared] if ids else prepared
        open_ = [one.content for one in done if ids or self_leading(one.content)]
        if not open_:
            return done
        pinning = Pinning(open_, (), self.batch.pk)
        return [
            one.with_pins(pins)
            if (ids or self_leading(one.content)) and (pins := pinning.pins_of(one.content)) != one.pins
            else one
            for one in done
        ]

    def _naming(self, one: Prepared, ids: dict[str, str]) -> Prepared:
        content = replace(one.incoming, content=one.content).naming(ids).content
        return one if content == one.content else one.with_content(content)

    def write_new(self, prepared: list[Prepared]) -> list[Made]:
        if not prepared:
            return []
        artifacts = Artifact.objects.bulk_create(Artifact(public_id=one.public_id, kind=one.kind) for one in prepared)
        addressed = self._with_addresses(list(zip(artifacts, prepared, strict=True)))
        pks = {artifact.pk for artifact, _one, _rivals in addressed}
        if refused := [artifact.pk for artifact in artifacts if artifact.pk not in pks]:
            Artifact.objects.filter(pk__in=refused).delete()
        pairs = [(artifact, one.content) for artifact, one, _rivals in addressed]
        rows = write_new_rows(pairs, named_in(one.content for _artifact, one, _rivals in addressed))
        infos = self._write_revisions(addressed, rows)
        ProvenanceEdge.objects.bulk_create(
            (
                ProvenanceEdge(subject=artifact, relation=relation, object=target, batch=self.batch)
                for artifact, one, _rivals in addressed
                for relation, target in edges_of(one)
            ),
            ignore_conflicts=True,
        )
        return [
            Made(one, artifact, Outcome.NEW, info, rivals)
            for (artifact, one, rivals), info in zip(addressed, infos, strict=True)
        ]

    def _with_addresses(self, pairs) -> list[tuple[Artifact, Prepared, dict[str, str]]]:
        """Those whose addresses are free, which are written; the others are refused."""
        wanted, kept, changed = {}, [], {}
        for artifact, one in pairs:
            with self._refusing(one):
                wanted[artifact.pk] = wanted_keys(artifact, one.content, one.incoming.addresses)
        holders = holders_of({key for keys in wanted.values() for key in keys})
        for artifact, one in pairs:
            if artifact.pk not in wanted:
                continue
            with self._refusing(one):
                rivals = take_rivals(artifact, one, wanted[artifact.pk], holders)
                for address in claims(artifact, wanted[artifact.pk], holders):
                    holders[address.key] = changed[address.key] = address
                kept.append((artifact, one, rivals))
        for address in changed.values():
            if address.pk is not None:
                address.save()
        Address.objects.bulk_create(changed[key] for key in sorted(changed) if changed[key].pk is None)
        return kept

    def _write_revisions(self, addressed, rows) -> list[RevisionInfo]:
        date = timezone.now()
        summaries = [summary_of(self.batch, one) for _artifact, one, _rivals in addressed]
        revisions = Revision.objects.bulk_create(
            Revision(date_created=date, user=self.by, comment=summary) for summary in summaries
        )
        versions = Version.objects.bulk_create(
            Version(
                revision=revision,
                object_id=str(artifact.pk),
                content_type=ContentType.objects.get_for_model(rows[artifact.pk]),
                db="default",
                format=DOCUMENT_FORMAT,
                serialized_data=one.sealed.packed,
                object_repr=str(rows[artifact.pk]),
            )
            for revision, (artifact, one, _rivals) in zip(revisions, addressed, strict=True)
        )
        infos = []
        for version, summary, (artifact, one, _rivals) in zip(versions, summaries, addressed, strict=True):
            info = new_info(artifact, one.sealed.digests, by=self.by, date=date, summary=summary, batch=self.batch)
            info.version = version
            infos.append(info)
        RevisionInfo.objects.bulk_create(infos)
        RevisionTag.objects.bulk_create(tag for info in infos for tag in tag_rows(info, TAGS))
        return infos

    def write_known(self, identified: Identified) -> list[Made]:
        """What stands here already: nothing where it is the same, else by the ordinary verbs."""
        if not identified.known:
            return []
        artifacts = [artifact for artifact, _one in identified.known]
        standing = Artifact.objects.filter(pk__in=[artifact.pk for artifact in artifacts])
        newest = dict(standing.annotate(newest=newest_of("pk", "pk")).values_list("pk", "newest"))
        infos = RevisionInfo.objects.in_bulk(newest.values())
        wanted = {}
        for artifact, one in identified.known:
            with self._refusing(one):
                wanted[artifact.pk] = wanted_keys(artifact, one.content, one.incoming.addresses)
        holders = holders_of({key for keys in wanted.values() for key in keys})
        made = []
        with checking_once():
            for artifact, one in identified.known:
                if artifact.pk in wanted:
                    with self._refusing(one):
                        made.append(self._meet(artifact, one, infos[newest[artifact.pk]], wanted[artifact.pk], holders))
        return made

    def _meet(self, artifact: Artifact, one: Prepared, newest: RevisionInfo, wanted: dict, holders: dict) -> Made:
        if artifact.public_id != one.public_id:
            return Made(
                one, artifact, Outcome.UNCHANGED, remarks=(f"{one.public_id} is known as {artifact.public_id}",)
            )
        if artifact.state != Artifact.State.ACTIVE:
            remark = f"{artifact.public_id} is {artifact.get_state_display()} here, and was left alone"
            return Made(one, artifact, Outcome.UNCHANGED, remarks=(remark,))
        rivals = take_rivals(artifact, one, wanted, holders)
        given = tuple(key for key in wanted if key not in holders)
        free = [key for key in one.incoming.addresses if normalise_key(key) not in rivals]
        if newest.content_sha256 == one.sealed.digests["content_sha256"]:
            if given:
                give_addresses(locked(artifact), one.content, free)
            return Made(one, artifact, Outcome.UNCHANGED, rivals=rivals, given=given)
        if newest.batch_id is None:
            artifact = locked(artifact)
            give_addresses(artifact, content_of(artifact), free)
            told = propose(artifact, newest, one.content, self.batch)
            outcome = Outcome.PROPOSED if told == "proposed" else Outcome.UNCHANGED
            return Made(one, artifact, outcome, rivals=rivals, given=given)
        saved = save(
            one.content,
            by=self.by,
            artifact=artifact,
            base=newest.number,
            summary=summary_of(self.batch, one),
            addresses=free,
            tags=TAGS,
            batch=self.batch,
        )
        return Made(one, artifact, Outcome.CHANGED, saved.revision, rivals, given)

    def write_records(self, made: list[Made]) -> None:
        records = []
        for one in made:
            record = self.units[one.prepared.unit].record
            records.append(
                ImportRecord(
                    batch=self.batch,
                    artifact=one.artifact,
                    revision=one.revision,
                    outcome=one.outcome,
                    file=record.file[-255:],
                    line=record.line,
                    addresses=list(one.given),
                    repairs={mended.rule: mended.count for mended in one.prepared.mended},
                    remarks=[*one.remarks, *one.prepared.incoming.notes, *map(told_rival, one.rivals.items())],
                    source=one.prepared.source if one.revision is not None else None,
                )
            )
        ImportRecord.objects.bulk_create(records)

    def _refusing(self, one: Prepared):
        return refusing(self.units[one.unit], self.refused)


def edges_of(one: Prepared) -> Iterable[tuple[str, str]]:
    return dict.fromkeys((relation[:50], target[:1000]) for relation, target in one.incoming.edges)


def summary_of(batch: Batch, one: Prepared) -> str:
    """What the revision says of itself: the import, and the repairs that it made."""
    told = "; ".join(mended.told for mended in one.mended)
    return f"Imported from {batch.name}" + (f": {told}" if told else "")


def take_rivals(
    artifact: Artifact, one: Prepared, wanted: dict[str, str], holders: dict[str, Address]
) -> dict[str, str]:
    """Take from the wanted keys those that lead elsewhere and that it can do without; they, and where they lead."""
    rivals = {}
    for key, kind in list(wanted.items()):
        holder = holders.get(key)
        if holder is None or holder.artifact_id == artifact.pk:
            continue
        spelled = kind == Address.Kind.SLUG and one.public_id != one.incoming.public_id
        if kind == Address.Kind.IMPORTED or spelled:
            rivals[key] = holder.artifact.public_id
            del wanted[key]
    return rivals


def told_rival(rival: tuple[str, str]) -> str:
    return "the address {} leads to {}".format(*rival)
