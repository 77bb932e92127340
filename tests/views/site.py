"""A small site with something of every kind, and every public address of it."""

from django.utils import timezone

from artifacts.models import Artifact
from tests.helpers import edit, make_analysis, make_hypothesis, make_page, make_reference

BODY = """## One

Text [@a; @b] [[genes-smn2]] <b style="color:red" onclick="x()">x</b>

## Two

## Three

```mermaid
a
```
"""
LISTS = ("/", "/browse/gene", "/browse/hypothesis", "/search?q=smn1", "/search", "/exchange", "/recent", "/recent.atom")
# These read no session: what is not published is not there for staff either.
TAILS_FOR_ALL = ("?embed=1", "/embed", "/card.png")
TAILS = (
    "",
    *TAILS_FOR_ALL,
    "/r/1",
    "/history",
    "/links",
    "/cite.bib",
    "/cite.ris",
    "/cite.json",
    "/cite.txt?style=apa",
)


def make_site() -> dict[str, Artifact]:
    """A page that shows a reference, a hypothesis and an analysis, each in its second revision."""
    reference, analysis = make_reference(doi="10.1016/0092-8674(95)90460-3"), make_analysis()
    hypothesis = make_hypothesis(
        analysis=analysis.public_id, evidence=[{"claim": "*Seen*", "reference": reference.public_id}]
    )
    page = make_page(
        body=BODY,
        citations={"a": reference.public_id},
        infobox=[{"label": "Gene", "value": "*SMN1*", "citekeys": ["a"]}],
        relations=[{"to": hypothesis.public_id}, {"to": analysis.public_id}],
        metadata={"origin_type": "import", "__merged_from": [{"unprefixed_id": "smn1", "merged_at": "2026-04-01"}]},
    )
    artifacts = {"page": page, "hypothesis": hypothesis, "analysis": analysis, "reference": reference}
    for artifact in artifacts.values():
        edit(artifact, metadata={**artifact.row.metadata, "edited": "once"}, live=True)
    return artifacts


def addresses_of(artifact: Artifact) -> list[str]:
    return [artifact.get_absolute_url() + tail for tail in TAILS]


def merge(source: Artifact, target: Artifact) -> None:
    """As the merge verb leaves a source: its rows, history and publication stay, and it leads elsewhere."""
    Artifact.objects.filter(pk=source.pk).update(
        state="merged", merged_into=target, state_reason="Same gene.", state_at=timezone.now()
    )
