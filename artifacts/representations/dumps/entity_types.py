"""Entity types as dumps spell them: `cell_type`, `Brain Region`, `therapeutics`."""

import re

from artifacts.models import WikiPage

KNOWN = frozenset(WikiPage.EntityType.values)
OTHERWISE = {"cell_type": "cell", "trial": "clinical_trial"}
PLURALS = {f"{name[:-1]}ies" if name.endswith("y") else f"{name}s": name for name in (*KNOWN, *OTHERWISE)}


def entity_type_of(name: str) -> str | None:
    """The type's code here; None where there is none by that name."""
    code = re.sub(r"[\s-]+", "_", name.strip().casefold())
    code = PLURALS.get(code, code)
    code = OTHERWISE.get(code, code)
    return code if code in KNOWN else None
