"""The desk's own tables as Parquet, typed, each column with its meaning in the file."""

import datetime
from pathlib import Path
from typing import Any

from vedette.errors import InputError
from vedette.export.tables import Column, Table, cells

_MISSING = "Parquet needs pyarrow: pip install vedette[export]"


def write(tables: list[Table], folder: Path) -> list[Table]:
    """One file for each table; dates as dates, numbers as numbers. Raises `InputError` without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise InputError(_MISSING) from error
    types: dict[str, Any] = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "date": pa.date32(),
    }
    for table in tables:
        rows = [cells(table, values) for values in table.rows]
        schema = pa.schema(
            [pa.field(c.name, types[c.type], metadata={"description": c.description}) for c in table.columns]
        )
        arrays = [
            pa.array([_value(row[n], column) for row in rows], type=types[column.type])
            for n, column in enumerate(table.columns)
        ]
        pq.write_table(pa.Table.from_arrays(arrays, schema=schema), folder / f"{table.name}.parquet")
    return tables


def _value(value: object, column: Column) -> object:
    if column.type == "date" and isinstance(value, str):
        return datetime.date.fromisoformat(value)
    return value
