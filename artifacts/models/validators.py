"""Validators: rules of one field, each told as a sentence that says what to do."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from artifacts.errors import IdentifierError
from artifacts.text.addresses import ARTIFACT_ID, MAX_KEY_LENGTH, SLUG
from artifacts.text.identifiers import normalise_doi, normalise_pmcid, normalise_pmid
from artifacts.text.limits import body_refusal

CITEKEY = re.compile(r"[A-Za-z0-9_:.-]+")
SYMBOL = re.compile(r"[^\s,;<>\"]{1,60}")


def validate_slug(value):
    if not SLUG.fullmatch(value):
        raise ValidationError(
            _("A slug holds lower-case letters, digits, dots, underscores and hyphens, as in therapeutics-nusinersen.")
        )


def validate_public_id(value):
    if not ARTIFACT_ID.fullmatch(value) or len(value) > MAX_KEY_LENGTH:
        raise ValidationError(
            _("An artifact id holds letters, digits, dots, underscores, colons and hyphens, as in wiki-genes-smn1.")
        )


def validate_citekey(value):
    if not CITEKEY.fullmatch(value):
        raise ValidationError(_("A citekey holds letters, digits and the signs _ : . - only, as in finkel2017."))


def validate_body(value):
    refusal = body_refusal(value)
    if refusal:
        raise ValidationError(refusal.sentence)


def validate_score(value):
    if not 0 <= value <= 1:
        raise ValidationError(_("A score lies between 0 and 1."))


def validate_object(value, field):
    if not isinstance(value, dict):
        raise ValidationError({field: _('This must be a JSON object, as in {"origin_type": "import"}.')})


def validate_symbols(value):
    if not isinstance(value, list) or not all(isinstance(symbol, str) and SYMBOL.fullmatch(symbol) for symbol in value):
        raise ValidationError(_('Target genes are a list of symbols without blanks, as in ["SMN1", "SMN2"].'))


def _identifier(normalise, value):
    try:
        if normalise(value) != value:
            raise ValidationError(_("Write it in its normalised form, %(form)s."), params={"form": normalise(value)})
    except IdentifierError as error:
        raise ValidationError(error.sentence) from error


def validate_doi(value):
    _identifier(normalise_doi, value)


def validate_pmid(value):
    _identifier(normalise_pmid, value)


def validate_pmcid(value):
    _identifier(normalise_pmcid, value)


def validate_web_address(value):
    if not re.fullmatch(r"https?://[^\s<>\"]+", value):
        raise ValidationError(_("A web address begins with https:// or http:// and holds no blanks."))
