"""Writing what is missing: where an editor begins the page that nobody has written yet, and which pages ask for it."""

from urllib.parse import urlencode

from django.urls import reverse

from artifacts.models import Publication, PublicationInput
from artifacts.text.addresses import target_keys
from artifacts.text.new_pages import new_page

NAMED = 10


def writing(path: str) -> dict:
    """What the page of a missing address offers; the same for everyone, and whether or not there is a draft."""
    page = new_page(path)
    if page is None:
        return {}
    asking = PublicationInput.objects.filter(key__in=target_keys(path), role=PublicationInput.Role.LINK)
    rows = Publication.objects.of_active().filter(pk__in=asking.values("publication")).select_related("artifact")
    wanted_by = list(rows.only("title", "artifact__public_id").order_by("title", "pk")[: NAMED + 1])
    return {
        "missing": page,
        "write_url": f"{reverse('admin:artifacts_wikipage_add')}?{urlencode(page._asdict())}",
        "wanted_by": [{"href": row.artifact.get_absolute_url(), "title": row.title} for row in wanted_by[:NAMED]],
        "wanted_by_others": len(wanted_by) > NAMED,
    }
