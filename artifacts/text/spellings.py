"""Spellings: titles and addresses folded, so that two ways to write one name are equal and two names are not."""

import re
import unicodedata

from artifacts.text.addresses import normalise_key

ACCENTS = re.compile(r"[\u0300-\u036f]")
# A plus is part of a name, as in CD4+.
PIECE = re.compile(r"[^\W_]+|\++")
# Numbers stay apart: IL-1 2 is not IL-12.
LOOSE_BLANK = re.compile(r"(?<!\d) | (?!\d)")
# Of words of five letters and more, but for -ss, -us and -is: als, virus and sclerosis are no plurals.
PLURAL = re.compile(r"(?<=[a-z]{4})(?<![siu])s(?![^\W_])")
GREEK = str.maketrans(
    {
        "α": "alpha",
        "β": "beta",
        "γ": "gamma",
        "δ": "delta",
        "ε": "epsilon",
        "ζ": "zeta",
        "η": "eta",
        "θ": "theta",
        "κ": "kappa",
        "λ": "lambda",
        "μ": "mu",
        "π": "pi",
        "ρ": "rho",
        "σ": "sigma",
        "τ": "tau",
        "φ": "phi",
        "χ": "chi",
        "ψ": "psi",
        "ω": "omega",
    }
)
PREFIX = "wiki-"


def spelt_out(text: str) -> str:
    """`β-Glucan (Sjögren)` as `beta-glucan (sjogren)`: small letters without accents, Greek ones by name."""
    return ACCENTS.sub("", unicodedata.normalize("NFKD", normalise_key(text))).translate(GREEK)


def fold_title(title: str) -> str:
    """`APOE - Apolipoprotein E` and `ApoE (Apolipoprotein E)` both as `apoeapolipoproteine`."""
    return LOOSE_BLANK.sub("", " ".join(PIECE.findall(spelt_out(title))))


def bare(address: str) -> str:
    """An address without the prefix `wiki-`, by which a page's id differs from its slug."""
    return normalise_key(address).removeprefix(PREFIX)


def fold_address(address: str) -> str:
    """`wiki-cell-types-motor_neurons` and `cell-type-motor-neuron` alike: no prefix, punctuation or plural."""
    return fold_title(PLURAL.sub("", bare(address)))
