"""The serializer that reversion stores revisions with: one artifact, one packed document."""

from django.core.serializers.base import DeserializationError

from artifacts.errors import DocumentError
from artifacts.representations.contents import content_of
from artifacts.representations.document import make_document, pack, unpack_raw


class Serializer:
    """Writes the document that the save verb hung on the row, or the working copy without pins."""

    internal_use_only = True

    def serialize(self, queryset, **options) -> str:
        (row,) = queryset
        document = getattr(row, "pending_document", None) or make_document(content_of(row.artifact), {})
        self.value = pack(document)
        return self.value

    def getvalue(self) -> str:
        return self.value


class ReadOnlyDocument:
    """What reversion gets back: it can be looked at, and refuses to be saved."""

    m2m_data = None

    def __init__(self, document: dict):
        self.document = document
        self.object = None

    def save(self, *args, **kwargs):
        raise DocumentError("A revision is restored by SciDEX's own restore, never by reversion's revert.")


def Deserializer(stream, **options):  # noqa: N802 (Django looks this name up)
    try:
        yield ReadOnlyDocument(unpack_raw(stream))
    except DocumentError as error:
        raise DeserializationError(error.sentence) from error
