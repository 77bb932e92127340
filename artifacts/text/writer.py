"""Writer: parsed tokens as HTML, with links resolved and citations numbered by the context."""

import functools
import inspect
from html import escape
from urllib.parse import quote, urlsplit

from markdown_it.renderer import RendererHTML

from artifacts.text import diagrams
from artifacts.text.addresses import is_stored
from artifacts.text.anchors import fragment
from artifacts.text.figures import caption_html

WEB = ("http", "https")
LINKED = (*WEB, "mailto")


class Writer(RendererHTML):
    """One rendering. markdown-it looks its methods up by the type of the token."""

    def __init__(self, context):
        self.context = context
        # What `RendererHTML` finds anew each time, by looking through all of its members.
        self.rules = {name: getattr(self, name) for name in _rules()}

    def citation(self, tokens, index, options, env):
        uses = [self.context.citations.cite(cited.key, cited.locator) for cited in tokens[index].meta["cited"]]
        resolved = all(use.resolved for use in uses)
        links = ",&nbsp;".join(self._use(use) for use in uses)
        return f'<sup class="cite{"" if resolved else " unresolved"}">{links}</sup>'

    def _use(self, use) -> str:
        mark = "" if use.resolved else "?"
        locator = f", {escape(use.locator)}" if use.locator else ""
        return f'<a href="#ref-{use.number}" id="{use.anchor}">{use.number}{mark}{locator}</a>'

    def doubt(self, tokens, index, options, env):
        doubt = tokens[index].meta["doubt"]
        anchor = self.context.doubt(doubt)
        named = doubt.kind.replace(" ", "-")
        return f'<sup class="doubt {named}" id="{anchor}">{escape(doubt.words)}</sup>'

    def wikilink(self, tokens, index, options, env):
        token = tokens[index]
        target = self._target(token.meta["keys"])
        shown = token.content or (target.title if target else "") or token.meta["slug"]
        return f"{self._anchor(token.meta['keys'], '')}{escape(shown)}</a>"

    def link_open(self, tokens, index, options, env):
        token = tokens[index]
        href, title = str(token.attrs.get("href", "")), str(token.attrs.get("title", ""))
        if token.meta["keys"]:
            return self._anchor(token.meta["keys"], href.partition("#")[2], title)
        if href.startswith("#"):
            return f'<a href="#{escape(fragment(href[1:]))}">'
        named = f' title="{escape(title)}"' if title else ""
        parts = _split(href)
        if parts is None or (parts.scheme and parts.scheme.lower() not in LINKED):
            return "<a>"
        if parts.netloc:
            address = href if parts.scheme else f"https:{href}"
            return f'<a class="external" href="{escape(address)}" rel="nofollow noopener"{named}>'
        # What is left leads somewhere on this site, or is no address at all.
        return f'<a href="{escape(href)}"{named}>' if parts.scheme or href[:1] in ("/", "?") else "<a>"

    def _target(self, keys):
        return next((self.context.targets[key] for key in keys if key in self.context.targets), None)

    def _anchor(self, keys, anchor: str, title: str = "") -> str:
        target = self._target(keys)
        if target is None:
            return f'<a class="missing" href="/wiki/{escape(quote(keys[-1]))}">'
        end = f"#{escape(fragment(anchor))}" if anchor else ""
        title = title or target.title
        named = f' title="{escape(title)}"' if title else ""
        return f'<a class="to-{escape(target.kind)}" href="{escape(target.href)}{end}"{named}>'

    def image(self, tokens, index, options, env):
        token = tokens[index]
        src, alt = str(token.attrs.get("src", "")), escape(self.renderInlineAsText(token.children, options, env))
        if is_stored(src):
            title = escape(str(token.attrs.get("title", "")))
            named = f' title="{title}"' if title else ""
            # With its size known, nothing moves when the picture arrives.
            size = 'width="{}" height="{}" '.format(*self.context.sizes[src]) if src in self.context.sizes else ""
            return f'<img src="{escape(src)}" alt="{alt}"{named} {size}loading="lazy">'
        parts = _split(src)
        # Nothing is loaded from elsewhere: the picture becomes a link to it.
        if parts is not None and parts.scheme.lower() in WEB and not token.meta.get("in_link"):
            return f'<a class="external" href="{escape(src)}" rel="nofollow noopener">{alt or escape(src)}</a>'
        return alt

    def figure_open(self, tokens, index, options, env):
        return f'<figure class="picture"{_line(tokens[index])}>'

    def figure_close(self, tokens, index, options, env):
        return f"{caption_html(tokens[index].content)}</figure>\n"

    def plain_tag(self, tokens, index, options, env):
        return tokens[index].content

    def fence(self, tokens, index, options, env):
        token = tokens[index]
        code = f"{_line(token)}><code>{escape(token.content)}</code></pre>"
        if token.info.strip() != "mermaid":
            return f"<pre{code}\n"
        kind = "mermaid refused" if diagrams.refused(token.content) else "mermaid"
        said, told = diagrams.caption(token.content), diagrams.arrows(token.content)
        captions = f"<figcaption>{escape(said)}</figcaption>" if said else ""
        captions += f'<figcaption class="told">{escape(told)}</figcaption>' if told else ""
        return f'<figure class="diagram"><pre class="{kind}"{code}{captions}</figure>\n'

    def math_inline(self, tokens, index, options, env):
        return f'<code class="tex">{escape(tokens[index].content)}</code>'

    def math_block(self, tokens, index, options, env):
        return f'<pre class="tex"{_line(tokens[index])}><code>{escape(tokens[index].content.strip())}</code></pre>\n'

    math_inline_double = math_inline
    math_block_label = math_block

    def footnote_ref(self, tokens, index, options, env):
        number, repeat = tokens[index].meta["id"] + 1, tokens[index].meta.get("subId", 0)
        anchor = f"fnref{number}-{repeat}" if repeat else f"fnref{number}"
        return f'<sup class="footnote-ref"><a href="#fn{number}" id="{anchor}">[{number}]</a></sup>'

    def footnote_block_open(self, tokens, index, options, env):
        return '<section class="footnotes"><ol class="footnotes-list">\n'

    def footnote_block_close(self, tokens, index, options, env):
        return "</ol></section>\n"

    def footnote_open(self, tokens, index, options, env):
        return f'<li id="fn{tokens[index].meta["id"] + 1}" class="footnote-item">'

    def footnote_close(self, tokens, index, options, env):
        return "</li>\n"

    def footnote_anchor(self, tokens, index, options, env):
        number, repeat = tokens[index].meta["id"] + 1, tokens[index].meta.get("subId", 0)
        anchor = f"fnref{number}-{repeat}" if repeat else f"fnref{number}"
        return f' <a href="#{anchor}" class="footnote-backref">↩</a>'

    def table_open(self, tokens, index, options, env):
        named = " unsourced" if tokens[index].attrGet("class") else ""
        return f'<div class="table-scroll{named}" tabindex="0"><table>\n'

    def table_close(self, tokens, index, options, env):
        return "</table></div>\n"

    def th_open(self, tokens, index, options, env):
        align = str(tokens[index].attrs.get("style", "")).removeprefix("text-align:")
        return f'<{tokens[index].tag} class="align-{align}">' if align else f"<{tokens[index].tag}>"

    td_open = th_open


@functools.cache
def _rules() -> tuple[str, ...]:
    """The methods that are rules of tokens."""
    methods = inspect.getmembers(Writer, predicate=inspect.isfunction)
    return tuple(name for name, _method in methods if not name.startswith(("render", "_")))


def _line(token) -> str:
    """The line of the source that a preview scrolls to, where the token bears one."""
    return f' data-line="{token.attrs["data-line"]}"' if "data-line" in token.attrs else ""


def _split(href: str):
    try:
        return urlsplit(href)
    except ValueError:
        return None
