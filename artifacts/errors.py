"""The error classes: each message is a sentence for the person who can act on it."""

from django.utils.translation import gettext


def marked(template: str) -> str:
    """Mark a sentence for translation; imported as `_`, which the message tools look for."""
    return template


class ArtifactError(Exception):
    """Anything that SciDEX refuses; `field` names the form field that the sentence belongs to, if one does.

    A template with named places, `"There is no {kind}."`, is translated before these are filled in.
    """

    def __init__(self, template: str, *, field: str | None = None, **params):
        super().__init__(template.format(**params) if params else template)
        self.template, self.params, self.field = template, params, field

    @property
    def sentence(self) -> str:
        """In the language of whoever asks."""
        template = gettext(self.template)
        return template.format(**self.params) if self.params else template


class IdentifierError(ArtifactError):
    """A DOI, PMID or PMCID that is none."""


class ContentError(ArtifactError):
    """Content that breaks a rule of its artifact: a missing title, an unknown row kind, an address that is taken."""


class StaleSaveError(ArtifactError):
    """Somebody saved a newer revision since the text that is being saved was opened."""


class StateError(ArtifactError):
    """The artifact's state forbids the verb: publishing what is withdrawn, putting back what is active."""


class MergeError(ArtifactError):
    """Two artifacts that cannot be merged, or a merge that cannot be taken back."""


class DocumentError(ArtifactError):
    """A stored document that cannot be read."""


class CaptureError(ArtifactError):
    """A file that is no capture, or a broken one."""

    def __init__(self, name: str, line: int, sentence: str):
        super().__init__(f"{name}, line {line}: {sentence}")
        self.name, self.line = name, line


class ExchangeError(ArtifactError):
    """A file of the exchange format that cannot be read."""


class DumpError(ArtifactError):
    """A row or a file of a dump that cannot be read."""


class ArchiveError(ArtifactError):
    """An archive that cannot be written, or that is not what its manifest says."""


class RetractionError(ArtifactError):
    """A file of retractions that cannot be read."""


class ServiceError(ArtifactError):
    """A look-up service that does not answer, or not as it promises."""


class IntakeError(ArtifactError):
    """A file that holds no references that can be read, or more than can be taken."""


class PrintError(ArtifactError):
    """A page that cannot be made a PDF within the limits."""


class BusyError(ArtifactError):
    """Work that is done one at a time, and others are at it; to be asked for again."""


class MissingLibraryError(ArtifactError):
    """What this server cannot do, since a library that is not Python's is not installed."""
