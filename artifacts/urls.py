"""The addresses of SciDEX (docs/architecture.md); what is none of its own pages is looked up as an artifact."""

from django.urls import path, re_path, register_converter
from django.urls.converters import IntConverter

from artifacts.views import (
    artifact,
    atlas,
    blame,
    browse,
    card,
    cite,
    diagram,
    diff,
    embed_help,
    exchange,
    export,
    feeds,
    history,
    home,
    lists,
    media,
    nearby,
    oembed,
    recent,
    revision,
    search,
    sitemaps,
    social,
)


class RevisionNumber(IntConverter):
    """A number that both databases can hold; a longer one is nobody's."""

    regex = "[0-9]{1,9}"


register_converter(RevisionNumber, "revision")

urlpatterns = [
    path("", home.home, name="home"),
    path("browse/<slug:type_slug>", browse.browse, name="browse"),
    path("search", search.search_page, name="search"),
    path("search/suggest", search.suggestions, name="suggest"),
    path("exchange", exchange.exchange, name="exchange"),
    path("atlas", atlas.atlas, name="atlas"),
    path("atlas/graph", atlas.graph, name="atlas_graph"),
    path("recent", recent.recent, name="recent"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<revision:number>.xml", sitemaps.part, name="sitemap_part"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("recent.atom", feeds.recent_feed, name="recent_feed"),
    path("diagram", diagram.diagram, name="diagram"),
    path("media/<path:path>", media.media, name="media"),
    path("artifact/<str:artifact_id>", artifact.artifact, name="artifact"),
    path("artifact/<str:artifact_id>/r/<revision:number>", revision.revision, name="revision"),
    path("artifact/<str:artifact_id>/history", history.history, name="history"),
    path("artifact/<str:artifact_id>/history.atom", feeds.history_feed, name="history_feed"),
    path("artifact/<str:artifact_id>/blame", blame.blame, name="blame"),
    path("artifact/<str:artifact_id>/r/<revision:number>/blame", blame.blame, name="blame_revision"),
    path("artifact/<str:artifact_id>/diff", diff.choose, name="choose_diff"),
    path("artifact/<str:artifact_id>/diff/<revision:before>..<revision:after>", diff.diff, name="diff"),
    path("artifact/<str:artifact_id>/card", card.card, name="card"),
    path("artifact/<str:artifact_id>/links", lists.links, name="links"),
    re_path(r"^artifact/(?P<artifact_id>[^/]+)/cite\.(?P<extension>\w{1,9})$", cite.cite, name="cite"),
    path("artifact/<str:artifact_id>/r/<revision:number>/cite.<str:extension>", cite.cite, name="cite_revision"),
    re_path(r"^artifact/(?P<artifact_id>[^/]+)/export\.(?P<extension>\w{1,9})$", export.export, name="export"),
    path(
        "artifact/<str:artifact_id>/r/<revision:number>/export.<str:extension>", export.export, name="export_revision"
    ),
    path("artifact/<str:artifact_id>/nearby", nearby.nearby, name="nearby"),
    path("artifact/<str:artifact_id>/embed", embed_help.choose, name="embed"),
    path("artifact/<str:artifact_id>/card.png", social.picture, name="picture"),
    path("embed.js", embed_help.script, name="embed_script"),
    path("oembed", oembed.oembed, name="oembed"),
    path("<path:path>", artifact.redirect_to_artifact, name="redirect"),
]
