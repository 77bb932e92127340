"""The merge trace in a page's metadata, `__merged_from`: a list of objects, one for each page that was folded in."""

KEY = "__merged_from"


def merge_entries(metadata: dict) -> list[dict]:
    """The entries of a trace; a single object, as a dump writes it, is a list of one."""
    return [entry for entry in listed(metadata.get(KEY)) if isinstance(entry, dict)]


def listed(trace) -> list:
    """A trace as a list, whatever was written there: what is none is the only entry of one."""
    if isinstance(trace, list):
        return trace
    return [trace] if trace else []


def with_entry(metadata: dict, entry: dict) -> dict:
    """The metadata with one entry more at the end of its trace."""
    return {**metadata, KEY: [*listed(metadata.get(KEY)), entry]}


def with_trace_but(metadata: dict, trace, entry: dict) -> dict:
    """The metadata with a trace less one entry; without a trace where that was all."""
    left = [one for one in listed(trace) if one != entry]
    return {key: value for key, value in metadata.items() if key != KEY} | ({KEY: left} if left else {})


def with_listed_trace(metadata: dict) -> dict:
    """The metadata with its trace as a list, if it has one; what is no object in it is left as it is."""
    single = isinstance(metadata.get(KEY), dict)
    return {**metadata, KEY: merge_entries(metadata)} if single else metadata
