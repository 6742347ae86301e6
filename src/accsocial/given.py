"""Records of settings: each value has a default, and one that is given is checked.

Pydantic checks them. Importing it and making its models takes half as long as importing polars,
and most runs are told nothing: it is imported where something is given.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from copy import copy
from decimal import Decimal
from functools import cache
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Self,
    dataclass_transform,
    get_type_hints,
)

if TYPE_CHECKING:
    from pydantic import BaseModel, GetCoreSchemaHandler
    from pydantic_core import CoreSchema


def listed(text: str) -> tuple[str, ...]:
    """The values of a list that is written as one text, with commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def as_given(value: object) -> str:
    """A setting as an option takes it: lists with commas, tables as pairs."""
    if isinstance(value, Mapping):
        return ",".join(f"{name}={part}" for name, part in value.items())
    if isinstance(value, list | tuple):
        return ",".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Given:
    """A frozen record whose attributes are those that a subclass annotates, each with a default.

    What pydantic has for its models too is named as there. Raises pydantic's ValidationError for
    a value that is not of its type or beyond its limits, and for a name that is none.
    """

    model_fields: ClassVar[Mapping[str, Any]] = {}
    """Names and defaults."""

    model_fields_set: frozenset[str]
    """The names that were given, be it with the value of the default."""

    def __init_subclass__(cls) -> None:
        cls.model_fields = {name: getattr(cls, name) for name in cls.__annotations__}

    def __init__(self, **given: Any) -> None:
        if self.may_be_wrong(given):
            checked = self._model()(**given)
            given = {name: getattr(checked, name) for name in given}
        self._hold(given)

    @classmethod
    def model_validate(cls, given: Any) -> Self:
        """A record with these values."""
        return cls(**given)

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """A copy with other values, which are not checked."""
        made = copy(self)
        fields_set = self.model_fields_set.union(update)
        vars(made).update(self._in_one_form(update), model_fields_set=fields_set)
        return made

    def as_plain(self, *, without: Collection[str] = ()) -> dict[str, object]:
        """The values as JSON-ready ones, in the order of the record."""
        return {n: _plain(getattr(self, n)) for n in self.model_fields if n not in without}

    def _hold(self, given: Mapping[str, Any]) -> None:
        defaults = {name: copy(default) for name, default in self.model_fields.items()}
        held = {**defaults, **self._in_one_form(given)}
        vars(self).update(held, model_fields_set=frozenset(given))

    @classmethod
    def _in_one_form(cls, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """The values as they are kept, if several say the same."""
        return given

    @classmethod
    def may_be_wrong(cls, given: Mapping[str, Any]) -> bool:
        """Whether some of the values must be checked."""
        return any(cls._needs_check(name, value) for name, value in given.items())

    @classmethod
    def _needs_check(cls, name: str, value: object) -> bool:
        """Whether a value is neither the default nor a text, or texts, where any are right."""
        if name not in cls.model_fields:
            return True
        default = cls.model_fields[name]
        if type(value) is type(default) and value == default:
            return False
        if cls.__annotations__[name] == "tuple[str, ...]":
            return type(value) is not tuple or any(type(each) is not str for each in value)
        return cls.__annotations__[name] != "str | None" or type(value) is not str

    @classmethod
    def _limits(cls) -> Mapping[str, Any]:
        """What values must be beyond their types, by name, in the words of pydantic."""
        return {}

    @classmethod
    @cache
    def _model(cls) -> type[BaseModel]:
        """The model that checks the values of such a record."""
        from pydantic import BeforeValidator, ConfigDict, create_model

        limits = cls._limits()
        fields: dict[str, Any] = {
            name: (Annotated[hint, limits[name]] if name in limits else hint, None)
            for name, hint in get_type_hints(cls).items()
            if name in cls.model_fields
        }
        for name, (hint, default) in fields.items():
            if _OF_NUMBERS.search(cls.__annotations__[name]):
                fields[name] = (Annotated[hint, BeforeValidator(_no_truth)], default)
        return create_model(cls.__name__, __config__=ConfigDict(extra="forbid"), **fields)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        # For records inside others, and inside models of pydantic.
        from pydantic_core.core_schema import no_info_wrap_validator_function

        def made(value: Any, checked: Any) -> Given:
            if isinstance(value, cls):
                return value
            found = checked(value)
            record = cls()
            record._hold({name: getattr(found, name) for name in found.model_fields_set})
            return record

        return no_info_wrap_validator_function(made, handler.generate_schema(cls._model()))

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.model_fields)

    __hash__ = None  # type: ignore[assignment]  # values may be dictionaries

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.model_fields)
        return f"{type(self).__name__}({values})"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be deleted")


_WRONG = {
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "finite_number": "must be a number",
    "decimal_parsing": "must be a number",
    "decimal_type": "must be a number",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "string_type": "must be a text, in quotes",
    "dict_type": "must be a table of keys and values",
    "model_type": "must be a table of keys and values",
    "model_attributes_type": "must be a table of keys and values",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "too_short": "must hold at least {min_length}",
    "too_long": "must hold at most {max_length}",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "literal_error": "must be {expected}",
}
"""What pydantic finds wrong, by its names, in words for people."""


def what_is_wrong(problem: Mapping[str, Any], special: Mapping[str, str] | None = None) -> str:
    """What pydantic finds wrong with a value, in words for people: the `special` ones come first.

    What has none keeps the words of pydantic.
    """
    kind = problem["type"]
    words = {**_WRONG, **(special or {})}.get(kind)
    if words is None:
        return str(problem["msg"]).removeprefix("Value error, ")
    context = problem.get("ctx", {})
    return words.format(**{name: _as_written(value) for name, value in context.items()})


def _as_written(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


_OF_NUMBERS = re.compile(r"\b(int|float)\b")


def _no_truth(value: object) -> object:
    """Python takes True for the number 1; who writes `true` for a number means something else."""
    if any(isinstance(each, bool) for each in (value if isinstance(value, list) else [value])):
        from pydantic_core import PydanticCustomError

        raise PydanticCustomError("number", "must be a number")
    return value


def _plain(value: object) -> object:
    if isinstance(value, Given):
        return value.as_plain()
    if isinstance(value, tuple):
        return [*value]
    if isinstance(value, dict):
        return {**value}
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
