"""The static site: every page that readers see, asked of the site's own views and written as files."""

import multiprocessing
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from django.db import connections
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils import translation

from artifacts.domain.archive.writing import copy_picture
from artifacts.domain.selecting import chunks, in_order
from artifacts.errors import ExchangeError
from artifacts.models import Address, Artifact
from artifacts.text.figures import is_picture
from artifacts.text.static_pages import MEDIA, Place, as_static, is_list, nginx_map, redirect_page
from artifacts.views.browse import PLURALS
from artifacts.views.sitemaps import PER_PART

CHUNK = 100
# What no reader's page asks for.
UNREAD = ("admin", "markdownx", "import_export", "desk", "codemirror", "sortable", "admin-*", "duplicates.*")
# The frames of these are drawn with styles of their own.
DIAGRAM = "/diagram"


class Site(NamedTuple):
    """Where the static site is written, and under which address it is to stand."""

    folder: Path
    base: str
    ids: frozenset[str]

    def is_there(self, path: str) -> bool:
        if path.startswith(MEDIA):
            name = path.removeprefix(MEDIA)
            return is_picture(name) and default_storage.exists(name)
        if path.startswith("/artifact/"):
            return path.removeprefix("/artifact/") in self.ids
        if path.startswith("/browse/"):
            return path.removeprefix("/browse/") in PLURALS
        return path in ("/", "/exchange", DIAGRAM)

    def address(self, place: Place) -> str:
        return f"{self.base}/{quote(place.folder)}"

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


