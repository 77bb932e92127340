"""`python -m benchmarks.editing`: what an editor waits for, on a throw-away site of 20,000 pages and 5,000 works.

Prints medians in milliseconds and as ratios to the first row: opening the form of a 20 KB page with 60 works.
`--pages 2000` measures a smaller site.
"""

import argparse
from collections.abc import Callable

from benchmarks.setting import edit, make_page, make_works, median_ms, prepare, told  # isort: skip (sets Django up)

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.urls import reverse
from lxml import html

from artifacts.domain.accounts import importer
from artifacts.domain.bulk import bases_of, plan_bulk
from artifacts.domain.reference_files import plan_file, take_file
from artifacts.domain.tables import export_rows, try_table
from artifacts.models import Artifact, WikiPage
from artifacts.representations.contents import content_of
from artifacts.representations.tables import read_table, write_table
from artifacts.text.lint import Subject, lint
from benchmarks.large_site import LargeSite

ROUNDS = 7
LIST = "/admin/artifacts/wikipage/"
# What the lists are asked: how a row of the table is named, and the query.
LISTS = {
    "list of pages": "",
    "its last page": "?p={last}",
    "by one filter": "?entity_type__exact=gene",
    "by three filters": "?findings=error&published=older&tag=core",
    "by rule": "?rule=empty-section",
    "sorted by findings": "?o=-4",
    "sorted by change": "?o=-8",
    "searched by a word": "?q=kinase",
    "searched by two words and a filter": "?q=tau+neuron&findings=error",
    "searched by address": "?q=genes-bench1999",
    "searched by citekey": "?q=work77",
    "searched by PMID": "?q=PMID:30000077",
    "searched by text": "?q=partner+neurons&in=text",
    "searched in vain": "?q=zzzz",
}
WORKS = {"list of references": "", "searched by author": "?q=author77", "never cited": "?used=no"}


class Desk:
    """An editor who is logged in, and the page that they have before them."""

    def __init__(self, user):
        self.user, self.client = user, Client()
        self.client.force_login(user)
        self.page = make_page()
        self.content = content_of(self.page)
        self.form = self.page.admin_url("change")

    def get(self, path: str) -> Callable:
        def asked():
            response = self.client.get(path)
            assert response.status_code == 200, (path, response.status_code)

        return asked

    def typed(self) -> dict:
        """The fields of the page's form as a browser sends them."""
        form = html.document_fromstring(self.client.get(self.form).content).get_element_by_id("wikipage_form")
        return dict(form.form_values())

    def post(self, verb: str) -> Callable:
        typed = self.typed()

        def sent():
            response = self.client.post(self.page.admin_url(verb), typed)
            assert response.status_code == 200, (verb, response.status_code)

        return sent

    def save(self) -> None:
        edit(Artifact.objects.get(pk=self.page.pk))


def page_rows(desk: Desk) -> dict[str, Callable]:
    """What one page costs."""
    return {
        "form of a 20 KB page with 60 works": desk.get(desk.form),
        "save of a change of one word": desk.save,
        "preview of the whole form": desk.post("preview"),
        "check-up of the whole form": desk.post("check"),
        "lint of it, by the rules alone": lambda: lint(Subject(desk.content)),
        "completion of a work": desk.get(f"/admin/complete/works/?term=kinase&page={desk.page.pk}"),
        "completion of a link": desk.get("/admin/complete/targets/?term=kinase"),
    }


def site_rows(desk: Desk, last: int) -> dict[str, Callable]:
    """What the size of the site makes slow."""
    chosen = bases_of(WikiPage.objects.order_by("pk").values("pk")[:50])
    artifacts = Artifact.objects.filter(pk__in=[pk for pk, _base in chosen])
    table = read_table(write_table("csv", *export_rows(artifacts, "page")), "csv")
    rows = {name: desk.get(LIST + query.format(last=last)) for name, query in LISTS.items()}
    rows |= {name: desk.get("/admin/artifacts/reference/" + query) for name, query in WORKS.items()}
    rows |= {
        "start page": desk.get("/admin/"),
        "plan of tagging 50 pages": lambda: plan_bulk("add_tag", chosen, {"tag": "new"}, by=desk.user),
        "trial of a table of 50 pages": lambda: try_table(table, "page", by=desk.user),
    }
    entries = "\n".join(
        f"@article{{k{n}, title = {{Work {n}}}, year = 2001, pmid = {{{40_000_000 + n}}}}}" for n in range(1_000)
    )
    file = take_file(entries.encode(), name="library.bib", by=desk.user)
    rows["plan of a file of 1,000 references"] = lambda: plan_file(file)
    return rows | {"citation bench": desk.get(reverse("admin:artifacts_citation_changelist"))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=20_000)
    pages = parser.parse_args().pages
    prepare()
    user = get_user_model().objects.create_superuser("ada")
    make_works()
    LargeSite(importer()).grow(pages, works=max(60, pages // 4))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    desk = Desk(user)
    rows = page_rows(desk) | site_rows(desk, last=pages // 50)
    print(f"{pages:,} pages, {connection.vendor}")
    told({name: warm_median(act) for name, act in rows.items()})


def warm_median(act: Callable) -> float:
    act()
    return median_ms(act, ROUNDS)


if __name__ == "__main__":
    main()
