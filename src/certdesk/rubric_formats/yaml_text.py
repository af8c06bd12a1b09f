"""Values as YAML in which every scalar is text, as `certdesk.plain_yaml` reads it: 0.20 stays 0.20 without quotes."""

from __future__ import annotations

from typing import Any

import yaml
from yaml.emitter import Emitter
from yaml.representer import SafeRepresenter
from yaml.resolver import BaseResolver
from yaml.serializer import Serializer

from certdesk.plain_yaml import Value

_WIDTH = 120
_TEXT = "tag:yaml.org,2002:str"
_EMPTY = {"", "~", "null", "Null", "NULL"}


class _Dumper(Emitter, Serializer, SafeRepresenter, BaseResolver):
    """Writes text as it is; the library's own dumper would put numbers into quotes."""

    def __init__(self, stream: Any) -> None:  # noqa: ANN401 - what the library passes
        Emitter.__init__(self, stream, width=_WIDTH, allow_unicode=True)
        Serializer.__init__(self)
        SafeRepresenter.__init__(self, sort_keys=False)
        BaseResolver.__init__(self)

    def ignore_aliases(self, _data: object) -> bool:
        """Never point from one place to another: the reader refuses that."""
        return True


def dump(value: Value) -> str:
    """Write a value. What `parse_yaml` reads of it is the same value."""
    import io

    out = io.StringIO()
    dumper = _Dumper(out)
    try:
        dumper.open()
        dumper.represent(value)
        dumper.close()
    finally:
        dumper.dispose()
    return out.getvalue()


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar(_TEXT, text, style="'" if text in _EMPTY else None)


def _nothing(dumper: _Dumper, _value: None) -> yaml.ScalarNode:
    return dumper.represent_scalar(_TEXT, "~")


def _short(dumper: _Dumper, values: list[Value]) -> yaml.SequenceNode:
    """Write a list of texts on one line."""
    node = dumper.represent_sequence("tag:yaml.org,2002:seq", values)
    node.flow_style = all(isinstance(each, str | None) for each in values)
    return node


_Dumper.add_representer(str, _text)
_Dumper.add_representer(type(None), _nothing)
_Dumper.add_representer(list, _short)
