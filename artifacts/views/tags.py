"""Tags of revisions in words: how a revision came to be, and what kind of statement it alters."""

from django.utils.translation import gettext_lazy as _

ALTERS = {
    "numbers": _("alters a number"),
    "units": _("alters a unit"),
    "doses": _("alters a dose"),
    "percentages": _("alters a percentage"),
    "p-values": _("alters a p-value"),
    "negations": _("alters a negation"),
    "genes": _("alters a gene symbol"),
}
TAGS = {
    "import": _("import"),
    "capture": _("capture"),
    "proposal": _("import taken over"),
    "merge": _("merge"),
    "unmerge": _("un-merge"),
    "restore": _("restored"),
    "undo": _("undone"),
    "reject": _("rejected"),
    "state": _("withdrawn or put back"),
    **ALTERS,
}


def tag_words(name: str) -> str:
    """The words for a tag; an unknown one as it is."""
    return str(TAGS.get(name, name))
