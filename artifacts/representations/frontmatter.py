"""Front matter: YAML between two lines of `---`, then text; plain data only, no aliases, tags or repeated keys."""

import yaml

from artifacts.errors import ExchangeError

MAX_FRONT_MATTER = 1024 * 1024
FENCE = "---\n"


class _Loader(yaml.SafeLoader):
    """YAML without what surprises people: dates stay text, and a repeated key or an alias is refused."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_node(self, parent, index):
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "aliases are not allowed", self.peek_event().start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _value in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} stands twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data):
        return True


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
        raise ExchangeError(f"{name}{line}: {getattr(error, 'problem', None) or error}.") from error
    except (RecursionError, ValueError) as error:
        raise ExchangeError(f"{name}: the fields cannot be read: {error}.") from error
    if not isinstance(fields, dict):
        raise ExchangeError(f"{name}: the fields must be written as name: value.")
    body = text[end + len("\n---\n") :]
    return fields, body.removeprefix("\n").removesuffix("\n")
