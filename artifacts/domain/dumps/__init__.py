"""Dumps: whole tables of another site brought in by stages, each in chunks, and taken out again by their batch.

`importing` runs the stages: `passes` reads the rows of a kind with what belongs to them (`scratch`), `preparing` makes
contents of them in worker processes (`crew`), `writing` writes them with a revision each, `showing` renders and checks
them against everything that came in, and `storing` keeps what that gave. How far an import is stands on its batch
(`progress`), written with what each chunk writes, so that it can be killed anywhere. `undoing` takes a batch back.
"""
