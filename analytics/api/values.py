"""What measures give, as JSON has it: tables as lists of objects, days in ISO 8601, null for what is blank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd


def plain(value: Any) -> Any:
    """A value as JSON takes it, whatever a measure holds."""
    if value is None or isinstance(value, str | bool | int):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, pd.DataFrame):
        return [
            dict(zip(map(str, value.columns), map(plain, row), strict=True)) for row in value.itertuples(index=False)
        ]
    if isinstance(value, pd.Series | np.ndarray):
        return [plain(each) for each in value.tolist()]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(plain(name) or ""): plain(each) for name, each in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(map(plain, value))
    if isinstance(value, Iterable):
        return [plain(each) for each in value]
    return _single(value)


def _single(value: Any) -> Any:
    """A single value that is no text and no whole number of Python's own."""
    if pd.isna(value):
        return None
    if isinstance(value, date):  # a moment too, which at midnight is a day
        return value.isoformat().removesuffix("T00:00:00")
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float):
        return value
    raise TypeError(f"{type(value).__name__} has no form in JSON")
