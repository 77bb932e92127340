"""Front matter: YAML between two lines of `---`, then text; plain data only, no aliases, tags or repeated keys."""

import re

import yaml

from artifacts.errors import ExchangeError

MAX_FRONT_MATTER = 1024 * 1024
# Line breaks to YAML alone, which it would write as they are and read as blanks.
ODD_BREAKS = re.compile("[\x85\u2028\u2029]")
FENCE = "---\n"


class _Loader(yaml.SafeLoader):
    """YAML without what surprises people: of `NO`, `12:30`, `010` and dates nothing but text; no repeated keys."""

    yaml_implicit_resolvers = {}

    def compose_node(self, parent, index):
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "aliases are not allowed", event.start_mark)
        if event.tag is not None:
            raise yaml.composer.ComposerError(None, None, f"tags such as {event.tag} are not allowed", event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a name must be text", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} stands twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data):
        return True


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["", *"~nN"]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?(?:0|[1-9][0-9]{0,4000})", list("-+0123456789")),
    ("float", r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]*(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)", list("-+0123456789")),
    ("float", r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", list("-+.")),
):
    # The dumper knows them beside its own, so that it quotes a text that would be read as anything else.
    for _side in (_Loader, _Dumper):
        _side.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), _first)


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if ODD_BREAKS.search(text) else None)


_Dumper.add_representer(str, _represent_text)


def write_front_matter(fields: dict, body: str) -> str:
    head = yaml.dump(fields, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10**9, default_flow_style=False)
    return f"{FENCE}{head}{FENCE}" + (f"\n{body}\n" if body else "")


def read_front_matter(text: str, name: str) -> tuple[dict, str]:
    """The fields and the text below them; ExchangeError with the file's name and line."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not text.startswith(FENCE):
        raise ExchangeError(f"{name}, line 1: the file must begin with a line of three hyphens, then its fields.")
    end = text.find("\n---\n", len(FENCE) - 1)
    if end < 0 and text.endswith("\n---"):
        end, text = len(text) - 4, text + "\n"
    if end < 0:
        raise ExchangeError(f"{name}: the fields must end with a line of three hyphens.")
    head = text[len(FENCE) : end + 1]
    if len(head) > MAX_FRONT_MATTER:
        raise ExchangeError(f"{name}: the fields are longer than 1 MiB.")
    try:
        fields = yaml.load(head, Loader=_Loader)  # noqa: S506 (a SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 2}" if mark else ""
        said = getattr(error, "problem", None) or str(error).partition("\n")[0]
        raise ExchangeError(f"{name}{line}: {said}.") from error
    except (RecursionError, ValueError, OverflowError) as error:
        raise ExchangeError(f"{name}: the fields cannot be read: {error}.") from error
    if not isinstance(fields, dict):
        raise ExchangeError(f"{name}: the fields must be written as name: value.")
    body = text[end + len("\n---\n") :]
    return fields, body.removeprefix("\n").removesuffix("\n")
