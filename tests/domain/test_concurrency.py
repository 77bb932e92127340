"""Many threads save and read at once in one process: every acknowledged save is a version, and nothing locks up."""

import threading

import pytest
from django.db import close_old_connections, connections
from django.test import Client
from reversion.models import Version

from artifacts.domain.publish import publish
from artifacts.domain.save import save
from artifacts.errors import StaleSaveError
from artifacts.models import Artifact, Publication, RevisionInfo
from artifacts.representations.contents import content_of
from tests.helpers import make_page, make_reference, someone

SAVES = 4
SECONDS = 60


def run(*jobs) -> list:
    """Each job in a thread of its own, begun together; the results, or the first error."""
    results, errors, start = [None] * len(jobs), [], threading.Barrier(len(jobs))

    def work(place: int, job) -> None:
        try:
            start.wait(SECONDS)
            results[place] = job()
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=item, daemon=True) for item in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    close_old_connections()
    assert [thread for thread in threads if thread.is_alive()] == []
    if errors:
        raise errors[0]
    return results


def saving(artifact, name: str, by):
    """Saves and publishes a page a few times, again from its newest revision when it was stale; how many it did."""

    def job() -> int:
        done = 0
        while done < SAVES:
            current = Artifact.objects.get(pk=artifact.pk)
            base = current.revisions.newest().number
            content = {**content_of(current), "body": f"{name} {done} [@a] [[genes-hub]]"}
            try:
                saved = save(content, by=by, artifact=current, base=base)
            except StaleSaveError:
                continue
            publish(saved.revision, by=by)
            done += 1
        return done

    return job


def reading(artifacts):
    def job() -> set[int]:
        client = Client()
        return {
            client.get(f"{artifact.get_absolute_url()}{path}").status_code
            for artifact in artifacts
            for path in ("", "/r/1", "/history")
        }

    return job


def check(artifacts, acknowledged: int) -> None:
    assert Version.objects.count() == RevisionInfo.objects.count() == acknowledged
    for artifact in artifacts:
        numbers = list(artifact.revisions.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert (
            artifact.revisions.newest().content_sha256
            == RevisionInfo.objects.get(version=Version.objects.get_for_object(artifact.row).first()).content_sha256
        )
    assert Publication.objects.filter(stale=True).count() == 0


def together(writers: int, readers: int) -> None:
    by = someone()
    reference = make_reference()
    given = {"body": "[@a] [[genes-hub]]", "citations": {"a": reference.public_id}}
    pages = [make_page(f"p{n}", **given) for n in range(writers)]
    pages.append(make_page("hub", **given))
    before = RevisionInfo.objects.count()
    own = [saving(page, "own", by) for page in pages[:writers]]

    results = run(*own, *[reading([pages[n % writers], pages[-1]]) for n in range(readers)])

    assert results == [SAVES] * writers + [{200}] * readers
    check(pages, before + writers * SAVES)

    shared = [saving(pages[-1], f"writer {n}", by) for n in range(writers)]

    results = run(*shared, *[reading(pages[-1:]) for _ in range(readers)])

    assert results == [SAVES] * writers + [{200}] * readers
    check(pages, before + 2 * writers * SAVES)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_saving_and_twenty_reading_threads_lose_no_version():
    together(writers=8, readers=20)


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_four_saving_and_four_reading_threads_find_no_locked_database():
    together(writers=4, readers=4)


@pytest.mark.django_db(transaction=True)
def test_publishers_that_show_each_other_come_to_rest():
    by = someone()
    names = ("one", "two", "three", "four")
    links = " ".join(f"[[genes-{name}]]" for name in names)
    pages = [make_page(name, title=f"{name} 0", body=links) for name in names]

    def renaming(page, name: str):
        def job() -> None:
            for number in range(1, SAVES):
                current = Artifact.objects.get(pk=page.pk)
                content = {**content_of(current), "title": f"{name} {number}"}
                publish(save(content, by=by, artifact=current, base=number).revision, by=by)

        return job

    run(*[renaming(page, name) for page, name in zip(pages, names, strict=True)])

    assert Publication.objects.filter(stale=True).count() == 0
    for publication in Publication.objects.all():
        assert [name for name in names if f">{name} {SAVES - 1}</a>" not in publication.parts["body"]] == []


@pytest.mark.django_db(transaction=True)
def test_pages_and_the_work_that_they_cite_published_at_once_agree():
    by = someone()
    reference = make_reference(live=False)
    pages = [make_page(f"p{n}", live=False, body="[@a]", citations={"a": reference.public_id}) for n in range(4)]

    run(*[lambda one=one: publish(one.revisions.get(), by=by) for one in (reference, *pages)])

    for page in pages:
        assert [entry["status"] for entry in page.publication.parts["references"]] == ["unverified"]
    cited_on = Publication.objects.get(artifact=reference).parts["cited_on"]
    assert [row["href"] for row in cited_on] == [page.get_absolute_url() for page in pages]
