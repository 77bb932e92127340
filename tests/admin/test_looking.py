"""Looking never writes: no GET by staff changes a single row, whatever it looks at."""

import hashlib

import pytest
from django.apps import apps

from artifacts.domain.conflicts import keep_text
from artifacts.domain.duplicates import find_duplicates, judge_not_duplicate
from artifacts.domain.merge import merge, plan_merge
from artifacts.domain.reference_applying import start
from artifacts.domain.reference_files import take_file
from artifacts.domain.review import reject
from artifacts.domain.watching import watch
from artifacts.domain.withdraw import withdraw
from artifacts.models import Artifact, Draft, DuplicateCandidate, NotDuplicate, ReferenceFile, RevisionInfo
from artifacts.representations.contents import content_of
from tests.helpers import edit, make_page, someone
from tests.views.site import LISTS, TAILS_FOR_ALL, addresses_of, make_site

pytestmark = pytest.mark.django_db
TAILS = (
    *(
        "r/3",
        "r/3?raw=1",
        "diff/1..2",
        "diff?before=1&after=3",
        "history?tag=numbers",
        "history.atom",
        "blame",
        "r/2/blame",
    ),
    *("card", "nearby", "export.md", "export.json", "export.html", "embed?part=references", "?embed=1&part=infobox"),
    *(f"diff/1..2?view={view}" for view in ("side", "words", "words-side")),
)


