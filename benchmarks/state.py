"""The state of a site as lines that two databases can be compared by: all tables of ours, without keys and moments.

`python -m benchmarks.state` prints that of the database that DATABASE_URL names, as JSON.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator

import django
from django.apps import apps
from django.db import connection, models

# What depends on the clock, or on how often something was tried; versions are told by the hash of their document.
PASSING = {"chain_sha256", "etag", "marks", "version"}
PASSING_KEYS = ("seconds", "slowest")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
LONG, TOLD = 200, 500
# What rows are known by where others refer to them; all others by what they hold.
KNOWN_BY = {
    "Artifact": ("public_id",),
    "Batch": ("name",),
    "Checkup": ("revision",),
    "RevisionInfo": ("artifact", "number"),
    "Publication": ("artifact",),
    "User": ("username",),
}
WORDS = {
    "sqlite": {
        "artifacts_search": "SELECT rowid, * FROM artifacts_search",
        "artifacts_search_head": "SELECT rowid, * FROM artifacts_search_head",
    },
    "postgresql": {"artifacts_search": "SELECT id, text, sources, head::text, vector::text FROM artifacts_search"},
}


class State:
    """The rows of every table, each as one line."""

    def __init__(self):
        self._lines: dict[type, dict] = {}
        self._names: dict[type, dict] = {}

    def tables(self) -> dict[str, list[str]]:
        own = apps.get_app_config("artifacts").get_models()
        found = {model._meta.db_table: sorted(self.lines(model).values()) for model in own}
        return found | self.words()

    def words(self) -> dict[str, list[str]]:
        """What the index of words holds, by the publication that it is of."""
        publications, found = self.names(apps.get_model("artifacts", "Publication")), {}
        with connection.cursor() as cursor:
            for table, query in WORDS[connection.vendor].items():
                cursor.execute(query)
                rows = ([publications.get(key), *map(told, rest)] for key, *rest in cursor.fetchall())
                found[table] = sorted(map(written, rows))
        return found

    def lines(self, model) -> dict:
        """By primary key."""
        if model not in self._lines:
            fields = [field for field in model._meta.concrete_fields if lasts(field)]
            self._lines[model] = {
                key: written({field.name: value for field, value in zip(fields, values, strict=True)})
                for key, values in self.rows(model, fields)
            }
        return self._lines[model]

    def rows(self, model, fields) -> Iterator[tuple]:
        """Each row's key and the values of some fields, rows that it refers to by their names."""
        rows = model._base_manager.values_list("pk", *(field.attname for field in fields))
        for key, *values in rows.iterator():
            yield key, [self.value(field, value) for field, value in zip(fields, values, strict=True)]

    def value(self, field, value):
        if field.is_relation and value is not None:
            return self.names(field.related_model)[value]
        return told(value)

    def names(self, model) -> dict:
        """What rows that others refer to are known by, by primary key."""
        if model not in self._names:
            self._names[model] = self._made_names(model)
        return self._names[model]

    def _made_names(self, model) -> dict:
        if known := KNOWN_BY.get(model.__name__):
            fields = [model._meta.get_field(name) for name in known]
            return {key: " ".join(map(str, values)) for key, values in self.rows(model, fields)}
        if model._meta.pk.is_relation:
            return self.names(model._meta.pk.related_model)
        return {key: short(line) for key, line in self.lines(model).items()}


def lasts(field) -> bool:
    """Whether a field holds the same in another database to which the same was done."""
    passing = isinstance(field, models.DateTimeField) or field.name in PASSING
    return not passing and (not field.primary_key or field.is_relation)


def written(row) -> str:
    return json.dumps(row, ensure_ascii=False)


def told(value):
    """A value as JSON can hold it: a long one by its beginning and its hash, moments left out."""
    if isinstance(value, (bytes, memoryview)):
        return hashlib.sha256(bytes(value)).hexdigest()
    if isinstance(value, dict):
        value = {name: part for name, part in value.items() if name not in PASSING_KEYS}
    if isinstance(value, (dict, list)):
        value = json.dumps(value, sort_keys=True, ensure_ascii=False)
    if isinstance(value, str):
        return short(MOMENT.sub("…", value))
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)


def short(text: str) -> str:
    return text if len(text) <= LONG else f"{text[:LONG]}… {hashlib.sha256(text.encode()).hexdigest()[:16]}"


def differences(one: dict[str, list[str]], other: dict[str, list[str]], most: int = 20) -> list[str]:
    """What stands in one state and not in the other, as sentences; none where they are equal."""
    found = []
    for table in sorted(one.keys() | other.keys()):
        here, there = Counter(one.get(table, ())), Counter(other.get(table, ()))
        found += [f"{table}: only the first holds {line[:TOLD]}" for line in (here - there).elements()]
        found += [f"{table}: only the second holds {line[:TOLD]}" for line in (there - here).elements()]
    return found[:most] + ([f"and {len(found) - most} more"] if len(found) > most else [])


if __name__ == "__main__":
    django.setup()
    print(json.dumps(State().tables()))
