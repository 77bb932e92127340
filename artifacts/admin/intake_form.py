"""The form by which a file of references is taken in: an upload, or a text that was pasted."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from artifacts.domain.reference_files import check_size, take_file
from artifacts.errors import ArtifactError, IntakeError


class IntakeForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("BibTeX, RIS, MEDLINE (.nbib) or CSL-JSON; which one is told by what stands in it."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste references here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "class": "vLargeTextField"}),
    )

    def take(self, request, wiki_page):
        """The file that was sent, kept to be looked at; None with the sentence in the form where it cannot be."""
        upload = self.cleaned_data["file"]
        try:
            if upload is not None and self.cleaned_data["text"].strip():
                raise IntakeError(_("Choose a file or paste references, not both at once."))
            if upload is not None:
                # Before it is read into memory.
                check_size(upload.size)
                return take_file(upload.read(), by=request.user, name=upload.name, page=wiki_page)
            return take_file(self.cleaned_data["text"], by=request.user, name=_("pasted references"), page=wiki_page)
        except ArtifactError as error:
            self.add_error("file" if upload is not None else "text", error.sentence)
        return None