def export_site(folder: Path, *, base: str = "", processes: int = 1, watch) -> dict[str, int]:
    """Write the static site; how many artifacts, lists, redirects and pictures it has."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = frozenset(Artifact.objects.published().values_list("public_id", flat=True))
    site = Site(folder, (base or settings.SITE_URL).rstrip("/"), ids)
    copy_static(folder)
    media = set()
    parts = list(chunks(sorted(site.ids), CHUNK))
    for found in watch(_in_processes(site, parts, processes), len(parts), "pages"):
        media |= found
    lists = write_lists(site, media)
    for name in media:
        copy_picture(name, folder / "media" / name)
    write_files(site)
    return {"artifacts": len(site.ids), "lists": lists, "redirects": write_redirects(site), "pictures": len(media)}


def _in_processes(site: Site, parts: list[list[str]], processes: int) -> Iterable[set[str]]:
    if processes == 1:
        yield from (write_artifacts(site, part) for part in parts)
        return
    # Each process asks the database by a connection of its own.
    connections.close_all()
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        yield from pool.map(write_artifacts, [site] * len(parts), parts)


def write_artifacts(site: Site, ids: list[str]) -> set[str]:
    """The pages and cards of some artifacts; the pictures that they show."""
    media = set()
    for public_id in ids:
        path = reverse("artifact", args=[public_id])
        try:
            text, nearby, card = answer(path), answer(f"{path}/nearby"), answer(f"{path}/card")
        except Http404:
            # It was withdrawn or merged since.
            continue
        media |= write_page(site, Place(f"/artifact/{public_id}"), text, nearby=nearby).media
        site.write(f"artifact/{public_id}/card", card)
    return {name for name in media if site.is_there(f"{MEDIA}{name}")}


def write_page(site: Site, place: Place, text: str, **options):
    policy = "" if place.path == DIAGRAM else content_policy()
    text = text.replace(settings.SITE_URL, site.base)
    written = as_static(text, place, is_there=site.is_there, canonical=site.address(place), policy=policy, **options)
    site.write(f"{place.folder}index.html", written.text)
    return written


def write_lists(site: Site, media: set[str]) -> int:
    """The home page and every list, each of its letters and pages."""
    # All types: a text may lead to one of which there is nothing yet.
    waiting = [Place("/"), Place("/exchange"), *(Place(f"/browse/{slug}") for slug in PLURALS)]
    done: dict[str, Place] = {}
    while waiting:
        place = waiting.pop()
        if place.folder in done or not (place.path == "/" or is_list(place)):
            continue
        done[place.folder] = place
        try:
            written = write_page(site, place, answer(place.address))
        except Http404:
            continue
        waiting += written.lists
    return len(done)


def write_files(site: Site) -> None:
    """The sitemaps, the page of what is not there, and the frame of diagrams."""
    base = settings.SITE_URL
    for number in range(1, max(1, -(-len(site.ids) // PER_PART)) + 1):
        # The address of a folder ends in a slash.
        text = answer(f"/sitemap-{number}.xml").replace(base, site.base).replace("</loc>", "/</loc>")
        site.write(f"sitemap-{number}.xml", text)
    site.write("sitemap.xml", answer("/sitemap.xml").replace(base, site.base))
    site.write("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {site.base}/sitemap.xml\n")
    write_page(site, Place(DIAGRAM), answer(DIAGRAM))
    root = f"{urlsplit(site.base).path}/"
    missing = as_static(
        render_to_string("404.html", request=asked("/")),
        Place("/"),
        is_there=site.is_there,
        root=root,
        policy=content_policy(),
    )
    site.write("404.html", missing.text)


def write_redirects(site: Site) -> int:
    """Small pages for what was merged and for slugs, all other names in a map for nginx; what is withdrawn says so."""
    count = 0
    with (site.folder / "redirects.map").open("w", encoding="utf-8", newline="\n") as file:
        for keys in in_order():
            rows = Address.objects.filter(artifact__in=keys).select_related("artifact__merged_into").order_by("key")
            addresses = list(rows)
            finals = Artifact.objects.finals([row.artifact for row in addresses])
            for row in addresses:
                final = finals[row.artifact_id]
                if final.public_id in site.ids and _moved(row, final):
                    count += 1
                    file.writelines(_redirected(site, row, final))
            for artifact in Artifact.objects.filter(
                pk__in=keys, state=Artifact.State.WITHDRAWN, publication__isnull=False
            ):
                write_page(site, Place(f"/artifact/{artifact.public_id}"), answer(artifact.get_absolute_url()))
    return count


def _moved(row: Address, final: Artifact) -> bool:
    return row.kind != Address.Kind.ID or row.artifact_id != final.pk


def _redirected(site: Site, row: Address, final: Artifact) -> Iterable[str]:
    to = Place(f"/artifact/{final.public_id}")
    merged = row.kind == Address.Kind.ID
    key = row.artifact.public_id if merged else row.key
    path = f"/artifact/{key}" if merged or row.kind == Address.Kind.IDENTIFIER else f"/wiki/{key}"
    # A key is one step of a path, and none that leads out of it.
    if row.kind != Address.Kind.IDENTIFIER and "/" not in key and key.strip("."):
        place = Place(path)
        up = "../" * place.folder.count("/")
        site.write(f"{place.folder}index.html", redirect_page(f"{up}{quote(to.folder)}", site.address(to)))
    paths = [path] if merged or row.kind == Address.Kind.IDENTIFIER else [path, f"/{key}"]
    return nginx_map((path, site.address(to)) for path in paths)


def copy_static(folder: Path) -> None:
    """The files that readers' pages ask for, under the names by which they ask."""
    for finder in finders.get_finders():
        for path, storage in finder.list(UNREAD):
            name, source = path, storage
            if hasattr(staticfiles_storage, "stored_name"):
                name, source = _hashed(path), staticfiles_storage
            to = folder / "static" / name
            to.parent.mkdir(parents=True, exist_ok=True)
            with source.open(name) as file:
                to.write_bytes(file.read())


def _hashed(path: str) -> str:
    try:
        return staticfiles_storage.stored_name(path)
    except ValueError as error:
        raise ExchangeError(f"{path} was not collected: call manage.py collectstatic first.") from error


def asked(address: str):
    request = RequestFactory(SERVER_NAME=urlsplit(settings.SITE_URL).hostname).get(address)
    request.user = AnonymousUser()
    return request


def answer(address: str) -> str:
    """What anybody is answered at an address; Http404 where it leads elsewhere."""
    match = resolve(urlsplit(address).path)
    with translation.override(settings.LANGUAGE_CODE):
        request = asked(address)
        request.resolver_match = match
        response = match.func(request, *match.args, **match.kwargs)
    if response.status_code not in (200, 410):
        raise Http404(address)
    return response.content.decode()


def content_policy() -> str:
    """The site's own, but for what a page cannot say of itself."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items() if name != "frame-ancestors")
