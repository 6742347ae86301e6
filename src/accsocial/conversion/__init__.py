"""An extract as canonical Parquet: typed, sorted, without the identifiers of persons."""

from accsocial.conversion.convert import convert

__all__ = ["convert"]
