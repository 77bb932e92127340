"""Forms as a browser fills them: the fields of an admin page with what stands in them, changed and sent."""

from lxml import html


class Form:
    """The change or add form of an artifact in the admin, as it was opened."""

    def __init__(self, client, path: str):
        self.client, self.path = client, path
        page = html.document_fromstring(client.get(path).content.decode())
        (form,) = [form for form in page.forms if form.get("id", "").endswith("_form")]
        self.data = {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}

    def add_row(self, prefix: str, **values) -> None:
        """Fill the next row of an inline."""
        number = int(self.data[f"{prefix}-TOTAL_FORMS"])
        if prefix in ("infobox", "citations") and number > int(self.data[f"{prefix}-INITIAL_FORMS"]):
            number -= 1
        if prefix == "infobox":
            values = {"kind": "pair", **values}
        self.data |= {f"{prefix}-{number}-{name}": value for name, value in values.items()}
        self.data[f"{prefix}-TOTAL_FORMS"] = str(number + 1)

    def send(self, button: str = "_save", **changes):
        data = {name: value for name, value in (self.data | changes).items() if value is not None}
        return self.client.post(self.path, data | {button: "1"}, follow=True)


def change(client, artifact) -> Form:
    model = {"page": "wikipage"}.get(artifact.kind, artifact.kind)
    return Form(client, f"/admin/artifacts/{model}/{artifact.pk}/change/")


def add(client, model: str) -> Form:
    return Form(client, f"/admin/artifacts/{model}/add/")


def errors(response) -> dict[str, list[str]]:
    """The errors of the form that was shown again, by field; those of inline rows by `<inline>-<row>-<field>`."""
    found = dict(response.context["adminform"].form.errors)
    for inline in response.context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            found |= {f"{form.prefix}-{name}": sentences for name, sentences in form.errors.items()}
        if inline.formset.non_form_errors():
            found[inline.formset.prefix] = inline.formset.non_form_errors()
    return {name: [str(sentence) for sentence in sentences] for name, sentences in found.items()}


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]