def checksums() -> dict[str, str]:
    """A hash over all rows of each table, but for sessions."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label == "sessions.Session":
            continue
        rows = sorted(map(repr, model._base_manager.values_list()))
        found[model._meta.db_table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def pks(model) -> list[int]:
    return list(model.objects.values_list("pk", flat=True))


def admin_addresses() -> list[str]:
    models = ("wikipage", "hypothesis", "analysis", "reference", "artifact", "draft", "merge", "revisioninfo")
    found = ["/admin/", "/admin/artifacts/", "/admin/jsi18n/", "/admin/artifacts/watch/"]
    found += ["/admin/review/", "/admin/review/?author=somebody"]
    found.append("/admin/artifacts/wikipage/suggest/?key=lefebvre1995&key=nobody2001")
    found += ["/admin/markdown/frame/", "/admin/complete/works/?term=a&page=1", "/admin/complete/targets/?term=smn"]
    found += [f"/admin/artifacts/{model}/import/" for model in models[:4]]
    found += ["/admin/artifacts/findings/", "/admin/artifacts/findings/?kind=reference", "/admin/artifacts/checkup/"]
    found += ["/admin/artifacts/graphedge/", "/admin/artifacts/graphedge/?q=smn"]
    found += ["/admin/artifacts/citation/", "/admin/artifacts/citation/?q=b", "/admin/artifacts/citation/key/?key=b"]
    found += ["/admin/artifacts/citation/key/?key=none", "/admin/artifacts/reference/lookup/?identifier=29091570"]
    found += ["/admin/artifacts/wikipage/?cites=1", "/admin/artifacts/wikipage/?cites=x"]
    for model in (*models, "duplicatecandidate", "notduplicate"):
        found += [f"/admin/artifacts/{model}/", f"/admin/artifacts/{model}/?q=smn1", f"/admin/artifacts/{model}/?o=-1"]
    found += [f"/admin/artifacts/duplicatecandidate/{pk}/change/" for pk in pks(DuplicateCandidate)]
    found += [f"/admin/artifacts/notduplicate/{pk}/change/" for pk in pks(NotDuplicate)]
    found += [f"/admin/artifacts/duplicatecandidate/?{query}" for query in ("rule=twin+id", "artifact=wiki-genes-tau")]
    for artifact in Artifact.objects.all():
        model = artifact.row._meta.model_name
        found += [f"/admin/artifacts/{model}/{artifact.pk}/{tail}/" for tail in ("change", "history", "suppress/1")]
        found.append(f"/admin/artifacts/{model}/{artifact.pk}/fix/")
        found.append(f"/admin/artifacts/{model}/{artifact.pk}/history/?tag=numbers")
        found += [f"/admin/artifacts/{model}/add/", f"/admin/artifacts/artifact/{artifact.pk}/change/"]
    for info in RevisionInfo.objects.select_related("artifact"):
        model = info.artifact.row._meta.model_name
        for verb in ("review", "reject", "confirm", "restore", "undo"):
            found.append(f"/admin/artifacts/{model}/{info.artifact_id}/{verb}/{info.number}/")
        found.append(f"/admin/artifacts/revisioninfo/{info.pk}/change/")
    for draft in Draft.objects.filter(kind=Draft.Kind.RETURNED).select_related("artifact"):
        found.append(f"/admin/artifacts/{draft.artifact.row._meta.model_name}/{draft.artifact_id}/returned/{draft.pk}/")
        found.append(f"/admin/artifacts/draft/{draft.pk}/change/")
    for query in ("tag=import", "alters=numbers", "imports=no", "author=somebody", "review__exact=approved"):
        found.append(f"/admin/artifacts/revisioninfo/?{query}")
    for query in ("entity_type__exact=gene", "artifact__state__exact=active", "published=newest", "published=older"):
        found.append(f"/admin/artifacts/wikipage/?{query}")
    for query in (
        "findings=error",
        "coverage=low",
        "rule=x",
        "sources=unresolved",
        "tag=core",
        "mine=ever",
        "q=a&in=text",
    ):
        found.append(f"/admin/artifacts/wikipage/?{query}&o=-4.5")
    found += [
        "/admin/artifacts/referencefile/add/",
        "/admin/artifacts/referencefile/",
        "/admin/artifacts/referencefile/?q=a",
    ]
    for file in ReferenceFile.objects.all():
        place = f"/admin/artifacts/referencefile/{file.pk}/change/"
        found += [place, f"{place}?show=differs", f"{place}?show=created&p=2"]
        found.append(f"/admin/artifacts/wikipage/{file.report['page']}/resolve/{file.pk}/?item=b")
    for model, field in (("citation", "reference"), ("relation", "target"), ("hypothesis", "analysis")):
        found.append(f"/admin/autocomplete/?app_label=artifacts&model_name={model}&field_name={field}&term=e")
    return found


def test_no_address_writes_when_staff_look_at_it(client, administrator):
    site = make_site()
    draft, gone = make_page("draft", live=False), make_page("gone")
    withdraw(gone, by=someone(), reason="Wrong.")
    twins = make_page("twin"), make_page("twins", title="TWIN")
    done = merge(plan_merge(*twins), by=someone(), why="The same.")
    watch(administrator, site["page"])
    edit(site["page"], title="Unpublished")
    kept = keep_text(site["page"], {**content_of(site["page"]), "title": "Kept"}, 2, by=administrator)
    make_page("tau"), make_page("tau", public_id="genes-tau")
    find_duplicates()
    judge_not_duplicate(site["page"], draft, by=someone(), why="Two genes.")
    edit(draft, by=administrator, title="Returned")
    reject(draft.revisions.get(number=2), by=someone(), note="Why?")
    take_file('[{"title": "Works"}]', by=someone(), page=site["page"])
    start(take_file('[{"id": "b", "title": "More"}]', by=someone(), page=site["page"]), by=someone())
    client.force_login(administrator)
    artifacts = [*site.values(), draft, gone]
    public = [*LISTS, *(path for artifact in artifacts for path in addresses_of(artifact)), "/genes/smn1", "/healthz"]
    public += [f"{site['page'].get_absolute_url()}/{tail}" for tail in TAILS]
    before = checksums()

    merging = [f"/admin/artifacts/merge/{done.pk}/{tail}/" for tail in ("change", "unmerge")]
    merging.append(f"/admin/artifacts/wikipage/{site['page'].pk}/conflict/{kept.pk}/")
    merging += [f"/admin/artifacts/wikipage/{site['page'].pk}/merge/{query}" for query in ("", "?source=genes-draft")]
    statuses = {path: client.get(path).status_code for path in [*public, *admin_addresses(), *merging]}

    # What is the same for everybody shows no draft, to staff neither.
    hidden = {draft.get_absolute_url() + tail for tail in TAILS_FOR_ALL}
    refused = {path: status for path, status in statuses.items() if status >= 400}
    assert refused == dict.fromkeys(addresses_of(gone), 410) | dict.fromkeys(hidden, 404)
    assert checksums() == before
