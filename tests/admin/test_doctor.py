"""The page doctor in the admin: findings beside the form, and safe fixes seen before they are made."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts.models import Checkup, Draft, RevisionInfo
from artifacts.representations.contents import content_of
from tests.admin.forms import add, change, told
from tests.helpers import fresh, make_hypothesis, make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken():
    make_page("other", addresses=["wp-old"])
    return make_page("broken", body="First.\n\n😀 [old](/wp-old)")


def check(form, tail: str, **changes):
    path = form.path.replace("/change/", "/check/").replace("/add/", "/add/check/")
    assert path.endswith(tail)
    return form.client.post(path, form.data | changes)


def found(answer, rule: str) -> list[dict]:
    return [finding for finding in answer.json()["findings"] if finding["rule"] == rule]


def test_the_stored_findings_stand_in_the_form_without_any_script(client, administrator, broken):
    client.force_login(administrator)

    response = client.get(broken.admin_url("change"))

    shown = {finding["rule"]: finding for finding in response.context["doctor"]["findings"]}
    assert (shown["link-through-alias"]["where"], shown["link-through-alias"]["fixable"]) == ("Line 3", True)
    assert shown["link-through-alias"]["fix_url"].encode() in response.content


def test_what_is_typed_is_looked_at_and_nothing_is_written(client, administrator, broken):
    client.force_login(administrator)
    form = change(client, broken)
    before = (RevisionInfo.objects.count(), Checkup.objects.count(), Draft.objects.count())

    answer = check(form, "/check/", body="\r\n😀 [old](/wp-old)")

    assert found(answer, "link-through-alias") == [
        {
            "id": found(answer, "link-through-alias")[0]["id"],
            "rule": "link-through-alias",
            "severity": "warning",
            "part": "line",
            "place": "2",
            "message": "The link to /wp-old goes through another name of “OTHER”: link to /wiki/genes-other itself.",
            "fixable": True,
            "edits": [{"path": ["body"], "start": 9, "end": 16, "text": "/wiki/genes-other"}],
        }
    ]
    assert (RevisionInfo.objects.count(), Checkup.objects.count(), Draft.objects.count()) == before


def test_a_form_with_errors_is_looked_at_all_the_same(client, administrator):
    client.force_login(administrator)
    form = add(client, "wikipage")
    form.add_row("infobox", order="x", label="Symbol", value="[a](/genes/gone)")

    answer = check(form, "/add/check/", body="[b](/genes/gone)", metadata="{", entity_type="none")

    assert [finding["place"] for finding in found(answer, "dead-link")] == ["1", "1"]
    assert answer.json()["rows"] == {"infobox": ["infobox-0"]}


def test_a_text_that_cannot_be_stored_is_refused_in_one_sentence(client, administrator, broken):
    client.force_login(administrator)

    answer = check(change(client, broken), "/check/", body="\x00")

    assert (answer.status_code, list(answer.json())) == (400, ["error"])


def test_only_who_may_edit_has_a_text_looked_at(client, broken, django_user_model):
    client.force_login(django_user_model.objects.create(username="visitor", is_staff=True))

    codes = [client.post(broken.admin_url("check")).status_code, client.get(broken.admin_url("fix")).status_code]

    assert codes == [403, 403]
    assert client.get(broken.admin_url("check")).status_code == 405


def test_fixes_are_seen_first_and_saved_by_post(client, administrator, broken):
    client.force_login(administrator)
    path = f"{broken.admin_url('fix')}?rule=link-through-alias"

    seen = client.get(path)
    client.post(path, {"base": seen.context["base"], "note": "by rule"})

    newest = fresh(broken).revisions.newest()
    assert (seen.context["base"], newest.number) == (1, 2)
    assert newest.summary == "Fixed 1: link-through-alias (1): by rule"
    assert content_of(fresh(broken))["body"] == "First.\n\n😀 [old](/wiki/genes-other)"


def test_where_nothing_can_be_mended_a_sentence_says_so(client, administrator, broken):
    client.force_login(administrator)

    response = client.get(f"{broken.admin_url('fix')}?finding=none", follow=True)

    assert told(response) == ["There is nothing here that can be mended safely."]


def test_a_form_takes_as_many_queries_for_three_findings_as_for_one(client, administrator):
    client.force_login(administrator)
    counts = []
    for number in (1, 3):
        statement = " ".join(f"[x](/genes/gone{n})" for n in range(number))
        row = make_hypothesis(f"h-000000{number}", statement=statement)
        client.get(row.admin_url("change"))
        with CaptureQueriesContext(connection) as queries:
            client.get(row.admin_url("change"))
        counts.append(len(queries))

    assert counts[0] == counts[1]
