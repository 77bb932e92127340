"""Keys that a query holds as one parameter: of thousands, each as its own costs more than the query itself."""

import json
from collections.abc import Iterable

from django.db.models import BigIntegerField, Expression, TextField


class Held(Expression):
    """`filter(pk__in=Held(pks))`: the keys in one list, as either database takes one."""

    def __init__(self, pks: Iterable[int]):
        super().__init__(output_field=BigIntegerField())
        self.pks = list(pks)

    def as_sql(self, compiler, connection):
        return "(SELECT value FROM json_each(%s))", [json.dumps(self.pks)]

    def as_postgresql(self, compiler, connection):
        return "(SELECT unnest(%s::bigint[]))", [self.pks]


class HeldTexts(Expression):
    """The same of texts."""

    def __init__(self, texts: Iterable[str]):
        super().__init__(output_field=TextField())
        self.texts = list(texts)

    def as_sql(self, compiler, connection):
        return "(SELECT value FROM json_each(%s))", [json.dumps(self.texts)]

    def as_postgresql(self, compiler, connection):
        return "(SELECT unnest(%s::text[]))", [self.texts]
