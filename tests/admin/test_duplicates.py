"""The queue of possible duplicates: likeliest first, judged with a reason, judged pairs taken back."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from lxml import html

from artifacts.domain.duplicates import find_duplicates, judge_not_duplicate
from artifacts.domain.withdraw import withdraw
from artifacts.models import DuplicateCandidate, NotDuplicate
from tests.admin.forms import told
from tests.helpers import edit, make_hypothesis, make_page, make_reference, someone
from tests.rows import row_counts

pytestmark = pytest.mark.django_db
QUEUE = "/admin/artifacts/duplicatecandidate/"
JUDGED = "/admin/artifacts/notduplicate/"


def make_twins(name: str = "smn1", **content):
    twins = make_page(name, **content), make_page(name, public_id=f"genes-{name}", live=False, **content)
    find_duplicates()
    return twins


def pair_of(artifact) -> DuplicateCandidate:
    return DuplicateCandidate.objects.open().of(artifact.public_id).get()


def judge(client, pair, why="A pseudogene.", query="", **data):
    return client.post(f"{QUEUE}{pair.pk}/judge/{query}", {"why": why, **data}, follow=True)


def shown(response) -> list[str]:
    return [str(pair.candidate) for pair, _following in response.context["pairs"]]


def text_of(response) -> str:
    return " ".join(html.document_fromstring(response.content.decode()).text_content().split())


def test_the_likeliest_pair_is_shown_first_side_by_side_with_its_reasons(client, editor):
    for key in "ab":
        make_hypothesis(f"h-{key}")
    known, _draft = make_twins(title="<b>SMN1</b>", body="Three words here.")
    client.force_login(editor)

    queue = client.get(QUEUE)

    assert shown(queue) == ["wiki-genes-smn1, genes-smn1", "h-a, h-b"]
    text = text_of(queue)
    for words in (
        "<b>SMN1</b> 96 % likely",
        "Twins, one id with the prefix “wiki-” and one without: genes-smn1",
        "The same title: Earlier is better",
    ):
        assert words in text
    day = known.revisions.newest().date.strftime("%-d %B %Y")
    facts = html.document_fromstring(queue.content.decode()).xpath("//article[1]//dd")
    assert [fact.text_content() for fact in facts] == [
        *("wiki page, gene", "3 words, 0 works cited", "revision 1", f"{day} by somebody, revision 1"),
        *("wiki page, gene", "3 words, 0 works cited", "nothing yet", f"{day} by somebody, revision 1"),
    ]


def test_editors_look_and_are_offered_no_act(client, editor):
    make_twins()
    client.force_login(editor)

    text = text_of(client.get(QUEUE))

    assert [word in text for word in ("Compare texts", "Merge the other", "Not a duplicate", "Look again")] == [
        *(True, False, False, False)
    ]


def test_a_reviewer_is_led_to_the_merge_into_either_side_the_better_first(client, reviewer):
    known, draft = make_twins()
    client.force_login(reviewer)

    page = html.document_fromstring(client.get(QUEUE).content.decode())
    links = page.xpath("//article//a[contains(@href, 'merge')]/@href")

    assert links == [
        f"/admin/artifacts/wikipage/{known.pk}/merge/?source=genes-smn1",
        f"/admin/artifacts/wikipage/{draft.pk}/merge/?source=wiki-genes-smn1",
    ]
    assert [client.get(link).context["plan"].target for link in links] == [known, draft]


def test_judging_remembers_and_leads_to_the_next_pair(client, reviewer):
    first, second = make_twins("smn1"), make_twins("htt")
    client.force_login(reviewer)
    form = html.document_fromstring(client.get(QUEUE).content.decode()).xpath("//article//form")[0]
    following = pair_of(second[0]).pk
    assert dict(form.form_values())["next"] == str(following)

    done = judge(client, pair_of(first[0]), next=following)

    assert done.redirect_chain == [(f"{QUEUE}#pair-{following}", 302)]
    assert told(done) == ["Remembered: wiki-genes-smn1, genes-smn1 are no duplicates."]
    assert shown(done) == ["wiki-genes-htt, genes-htt"]
    judgement = NotDuplicate.objects.get()
    assert (judgement.by, judgement.why) == (reviewer, "A pseudogene.")


def test_judging_keeps_the_filters_and_leads_nowhere_else(client, reviewer):
    pair = pair_of(make_twins()[0])
    client.force_login(reviewer)
    page = html.document_fromstring(client.get(f"{QUEUE}?first__kind__exact=page&rule=twin+id").content.decode())
    (address,) = page.xpath("//article//form/@action")

    done = client.post(address, {"why": "A pseudogene.", "next": "//example.org"})

    assert address.partition("?")[0] == f"{QUEUE}{pair.pk}/judge/"
    assert done["Location"] == f"{QUEUE}?first__kind__exact=page&rule=twin+id"


def test_nothing_is_judged_without_a_reason(client, reviewer):
    twins = make_twins()
    client.force_login(reviewer)

    refused = judge(client, pair_of(twins[0]), why=" ")

    assert told(refused) == ["Say why the two are no duplicates: it is shown if the pair comes up again."]
    assert shown(refused) == ["wiki-genes-smn1, genes-smn1"]


@pytest.mark.parametrize("tail", ["judge/", "change/"])
def test_a_pair_that_somebody_settled_meanwhile_is_told_as_such(tail, client, reviewer):
    twins = make_twins()
    pair = pair_of(twins[0])
    judge_not_duplicate(*twins, by=someone(), why="A pseudogene.")
    client.force_login(reviewer)

    ask = client.post if tail == "judge/" else client.get
    done = ask(f"{QUEUE}{pair.pk}/{tail}", {"why": "x"} if tail == "judge/" else {}, follow=True)

    assert told(done) == ["Somebody has judged or merged that pair meanwhile."]
    assert NotDuplicate.objects.get().why == "A pseudogene."


@pytest.mark.parametrize("number", ["0", "9" * 30])
def test_a_pair_that_there_never_was_is_told_like_one_that_was_settled(number, client, reviewer):
    client.force_login(reviewer)

    answers = [client.post(f"{QUEUE}{number}/judge/"), client.get(f"{QUEUE}{number}/change/")]
    reopened = client.post(f"{JUDGED}{number}/reopen/")

    assert [answer["Location"] for answer in (*answers, reopened)] == [QUEUE, QUEUE, JUDGED]


def test_a_pair_with_a_withdrawn_side_is_not_shown(client, editor):
    withdraw(make_twins()[0], by=someone(), reason="Wrong.")
    client.force_login(editor)

    queue = client.get(QUEUE)

    assert shown(queue) == []
    assert "No pair waits to be judged." in text_of(queue)


@pytest.mark.parametrize(
    ("query", "pairs"),
    [
        ("first__kind__exact=hypothesis", ["h-a, h-b"]),
        ("rule=twin+id", ["wiki-genes-smn1, genes-smn1"]),
        ("rule=same+title", ["wiki-genes-smn1, genes-smn1", "h-a, h-b"]),
        ("rule=shared+works", []),
        ("rule=%22", ["wiki-genes-smn1, genes-smn1", "h-a, h-b"]),
        ("artifact=h-b", ["h-a, h-b"]),
        ("artifact=genes-smn1&rule=twin+id", ["wiki-genes-smn1, genes-smn1"]),
        ("artifact=nothing", []),
        ("q=smn1", ["wiki-genes-smn1, genes-smn1"]),
        ("_facets=True&artifact=h-a", ["h-a, h-b"]),
    ],
)
def test_the_queue_is_filtered(query, pairs, client, editor):
    for key in "ab":
        make_hypothesis(f"h-{key}")
    make_twins(title="SMN1")
    client.force_login(editor)

    assert shown(client.get(f"{QUEUE}?{query}")) == pairs


def test_a_long_queue_comes_in_pages(client, editor):
    for name in range(12):
        make_twins(f"n{name}")
    client.force_login(editor)

    assert [len(shown(client.get(f"{QUEUE}?p={number}"))) for number in (1, 2)] == [10, 2]


@pytest.mark.parametrize("kind", ["page", "hypothesis", "reference"])
def test_it_takes_as_many_queries_for_three_pairs_as_for_one(kind, client, reviewer):
    def pair(name: str) -> None:
        if kind == "page":
            make_twins(name, citations={"x": make_reference(f"of-{name}", csl={"title": name}).public_id})
        elif kind == "hypothesis":
            for side in "ab":
                make_hypothesis(f"h-{name}-{side}", title=f"Title {name}")
        else:
            for side in "ab":
                make_reference(f"{name}-{side}", csl={"title": f"A title that is long enough {name}"})
        find_duplicates()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(QUEUE).status_code == 200
        return len(captured)

    client.force_login(reviewer)
    pair("smn1")
    queries()
    few = queries()
    for name in ("htt", "tau"):
        pair(name)

    assert queries() == few
    assert len(shown(client.get(QUEUE))) == 3


def test_a_pair_s_texts_are_compared(client, editor):
    known, _draft = make_twins(body="It is the gene.")
    edit(known, body="It is a gene.", infobox=[{"label": "Locus", "value": "5q13"}], live=True)
    client.force_login(editor)

    page = client.get(f"{QUEUE}{pair_of(known).pk}/change/")

    text = text_of(page)
    for words in ("Before is genes-smn1", "after is wiki-genes-smn1", "1 infobox row added", "1 word added"):
        assert words in text
    source = html.document_fromstring(page.content.decode())
    assert [source.xpath(f"string(//div[contains(@class, 'block')]//{tag})") for tag in ("del", "ins")] == ["the", "a"]
    assert source.xpath("//article//form") == []


def test_from_the_comparison_too_a_pair_is_judged(client, reviewer):
    pair = pair_of(make_twins()[0])
    client.force_login(reviewer)
    page = html.document_fromstring(client.get(f"{QUEUE}{pair.pk}/change/").content.decode())
    ((address,), (form,)) = page.xpath("//article//form/@action"), page.xpath("//article//form")

    done = client.post(address, dict(form.form_values()) | {"why": "A pseudogene."})

    assert done["Location"] == QUEUE
    assert NotDuplicate.objects.get().why == "A pseudogene."


def test_looking_again_is_left_to_the_worker(client, reviewer):
    client.force_login(reviewer)

    done = client.post(f"{QUEUE}look/", follow=True)

    assert told(done) == ["SciDEX looks for duplicates in the background: reload this page in a while."]
    assert [task.task_name for task in DBTaskResult.objects.all()] == ["look_for_duplicates"]


def test_judged_pairs_are_listed_with_who_and_why_and_whether_it_still_holds(client, reviewer):
    for name, why in (("smn1", "A pseudogene."), ("htt", "Of the mouse.")):
        judge_not_duplicate(*make_twins(name), by=reviewer, why=why)
    edit(NotDuplicate.objects.get(why="A pseudogene.").first, body="Something else.")
    client.force_login(reviewer)

    listed = client.get(JUDGED)

    rows = html.document_fromstring(listed.content.decode()).xpath("//table[@id='result_list']/tbody/tr")
    cells = [[cell.text_content().strip() for cell in row.xpath("th|td")] for row in rows]
    assert [row[:3] for row in cells] == [
        ["wiki-genes-htt, genes-htt", "Of the mouse.", "rhea"],
        ["wiki-genes-smn1, genes-smn1", "A pseudogene.", "rhea"],
    ]
    assert [row.xpath(".//td[@class='field-unchanged']//@alt") for row in rows] == [["True"], ["False"]]
    assert [row[-1] for row in cells] == ["Re-open"] * 2


def test_a_judged_pair_is_taken_back_by_its_button(client, reviewer):
    twins = make_twins()
    judge_not_duplicate(*twins, by=reviewer, why="A pseudogene.")
    client.force_login(reviewer)
    page = html.document_fromstring(client.get(JUDGED).content.decode())
    (address,) = page.xpath("//form[@id='changelist-form'][.//input[@name='csrfmiddlewaretoken']]//button/@formaction")

    done = client.post(address, follow=True)

    pair = pair_of(twins[0])
    assert done.redirect_chain == [(f"{QUEUE}{pair.pk}/change/", 302)]
    assert told(done) == ["The pair waits again: wiki-genes-smn1, genes-smn1."]
    assert "Re-opened by Rhea Reviewer" in text_of(done)
    assert told(client.post(address, follow=True)) == ["Somebody has re-opened that pair meanwhile."]


def test_a_pair_with_a_withdrawn_side_is_not_taken_back(client, reviewer):
    twins = make_twins()
    judgement = judge_not_duplicate(*twins, by=reviewer, why="A pseudogene.")
    withdraw(twins[1], by=reviewer, reason="Wrong.")
    client.force_login(reviewer)

    done = client.post(f"{JUDGED}{judgement.pk}/reopen/", follow=True)

    assert told(done) == ["genes-smn1 is withdrawn: the pair is settled."]
    assert NotDuplicate.objects.count() == 1


def acts() -> list[str]:
    twins = make_twins()
    judgement = judge_not_duplicate(make_page("a"), make_page("b"), by=someone(), why="Two.")
    return [f"{QUEUE}look/", f"{QUEUE}{pair_of(twins[0]).pk}/judge/", f"{JUDGED}{judgement.pk}/reopen/"]


def test_only_who_may_merge_acts(client, editor, stranger):
    addresses = acts()
    counts = row_counts()

    statuses = {"nobody": [client.post(address, {"why": "x"}).status_code for address in addresses]}
    for user in (stranger, editor):
        client.force_login(user)
        statuses[user.username] = [client.post(address, {"why": "x"}).status_code for address in addresses]

    assert statuses == {"nobody": [302] * 3, "stan": [302] * 3, "edith": [403] * 3}
    changed = dict(row_counts().items() - counts.items())
    assert [table for table in changed if table.startswith(("artifacts", "django_tasks"))] == []


def test_only_who_may_see_pairs_looks(client, editor, stranger):
    pair = pair_of(make_twins()[0])
    addresses = [QUEUE, f"{QUEUE}{pair.pk}/change/", JUDGED]
    client.force_login(stranger)
    strangers = [client.get(address).status_code for address in addresses]
    editor.groups.clear()
    client.force_login(editor)

    assert (strangers, [client.get(address).status_code for address in addresses]) == ([302] * 3, [403] * 3)


def test_who_may_see_no_artifact_sees_no_pair_of_drafts(client, editor):
    pair = pair_of(make_twins()[0])
    editor.groups.clear()
    editor.user_permissions.add(Permission.objects.get(codename="view_duplicatecandidate"))
    client.force_login(editor)

    assert [client.get(address).status_code for address in (QUEUE, f"{QUEUE}{pair.pk}/change/")] == [403] * 2


def test_acts_are_posted(client, reviewer):
    addresses = acts()
    client.force_login(reviewer)

    assert [client.get(address).status_code for address in addresses] == [405] * 3
