"""Searches of citation styles, remembered: citeproc-py looks through the style for each macro and term that it sets."""

from citeproc.model import CitationStylesElement, Macro

# By the element and what is looked for. Kept elements are the same objects each time: so many as a style has at most.
_found: dict[tuple, list] = {}
_calls: dict[Macro, bool] = {}
_search, _calls_variable = CitationStylesElement.xpath_search, Macro.calls_variable


def remember_searches() -> None:
    """From here on each thing is searched for once; styles must not change once they are used."""
    CitationStylesElement.xpath_search = _remembered_search
    Macro.calls_variable = _remembered_calls


def _remembered_search(element, expression: str) -> list:
    if (element, expression) not in _found:
        _found[element, expression] = _search(element, expression)
    return _found[element, expression]


def _remembered_calls(macro) -> bool:
    if macro not in _calls:
        _calls[macro] = _calls_variable(macro)
    return _calls[macro]
