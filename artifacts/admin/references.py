"""The references on a page's form: for each citekey its work, its state and its uses, and works to choose from."""

from collections import Counter

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from artifacts.admin.desk import scripts
from artifacts.admin.rows import RowFormSet, RowInline
from artifacts.domain.suggesting import suggestions_for
from artifacts.errors import ContentError
from artifacts.forms import CitationForm
from artifacts.models import Citation, Publication, Reference
from artifacts.models.validators import CITEKEY
from artifacts.representations.csl import author_names, clean_csl
from artifacts.text.citekeys import rename_citekeys
from artifacts.text.code import without_code
from artifacts.text.marks import MARK, read_mark

MOST_KEYS = 200
LONGEST_KEY = Citation._meta.get_field("key").max_length
STATES = {
    "resolved": gettext_lazy("resolved"),
    "unresolved": gettext_lazy("unresolved"),
    "unused": gettext_lazy("unused"),
    "unpublished": gettext_lazy("not published"),
    "retracted": gettext_lazy("retracted"),
    "concern": gettext_lazy("expression of concern"),
    "corrected": gettext_lazy("corrected"),
}


class CitationFormSet(RowFormSet):
    """Each row with what stands behind its key: `uses`, `states` (code and word), `work`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        page = self.instance
        self.uses = uses_on(page) if page.pk else Counter()

    def add_fields(self, form, index):
        super().add_fields(form, index)
        citation = form.instance
        form.uses = self.uses[citation.key] if citation.pk else 0
        form.work = told_of(citation.reference) if citation.pk and citation.reference else None
        form.states = [(code, STATES[code]) for code in states_of(citation, form.uses)] if citation.pk else []


class CitationInline(RowInline, admin.TabularInline):
    model = Citation
    form = CitationForm
    formset = CitationFormSet
    extra = 1
    autocomplete_fields = ["reference"]
    heading = gettext_lazy("References")
    template = "admin/artifacts/rows.html"
    row_extra = "admin/artifacts/desk/citation.html"
    buttons = "admin/artifacts/desk/references_buttons.html"
    below = "admin/artifacts/desk/references.html"
    dialogs = "admin/artifacts/desk/references_dialogs.html"
    adders = [("", gettext_lazy("Add a citekey"))]

    class Media:
        js = scripts("desk/references.js")

    def get_queryset(self, request):
        live = Publication.objects.of_active().filter(artifact=OuterRef("reference"))
        rows = super().get_queryset(request).select_related("reference__artifact")
        return rows.annotate(published=Exists(live))


class CitationViews:
    """Mixed into the admin of pages: what the references ask the server while they are edited; nothing is written."""

    def get_urls(self):
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        views = {"suggest": require_GET(self.suggestions_view), "citekey": require_POST(self.citekey_view)}
        own = [
            path(f"{word}/", self.admin_site.admin_view(view), name=f"{prefix}_{word}") for word, view in views.items()
        ]
        return own + super().get_urls()

    def suggestions_view(self, request):
        """`{key: [{"id", "text", "why", "sure"}]}` for each `?key=`."""
        self.check_editor(request)
        keys = [key for key in request.GET.getlist("key")[:MOST_KEYS] if CITEKEY.fullmatch(key)]
        return JsonResponse(
            {
                key: [
                    {
                        "id": found.reference.pk,
                        "text": str(found.reference),
                        "work": told_of(found.reference),
                        "why": found.sentence,
                        "sure": found.sure,
                    }
                    for found in suggestions
                ]
                for key, suggestions in suggestions_for(keys).items()
            }
        )

    def citekey_view(self, request):
        """Texts in which a citekey has another name: `{"texts": [str]}`, or a refusal's sentence."""
        self.check_editor(request)
        old, new = request.POST.get("old", ""), request.POST.get("new", "").strip().removeprefix("@")
        if not CITEKEY.fullmatch(new) or len(new) > LONGEST_KEY:
            sentence = _("“%s” is no citekey: it holds letters, digits and the signs _ : . - only.") % new[:60]
            return JsonResponse({"error": sentence}, status=400)
        texts = [rename_citekeys(text, {old: new}) for text in request.POST.getlist("text")]
        return JsonResponse({"key": new, "texts": texts})


def uses_on(page) -> Counter:
    """How often each citekey is used in a page's text and rows, as they are saved."""
    rows = list(page.infobox.all())
    texts = [page.body, *(cell for row in rows for cell in (row.label, row.value))]
    marks = [mark[0] for text in texts if "[" in text for mark in MARK.finditer(without_code(text))]
    return Counter([cited.key for mark in marks for cited in read_mark(mark)]) + Counter(
        key for row in rows for key in row.citekeys
    )


def states_of(citation: Citation, uses: int) -> list[str]:
    reference = citation.reference
    if reference is None:
        return ["unresolved"] if uses else ["unresolved", "unused"]
    # What a reader must hear of a work comes before what an editor has to do about it.
    found = [reference.status if reference.status in Reference.WARNED else "resolved"]
    if not citation.published:
        found.append("unpublished")
    return found if uses else [*found, "unused"]


def told_of(reference: Reference) -> dict:
    """A work in one line: who, when, where it was published, and the way to its record."""
    try:
        csl = clean_csl(reference.csl)
    except ContentError:
        csl = {}
    names = author_names(csl)
    return {
        "title": reference.title,
        "authors": _("%s and others") % names[0] if len(names) > 2 or names[1:] == ["et al."] else " & ".join(names),
        "year": reference.year or "",
        "container": csl.get("container-title", ""),
        "url": reverse("admin:artifacts_reference_change", args=[reference.pk]),
        "status": reference.status,
    }
