"""Bulk jobs: what is too much for one request is done by the task worker in parts, and tells how far it is."""

import uuid
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from artifacts.domain.bulk import VERBS, Outcome, run_bulk

# So many artifacts are done while somebody waits, and so many in each part of a job.
AT_ONCE = 100
PART = 200


@task()
def do_part(job: str, verb: str, bases: list, options: dict, by: int) -> list:
    """Do one part of a job; its outcomes as lists. Who asked must still be allowed to."""
    user = get_user_model().objects.filter(pk=by, is_active=True).first()
    if user is None or not user.has_perm(VERBS[verb].permission):
        return []
    return [list(outcome) for outcome in run_bulk(verb, [tuple(pair) for pair in bases], options, by=user)]


def enqueue_bulk(verb: str, bases: list[tuple[int, int]], options: dict, *, by) -> str:
    """Have the task worker do it; the job's name, by which `progress_of` tells how far it is."""
    job = uuid.uuid4().hex
    for at in range(0, len(bases), PART):
        part = [list(pair) for pair in bases[at : at + PART]]
        do_part.enqueue(job=job, verb=verb, bases=part, options=options, by=by.pk)
    return job


@dataclass
class Progress:
    """How far a job is: `waiting` were not begun or are under way, `lost` stand in a part that broke off."""

    verb: str
    total: int = 0
    waiting: int = 0
    lost: int = 0
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def done(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.done]

    @property
    def skipped(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if not outcome.done]


def progress_of(job: str, *, by) -> Progress | None:
    """How far a job is that this person asked for; None where there is no such job."""
    parts = list(DBTaskResult.objects.filter(args_kwargs__kwargs__job=job).order_by("enqueued_at"))
    asked = [part.args_kwargs["kwargs"] for part in parts]
    if not asked or any(kwargs["by"] != by.pk for kwargs in asked):
        return None
    progress = Progress(asked[0]["verb"])
    for part, kwargs in zip(parts, asked, strict=True):
        size = len(kwargs["bases"])
        progress.total += size
        if part.status == TaskResultStatus.SUCCESSFUL:
            progress.outcomes += [Outcome(*told) for told in part.return_value]
            progress.lost += size - len(part.return_value)
        elif part.status == TaskResultStatus.FAILED:
            progress.lost += size
        else:
            progress.waiting += size
    return progress
