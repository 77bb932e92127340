"""The start of an editor's day: what waits for one, what changed, and where the site needs work."""

from dataclasses import dataclass, field

from django.db.models import Count

from artifacts.domain.bench import waiting_keys
from artifacts.domain.review import queue
from artifacts.domain.watching import LARGE, inbox
from artifacts.models import ROWS, Artifact, Checkup, DuplicateCandidate, RevisionInfo

# How much of each list is shown.
SHOWN = 5
TITLED = ("artifact", *(f"artifact__{row}" for row in ROWS.values()))
LONG = tuple(f"artifact__{text}" for text in LARGE)


@dataclass
class Start:
    """Short lists; `counts` tells of each kind how many are active, and how many of these readers see."""

    waiting: int = 0
    news_count: int = 0
    to_review: list[RevisionInfo] = field(default_factory=list)
    own_waiting: list[RevisionInfo] = field(default_factory=list)
    news: list = field(default_factory=list)
    worst: list[Checkup] = field(default_factory=list)
    unresolved: list[tuple[str, int]] = field(default_factory=list)
    duplicates: list[DuplicateCandidate] = field(default_factory=list)
    counts: list[dict] = field(default_factory=list)


def start_of(user) -> Start:
    """What the start page shows to somebody who may view artifacts."""
    reviewing = user.has_perm("artifacts.publish_artifact")
    return Start(
        waiting=reviewable(user).count() if reviewing else 0,
        news_count=inbox(user).count(),
        to_review=titled(reviewable(user)) if reviewing else [],
        own_waiting=titled(RevisionInfo.objects.waiting().filter(author=user).order_by("-pk")),
        news=list(inbox(user)[:SHOWN]),
        worst=worst_pages(),
        unresolved=most_wanted_citekeys(),
        duplicates=likeliest_duplicates() if user.has_perm("artifacts.merge_artifact") else [],
        counts=counts_of_site(),
    )


def reviewable(user):
    """What others wrote and waits, the oldest first."""
    return queue(user).exclude(author=user)


def titled(rows) -> list:
    """The first of some rows that point at artifacts, with what these are called."""
    return list(rows.select_related(*TITLED).defer(*LONG)[:SHOWN])


def worst_pages() -> list[Checkup]:
    found = Checkup.objects.filter(newest=True, artifact__state=Artifact.State.ACTIVE).exclude(errors=0, warnings=0)
    return titled(found.order_by("-errors", "-warnings", "pk"))


def most_wanted_citekeys() -> list[tuple[str, int]]:
    """The keys that lead nowhere, with how many active pages use them, the most used first."""
    return list(waiting_keys().values_list("key", "pages")[:SHOWN])


def likeliest_duplicates() -> list[DuplicateCandidate]:
    return list(DuplicateCandidate.objects.open().select_related("first", "second")[:SHOWN])


def counts_of_site() -> list[dict]:
    """By kind, in the order that the kinds have."""
    active = Artifact.objects.active().order_by().values("kind")
    counted = active.annotate(all=Count("pk"), public=Count("publication__artifact"))
    found = {row["kind"]: row for row in counted}
    return [found.get(kind, {"kind": kind, "all": 0, "public": 0}) for kind in Artifact.Kind.values]
