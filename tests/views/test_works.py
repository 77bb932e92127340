"""Pages of hypotheses, analyses and references: numbers that add up, and every sentence that leads to a work."""

import re
from html import unescape

import pytest

from artifacts.models import Publication
from tests.helpers import edit, make_analysis, make_hypothesis, make_page, make_reference

pytestmark = pytest.mark.django_db


def page_of(client, artifact) -> str:
    return client.get(artifact.get_absolute_url()).content.decode()


def test_the_composite_can_be_added_up_by_hand(client):
    scores = {"mechanistic_plausibility": 0.825, "novelty": 0.55, "reproducibility": 0.3}
    hypothesis = make_hypothesis(scores=scores, composite=0.9)

    page = page_of(client, hypothesis)
    terms, weights, composite = re.search(r'class="sum">\((.*?)\) ÷ (\d+) = .*? [=≈] ([\d.]+)<', page).groups()

    products = [weight.split("×") for weight in unescape(terms).replace("\xa0", " ").split("+")]
    total = sum(float(weight) * float(score) for weight, score in products)
    assert (round(total / int(weights), 4), len(products), int(weights)) == (float(composite), 3, 32)
    assert "As imported, the composite was 0.90." in page


def test_a_hypothesis_has_contents_that_lead_to_its_parts(client):
    page = page_of(client, make_hypothesis())

    contents = page.split('<nav class="contents"')[1].split("</nav>")[0]
    anchors = re.findall(r'href="#([^"]+)"', contents)
    assert anchors == ["page-top", "evidence-for", "evidence-against", "dimensions", "status"]
    assert {anchor: f'id="{anchor}"' in page for anchor in anchors} == dict.fromkeys(anchors, True)


def test_a_missing_dimension_is_missing_in_picture_table_and_sum(client):
    page = page_of(client, make_hypothesis(scores={"novelty": 0.7}))

    assert (page.count('<span class="score none">missing</span>'), page.count("track none")) == (9, 9)
    assert "9 dimensions have no score" in page
    assert "(12&nbsp;×&nbsp;0.7) ÷ 12 = 8.4 ÷ 12 = 0.7" in page


def test_a_hypothesis_without_any_score_has_no_picture_and_says_so(client):
    page = page_of(client, make_hypothesis(scores={}, composite=0.45))

    assert ("No dimension has a score yet." in page, 'class="chart"' in page) == (True, False)
    assert '<span class="score medium"><b>0.45</b> medium</span>' in page


def test_evidence_stands_with_claim_strength_and_citation_on_its_side(client):
    reference = make_reference()
    evidence = [
        {
            "stance": "for",
            "claim": "It *helps*.",
            "category": "clinical",
            "strength": "strong",
            "reference": reference.public_id,
        },
        {"stance": "against", "claim": "It <b>harms</b>.", "category": "", "strength": "", "reference": None},
    ]

    page = page_of(client, make_hypothesis(evidence=evidence))
    sides = {
        stance: page.partition(f'class="evidence {stance}"')[2].partition("</section>")[0]
        for stance in ("for", "against")
    }

    assert "It <em>helps</em>." in sides["for"]
    assert "Strength: strong · clinical" in sides["for"]
    assert 'href="#ref-1"' in sides["for"]
    assert ("harms" in sides["against"], "Strength" in sides["against"]) == (True, False)


def test_a_work_shows_the_sentences_and_claims_that_cite_it(client, django_capture_on_commit_callbacks):
    reference = make_reference()
    work = reference.public_id
    evidence = [{"stance": "against", "claim": "It *harms*.", "category": "", "strength": "", "reference": work}]
    with django_capture_on_commit_callbacks(execute=True):
        page = make_page(
            title="One",
            body="No source. It is [[genes-smn2|so]], **they say**.[@a] It is [@b].\n\n| A | [@a] |",
            citations={"a": work, "b": None},
            infobox=[{"label": "Length", "value": "20 kb", "citekeys": ["a"]}],
        )
        make_hypothesis(evidence=evidence)
        make_analysis(summary=f"We asked.[@{work}]")

    rows = Publication.objects.get(artifact=reference).parts["cited_on"]
    assert [(row["kind"], row["sentences"], row["claims"]) for row in rows] == [
        ("page", ["It is so, they say.", "A ·", "Length: 20 kb"], []),
        ("hypothesis", [], [{"stance": "against", "claim": "It harms."}]),
        ("analysis", ["We asked."], []),
    ]
    assert "Evidence against it:" in page_of(client, reference)

    with django_capture_on_commit_callbacks(execute=True):
        edit(page, body="It was so.[@a]", infobox=[], live=True)
    assert Publication.objects.get(artifact=reference).parts["cited_on"][0]["sentences"] == ["It was so."]


def test_a_draft_changes_nothing_of_what_a_work_shows(client, django_capture_on_commit_callbacks):
    reference = make_reference()
    with django_capture_on_commit_callbacks(execute=True):
        page = make_page(body="Seen.[@a]", citations={"a": reference.public_id})
        edit(page, body="Unseen.[@a]")

    assert ("Seen." in page_of(client, reference), "Unseen." in page_of(client, reference)) == (True, False)


def test_what_is_too_much_to_list_is_counted_and_led_to(client, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr("artifacts.domain.render.related.MOST_LISTED", 2)
    reference = make_reference()
    with django_capture_on_commit_callbacks(execute=True):
        for n in range(5):
            make_page(f"p{n}", body="Text.[@a]", citations={"a": reference.public_id})

    page = page_of(client, reference)

    assert f'<a href="{reference.get_absolute_url()}/links">And 3 more: the whole list</a>' in page
    assert 'What cites it <span class="small">5</span>' in page


def test_long_lists_of_authors_are_folded(client):
    authors = [{"family": f"Author{n}", "given": "A"} for n in range(23)]

    page = page_of(client, make_reference(csl={"author": authors}))

    assert "<summary>et al.: 3 more authors</summary>Author20 A, Author21 A, Author22 A</details>" in page


def test_the_standing_of_a_work_is_told_with_its_date_and_source(client):
    page = page_of(
        client, make_reference(status="retracted", status_date="2024-03-05", status_source="Retraction Watch")
    )

    assert (
        "the work was withdrawn. What rests on it needs another source. So since 5 March 2024. Source: Retraction Watch"
        in page
    )


def test_an_analysis_names_the_hypotheses_that_came_from_it(client, django_capture_on_commit_callbacks):
    analysis = make_analysis(status="completed", question="When?", date="2026-04-07")
    with django_capture_on_commit_callbacks(execute=True):
        make_hypothesis(analysis=analysis.public_id, status="debated")

    page = page_of(client, analysis)

    assert ("Hypotheses that came from it" in page, "Related hypotheses" in page) == (True, False)
    assert ("7 April 2026" in page, "debated" in page) == (True, True)
