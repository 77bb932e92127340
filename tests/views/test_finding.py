"""Who may see what: drafts are not there for strangers, and what was withdrawn says so everywhere."""

import pytest

from artifacts.domain.suppress import suppress
from artifacts.domain.withdraw import put_back, withdraw
from tests.helpers import edit, make_analysis, make_hypothesis, make_page, make_reference, someone
from tests.views.site import LISTS, TAILS, TAILS_FOR_ALL, addresses_of, make_site, merge

pytestmark = pytest.mark.django_db
MAKERS = [make_page, make_hypothesis, make_analysis, make_reference]


def statuses(client, paths) -> dict[str, int]:
    return {path: client.get(path).status_code for path in paths}


def everywhere(artifact) -> list[str]:
    """Every address of an artifact that may answer, by its own name and by others."""
    upper = artifact.public_id.upper()
    others = [f"/{artifact.public_id}", f"/artifacts/{artifact.public_id}", f"/artifact/{upper}", f"/artifact/{upper}/"]
    return [*addresses_of(artifact), *others, *(f"/artifact/{upper}{tail}" for tail in TAILS)]


@pytest.mark.parametrize("make", MAKERS)
def test_a_draft_is_not_there_for_strangers(make, client, stranger):
    paths = everywhere(make(live=False))

    assert statuses(client, paths) == dict.fromkeys(paths, 404)
    client.force_login(stranger)
    assert statuses(client, paths) == dict.fromkeys(paths, 404)


@pytest.mark.parametrize("make", MAKERS)
def test_staff_see_a_draft_at_all_of_its_addresses(make, client, editor):
    artifact = make(live=False)
    client.force_login(editor)

    found = {path: client.get(path, follow=True) for path in everywhere(artifact)}

    expected = {path: 404 if path.endswith(TAILS_FOR_ALL) else 200 for path in found}
    assert {path: response.status_code for path, response in found.items()} == expected
    assert client.get(artifact.get_absolute_url())["Location"] == f"{artifact.get_absolute_url()}/r/1"
    private = [client.get(f"{artifact.get_absolute_url()}{tail}") for tail in ("/r/1", "/cite.bib")]
    assert [set(response["Cache-Control"].split(", ")) for response in private] == [{"private", "no-store"}] * 2


def test_no_list_tells_of_a_draft_or_of_what_was_withdrawn_and_only_changes_tell_of_what_was_merged(client, editor):
    live = make_page("smn1")
    make_page("smn2", title="Never shown", live=False)
    gone = make_page("smn3", title="Never shown")
    withdraw(gone, by=someone(), reason="Wrong.")
    merge(make_page("smn4", title="Merged away"), live)
    make_hypothesis(title="Never shown", live=False)
    edit(live, title="Never shown")
    paths = [*LISTS, "/search?q=never", "/search?q=merged", "/search?q=shown", f"{live.get_absolute_url()}/links"]

    for user in (None, editor):
        if user:
            client.force_login(user)
        pages = {path: client.get(path).content.decode() for path in paths}
        assert {path for path in paths if "Never shown" in pages[path]} == set()
        assert {path for path in paths if "Merged away" in pages[path]} == {"/recent", "/recent.atom"}


def test_a_later_draft_of_a_published_page_is_for_staff(client, editor):
    page = make_page()
    edit(page, title="Unfinished", summary="Begun")
    url = page.get_absolute_url()

    assert client.get(f"{url}/r/2").status_code == 404
    assert "Begun" not in client.get(f"{url}/history").content.decode()
    client.force_login(editor)
    assert "It was never published" in client.get(f"{url}/r/2").content.decode()
    assert "Begun" in client.get(f"{url}/history").content.decode()
    assert "Unfinished" not in client.get(url).content.decode()


@pytest.mark.parametrize("make", MAKERS)
def test_what_was_withdrawn_says_why_at_all_of_its_addresses(make, client, editor):
    artifact = make()
    withdraw(artifact, by=someone(), reason="The data was <made up>.")
    paths = everywhere(artifact)

    for user in (None, editor):
        if user:
            client.force_login(user)
        answers = {path: client.get(path) for path in paths}
        assert {path: response.status_code for path, response in answers.items()} == dict.fromkeys(paths, 410)
        assert {"The data was &lt;made up&gt;." in response.content.decode() for response in answers.values()} == {True}
        assert {response["X-Robots-Tag"] for response in answers.values()} == {"noindex"}


def test_a_withdrawn_draft_is_not_there_for_strangers(client, editor):
    page = make_page(live=False)
    withdraw(page, by=someone(), reason="Begun twice.")
    paths = everywhere(page)

    assert statuses(client, paths) == dict.fromkeys(paths, 404)
    client.force_login(editor)
    assert statuses(client, paths) == {path: 404 if path.endswith(TAILS_FOR_ALL) else 410 for path in paths}


def test_what_was_merged_into_something_withdrawn_is_gone_too(client):
    source, target = make_page("a"), make_page("b")
    merge(source, target)
    withdraw(target, by=someone(), reason="Wrong.")

    assert statuses(client, ["/artifact/wiki-genes-a", "/genes/a"]) == {"/artifact/wiki-genes-a": 410, "/genes/a": 410}


def test_what_was_put_back_is_there_again(client):
    page = make_page()
    withdraw(page, by=someone(), reason="Wrong.")
    put_back(page, by=someone())

    assert client.get(page.get_absolute_url()).status_code == 200


def test_a_suppressed_revision_is_gone_and_stays_in_the_history(client):
    page = make_page(body="Somebody's address.")
    edit(page, body="Text.", live=True)
    path = f"{page.get_absolute_url()}/r/1"
    assert "address" in client.get(path).content.decode()

    suppress(page.revisions.get(number=1), by=someone(), reason="Privacy.")

    response = client.get(path)
    assert (response.status_code, response["X-Robots-Tag"]) == (410, "noindex")
    assert "was suppressed: Privacy." in response.content.decode()
    assert f'href="{path}"' in client.get(f"{page.get_absolute_url()}/history").content.decode()


def test_every_address_of_the_small_site_answers(client):
    paths = [*LISTS, *(path for artifact in make_site().values() for path in addresses_of(artifact))]

    assert statuses(client, paths) == dict.fromkeys(paths, 200) | {"/search?q=smn1": 200}
