"""Search: published artifacts by their words, on SQLite's FTS5 or PostgreSQL's full text, behind one interface.

`entries` says what is kept of a publication, `index` keeps it, `finding` answers queries, `guessing` helps where they
find little. What differs between the databases stands in `sqlite` and `postgresql` (see `engine`), and nowhere else.
"""
