"""The report of an import: what came in, was mended, found and refused, and what to look at next."""

from collections import Counter

from django.db.models import Count, Exists, OuterRef

from artifacts.domain.shown import Role
from artifacts.models import Address, Batch, Finding, ImportRecord, PublicationInput
from artifacts.text.lint import RULES

MOST_LISTED = 100
RIVAL = "the address "
PREFIX = "wiki-"


def report_of(batch: Batch) -> dict:
    """Everything as plain values, for the screen, for JSON and for a page. In a dry run called within it."""
    progress = batch.progress
    return {
        "name": batch.name,
        "source": batch.source,
        "at": batch.at.isoformat(timespec="seconds"),
        "state": batch.state,
        "counts": {kind: dict(counts) for kind, counts in sorted(progress.get("counts", {}).items()) if kind},
        "rejects": progress.get("rejects", 0),
        "seconds": progress.get("seconds", {}),
        "repairs": [{"rule": rule, **told} for rule, told in sorted(progress.get("repairs", {}).items())],
        "findings": findings_of(batch),
        "wanted": wanted_pages(batch),
        **orphans_of(batch),
        **rivals_of(batch),
        "slowest": [{"id": public_id, "seconds": seconds} for seconds, public_id in progress.get("slowest", [])],
    }


def findings_of(batch: Batch) -> list[dict]:
    """How often each rule of lint found something in what the import wrote, the worst first."""
    written = ImportRecord.objects.filter(batch=batch, revision__isnull=False).values("revision")
    rows = Finding.objects.filter(checkup__in=written).values("rule", "severity")
    rows = rows.annotate(count=Count("pk"), artifacts=Count("checkup", distinct=True)).order_by("-count", "rule")
    order = ("error", "warning", "info")
    return sorted(
        ({**row, "says": RULES[row["rule"]].template if row["rule"] in RULES else ""} for row in rows),
        key=lambda row: order.index(row["severity"]),
    )


def wanted_pages(batch: Batch) -> list[dict]:
    """Pages that links lead to and that nobody wrote, by how many artifacts of the import link there."""
    links = PublicationInput.objects.filter(
        role=Role.LINK, artifact__isnull=True, publication__artifact__in=_new(batch).values("artifact")
    )
    # A link asks for two keys, `wiki-x` and `x`: its page is wanted where neither leads anywhere.
    rows = links.filter(key__startswith=PREFIX).values("key").annotate(count=Count("publication"))
    found = list(rows.order_by("-count", "key")[: 2 * MOST_LISTED])
    bare = {row["key"]: row["key"].removeprefix(PREFIX) for row in found}
    there = set(Address.objects.filter(key__in=bare.values()).values_list("key", flat=True))
    wanted = [{"key": bare[row["key"]], "count": row["count"]} for row in found if bare[row["key"]] not in there]
    return wanted[:MOST_LISTED]


def orphans_of(batch: Batch) -> dict:
    """Pages of the import that nothing links to: how many, and the first of them."""
    links = PublicationInput.objects.filter(artifact=OuterRef("artifact"), role=Role.LINK)
    links = links.exclude(publication__artifact=OuterRef("artifact"))
    pages = _new(batch).filter(artifact__kind="page").exclude(Exists(links)).order_by("pk")
    return {
        "orphan_count": pages.count(),
        "orphans": list(pages.values_list("artifact__public_id", flat=True)[:MOST_LISTED]),
    }


def rivals_of(batch: Batch) -> dict:
    """Addresses that several artifacts want: how many, and the first of them with the one that has each."""
    remarks = _all(batch).exclude(remarks=[]).order_by("pk").values_list("artifact__public_id", "remarks")
    found, count = [], 0
    for public_id, told in remarks.iterator(chunk_size=1000):
        for remark in told:
            if remark.startswith(RIVAL):
                count += 1
                key, _leads, holder = remark.removeprefix(RIVAL).partition(" leads to ")
                found += [{"key": key, "wanted_by": public_id, "leads_to": holder}] if count <= MOST_LISTED else []
    return {"rival_count": count, "rivals": found}


def _all(batch: Batch):
    return ImportRecord.objects.filter(batch=batch)


def _new(batch: Batch):
    return _all(batch).filter(outcome=ImportRecord.Outcome.NEW)


def lines_of(report: dict) -> list[str]:
    """The report for the screen."""
    lines = [f"Import {report['name']} ({report['state']})"]
    for kind, counts in report["counts"].items():
        lines.append(f"  {kind}: {', '.join(f'{count:,} {outcome}' for outcome, count in sorted(counts.items()))}")
    lines.append(f"  rejects: {report['rejects']:,}")
    lines += _listed(
        "Repairs", report["repairs"], lambda row: f"{row['rule']}: {row['count']:,} in {row['artifacts']:,}"
    )
    by_severity = Counter()
    for row in report["findings"]:
        by_severity[row["severity"]] += row["count"]
    told = [f"{count:,} {severity}" for severity, count in by_severity.items()]
    lines.append(f"  findings: {', '.join(told) or 'none'}")
    lines += _listed("Findings", report["findings"][:12], lambda row: f"{row['rule']}: {row['count']:,}")
    lines += _listed("Wanted pages", report["wanted"][:10], lambda row: f"{row['key']}: {row['count']:,} links")
    lines.append(f"  orphan pages: {report['orphan_count']:,}; rival addresses: {report['rival_count']:,}")
    lines += _listed("Slowest", report["slowest"][:5], lambda row: f"{row['id']}: {row['seconds']:.2f} s")
    lines += _listed("Seconds by stage", report["seconds"].items(), lambda row: f"{row[0]}: {row[1]:.1f}")
    return lines


def _listed(title: str, rows, told) -> list[str]:
    rows = list(rows)
    return [f"  {title}:", *(f"    {told(row)}" for row in rows)] if rows else []
