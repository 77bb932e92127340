"""Primary keys that a query holds as one parameter: of thousands, each as its own costs more than the query itself."""

import json
from collections.abc import Iterable

from django.db.models import BigIntegerField, Expression


class Held(Expression):
    """`filter(pk__in=Held(pks))`: the keys in one list, as either database takes one."""

    def __init__(self, pks: Iterable[int]):
        super().__init__(output_field=BigIntegerField())
        self.pks = list(pks)

    def as_sql(self, compiler, connection):
        return "(SELECT value FROM json_each(%s))", [json.dumps(self.pks)]

    def as_postgresql(self, compiler, connection):
        return "(SELECT unnest(%s::bigint[]))", [self.pks]
