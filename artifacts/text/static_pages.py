"""Static pages: a page of the site as a file for any web server, its links relative, without what needs the site."""

import re
from collections.abc import Callable, Iterable
from html import escape
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from lxml import html

# What asks the site for something: to search, to filter, to write, to embed, to copy in a style.
NEEDS_THE_SITE = (
    "//form | //datalist | //*[contains(@class, 'visit')] | //section[contains(@class, 'ways')]"
    " | //section[@aria-labelledby='share'] | //button[contains(@class, 'copy-reference')]"
    " | //link[@rel='alternate'] | //meta[starts-with(@property, 'og:image')] | //meta[@name='twitter:card']"
    " | //p[a[@download]]"
)
# What leads into a form that is gone.
BEFORE_A_FORM = "//form[contains(@class, 'big')]/preceding-sibling::p[1]"
# Where a link stands for itself: it goes when its target is not there; elsewhere its words stay.
ALONE = "ancestor::nav or ancestor::footer or parent::p[@class='more'] or ancestor::*[@class='nearby']"
ADDRESSES = ("href", "src", "data-frame", "data-katex", "data-sheet")
LIST = re.compile(r"/browse/[\w-]+|/exchange")
STATIC, MEDIA = "/static/", "/media/"


class Place(NamedTuple):
    """A page and its folder below the root of the static site: `artifact/wiki-x/`, the empty text for the root."""

    path: str
    query: str = ""

    @property
    def folder(self) -> str:
        steps = [*self.path.strip("/").split("/"), *(f"{key}-{value}" for key, value in _asked(self.query))]
        return "".join(f"{step}/" for step in steps if step)

    @property
    def address(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path


def _asked(query: str) -> list[tuple[str, str]]:
    """What a list is asked for beyond its first page, in one order."""
    return sorted((key, value) for key, value in parse_qsl(query) if (key, value) != ("page", "1"))


def is_list(place: Place) -> bool:
    """Whether it is a list, or a letter or a page of one: the other questions need the site."""
    return LIST.fullmatch(place.path) is not None and {key for key, _value in _asked(place.query)} <= {"letter", "page"}


class Written(NamedTuple):
    text: str
    media: set[str]
    lists: set[Place]


def as_static(
    text: str,
    place: Place,
    *,
    is_there: Callable[[str], bool],
    root: str | None = None,
    canonical: str = "",
    policy: str = "",
    nearby: str = "",
) -> Written:
    """A page as its file.

    `is_there` tells of a path, `/artifact/wiki-x`, whether the static site has it. `root` is what links begin with
    where they cannot be relative; `nearby` the fragment that the page would ask for; `policy` its CSP.
    """
    page = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    prefix = root if root is not None else "../" * place.folder.count("/")
    for element in [*page.xpath(BEFORE_A_FORM), *page.xpath(NEEDS_THE_SITE)]:
        if element.getparent() is not None:
            element.drop_tree()
    _fill(page, nearby)
    written = Written("", set(), set())
    for element in page.xpath("//*[@href or @src or @data-frame or @data-katex or @data-sheet]"):
        _rewrite(element, place, prefix, is_there, written)
    _head(page, canonical, policy)
    told = html.tostring(page, encoding="unicode", doctype="<!doctype html>")
    return written._replace(text=told + "\n")


def _fill(page, nearby: str) -> None:
    for section in page.xpath("//*[@data-nearby]"):
        del section.attrib["data-nearby"]
        for room in section.find_class("nearby"):
            for child in [*room]:
                room.remove(child)
            for piece in html.fragments_fromstring(nearby) if nearby.strip() else ():
                if isinstance(piece, str):
                    room.text = (room.text or "") + piece
                else:
                    room.append(piece)


def _rewrite(element, place: Place, prefix: str, is_there, written: Written) -> None:
    for name in ADDRESSES:
        value = element.get(name)
        if value is None or value.startswith("#"):
            continue
        new = _relative(value, place, prefix, is_there, written)
        if new is not None:
            element.attrib[name] = new
        elif element.tag == "a":
            _unlink(element)
            return
        elif element.get("rel") != "canonical":
            element.drop_tree()
            return


def _relative(href: str, place: Place, prefix: str, is_there, written: Written) -> str | None:
    """Where a link leads in the static site; as it is, where it leads elsewhere; None where nothing is there."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return href
    if parts.path.startswith(STATIC):
        return f"{prefix}{parts.path[1:]}"
    if parts.path.startswith(MEDIA):
        written.media.add(unquote(parts.path.removeprefix(MEDIA)))
        return f"{prefix}{parts.path[1:]}" if is_there(unquote(parts.path)) else None
    to = Place(unquote(parts.path) or place.path, parts.query)
    # Letters and pages of lists are found from the lists themselves, and are there for that.
    listed = is_list(to) and (not to.query or is_list(place))
    if not is_there(to.path) or (to.query and not listed) or parts.fragment == "share":
        return None
    if listed:
        written.lists.add(to)
    return (f"{prefix}{quote(to.folder)}" or "./") + (f"#{parts.fragment}" if parts.fragment else "")


def _unlink(link) -> None:
    """Leave a link's words without it; one that stands alone goes with what parts it from the one before."""
    if not link.xpath(f"boolean({ALONE})"):
        link.tag = "span"
        for name in {*link.attrib} - {"class", "id"}:
            del link.attrib[name]
        return
    before, parent = link.getprevious(), link.getparent()
    if before is not None and before.tail:
        before.tail = before.tail.rstrip().removesuffix("·")
    link.drop_tree()
    if parent.tag in ("p", "li") and not parent.text_content().strip(" ·\n"):
        parent.drop_tree()


def _head(page, canonical: str, policy: str) -> None:
    head = page.find("head")
    for link in page.xpath("//link[@rel='canonical'] | //meta[@property='og:url']"):
        link.attrib["href" if link.tag == "link" else "content"] = canonical
    if policy:
        rule = html.Element("meta", {"http-equiv": "Content-Security-Policy", "content": policy})
        head.insert(1, rule)


def redirect_page(to: str, canonical: str) -> str:
    """A page that leads on at once, for servers that know no redirect; `to` is relative."""
    to, canonical = escape(to), escape(canonical)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Moved</title>\n'
        f'<link rel="canonical" href="{canonical}"><meta name="robots" content="noindex">\n'
        f'<meta http-equiv="refresh" content="0; url={to}"></head>\n'
        f'<body><p>This stands at <a href="{to}">{canonical}</a> now.</p></body></html>\n'
    )


def nginx_map(rows: Iterable[tuple[str, str]]) -> Iterable[str]:
    """Lines of nginx's `map $uri`: an old path and the address that it moved to."""
    for path, to in rows:
        yield f'"{_in_nginx(path)}" "{_in_nginx(to)}";\n'


def _in_nginx(text: str) -> str:
    return re.sub(r'([\\"$])', r"\\\1", text)
