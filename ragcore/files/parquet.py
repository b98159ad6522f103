"""Parquet files as tables: checked by what they say of themselves first, then read once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ragcore.about import METADATA
from ragcore.files.header import column_named
from ragcore.files.shown import moment_shown
from ragcore.files.table import MOST_BYTES_UNPACKED, MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, Table
from ragcore.problems import Place, Problem, error, quoted, refused, rows_named, warning
from ragcore.text import visible

# The description at the end of a file: so long may a text in it be, and so many entries may a list in it have.
_MOST_TEXT = 10_000_000
_MOST_ENTRIES = 200_000
# Beyond these a double cannot tell two whole numbers, or two decimals, apart.
_EXACT = 2**53
_EXACT_DIGITS = 15
_TEXT = pa.dictionary(pa.int32(), pa.string())
_DICTIONARY = {"RLE_DICTIONARY", "PLAIN_DICTIONARY"}
_BYTES_OF_A_CODE = 4
_FEW_BYTES = 100_000
# So many bytes follow on the description of an encrypted file.
_SIGNATURE = 28

_DAMAGED = "The file is damaged; write it again, or fetch it again."


def read_parquet(data: bytes) -> tuple[Table | None, str, list[Problem]]:
    """Read the bytes of a Parquet file.

    Numbers come as doubles, all else as texts: whole numbers and decimals that a double cannot hold, dates
    ('30 Sep 2016'), times, TRUE and FALSE. NaN is no value. Rows are numbered from 1.

    Returns the table, None where it is refused; what the file says of its report (JSON, '' where nothing); and all
    that is wrong with it. What pandas writes of its own into a file is not looked at.

    Raises MemoryError where the file takes more than there is.
    """
    try:
        return _read(data)
    except pa.ArrowNotImplementedError:
        told = "The file is packed or encoded in a way that cannot be read; write it again as plain Parquet."
        return None, "", [error("E_FORMAT", "file", told)]
    except MemoryError:
        raise
    # Of a broken file any kind of fault may come, and each says the same.
    except (pa.ArrowException, OSError, ValueError, LookupError, OverflowError, TypeError):
        return None, "", [error("E_DAMAGED", "file", _DAMAGED)]


def _read(data: bytes) -> tuple[Table | None, str, list[Problem]]:
    source = pa.py_buffer(data)
    limits = {"thrift_string_size_limit": _MOST_TEXT, "thrift_container_size_limit": _MOST_ENTRIES}
    with pq.ParquetFile(pa.BufferReader(source), **limits) as file:
        described, schema = file.metadata, file.schema_arrow
        problems = _locked(data, described) or _oversized(described) or _refused(described, schema)
    if refused(problems):
        return None, "", problems
    leaves = np.cumsum([0, *(_leaves(field.type) for field in schema)])
    names = [field.name for field in schema if not _no_cell(field.type)]
    coded = [
        name for at, name in zip(leaves, schema.names, strict=False) if name in names and _is_coded(described, int(at))
    ]
    with pq.ParquetFile(
        pa.BufferReader(source), metadata=described, read_dictionary=coded, page_checksum_verification=True, **limits
    ) as file:
        chosen = names if len(names) < len(schema) else None
        read = file.read(columns=chosen, use_pandas_metadata=False)
    columns: list[pa.ChunkedArray | None] = [read.column(name) for name in names]
    del read
    about = (described.metadata or {}).get(METADATA, b"").decode("utf-8", "replace")
    cells: list[pa.Array] = []
    for at, name in enumerate(names):
        column, columns[at] = columns[at], None  # what has been converted is let go
        array, found = _converted(column, name)
        cells.append(array)
        problems += found
    rows = np.arange(1, described.num_rows + 1, dtype=np.int32)
    table = Table([visible(name) for name in names], cells, rows)
    return (None if refused(problems) else table), about, problems


def _locked(data: bytes, described: pq.FileMetaData) -> list[Problem]:
    """What refuses a file whose columns are encrypted, though its description is not: that is signed."""
    if int.from_bytes(data[-8:-4], "little") != described.serialized_size + _SIGNATURE:
        return []
    told = "The file is encrypted with a password; write it again without one."
    return [error("E_PASSWORD", "file", told)]


def _oversized(described: pq.FileMetaData) -> list[Problem]:
    """What refuses a file by the sizes that it states."""
    if described.num_rows > MOST_ROWS:
        told = f"The file has {described.num_rows:,} rows, and the most is {MOST_ROWS:,}; leave some out."
        return [error("E_TOO_MANY_ROWS", "file", told)]
    if described.num_columns > MOST_COLUMNS:
        told = f"The file has {described.num_columns:,} columns, and the most is {MOST_COLUMNS:,}; leave some out."
        return [error("E_TOO_MANY_COLUMNS", "file", told)]
    if not described.num_columns:
        return [error("E_EMPTY", "file", "The file is empty: it has no columns; write it again with the scorecard.")]
    if not described.num_rows:
        return [error("E_NO_ROWS", "file", "The file has columns but no rows; export it again with figures.")]
    sizes = [_unpacked(described, at) for at in range(described.num_columns)]
    if sum(sizes) > MOST_BYTES_UNPACKED:
        largest = int(np.argmax(sizes))
        name = visible(described.schema.column(largest).path)
        told = (
            f"The file unpacks to {sum(sizes) / 1e6:,.0f} MB, {sizes[largest] / 1e6:,.0f} MB of them in this column, "
            f"and the most is {MOST_BYTES_UNPACKED / 1e6:,.0f} MB; leave out what is not the scorecard."
        )
        return [error("E_TOO_LARGE_UNZIPPED", Place(column=name), told)]
    return []


def _unpacked(described: pq.FileMetaData, at: int) -> int:
    """How many bytes a column takes: as it says, and at least the codes or numbers of its rows."""
    size: int = sum(chunk.total_uncompressed_size for chunk in _chunks(described, at))
    rows: int = described.num_rows
    return max(size, rows * _BYTES_OF_A_CODE)


def _chunks(described: pq.FileMetaData, at: int) -> Iterator[pq.ColumnChunkMetaData]:
    return (described.row_group(group).column(at) for group in range(described.num_row_groups))


def _is_coded(described: pq.FileMetaData, at: int) -> bool:
    """Whether a column of texts lies in the file as codes, so that each text need be read only once.

    Where most texts differ, a writer lists the first of them and writes out the others.
    """
    if described.schema.column(at).physical_type != "BYTE_ARRAY":
        return False
    few = max(_FEW_BYTES, described.num_rows * _BYTES_OF_A_CODE)
    chunks = list(_chunks(described, at))
    listed = all(_DICTIONARY & set(chunk.encodings) for chunk in chunks)
    return listed and sum(chunk.total_uncompressed_size for chunk in chunks) <= few


def _refused(described: pq.FileMetaData, schema: pa.Schema) -> list[Problem]:
    """What refuses a file by the names and types of its columns."""
    problems: list[Problem] = []
    for name, count in Counter(schema.names).items():
        if count > 1:
            places = [at for at, other in enumerate(schema.names, start=1) if other == name]
            where = rows_named(places).replace("row", "column")
            told = f"{count} columns are called {quoted(name)}; remove or rename all but one of them."
            problems.append(error("E_DUPLICATE_HEADER", where, told))
    words = {field.name: _no_cell(field.type) for field in schema}
    for name, word in words.items():
        place, told = Place(column=visible(name)), f"The column holds {word} in each cell, and not a number or a text; "
        if word and (column_named(name) or all(words.values())):
            problems.append(error("E_COLUMN_TYPE", place, f"{told}write one of these instead."))
        elif word:
            problems.append(warning("W_COLUMN_TYPE", place, f"{told}it was left out, as no scorecard needs it."))
    if not refused(problems) and described.num_columns != sum(_leaves(field.type) for field in schema):
        problems = [error("E_DAMAGED", "file", _DAMAGED)]
    return problems


def _leaves(kind: pa.DataType) -> int:
    """How many columns of a file hold a column of this type: one for each of the values in a cell."""
    if pa.types.is_map(kind):
        return _leaves(kind.key_type) + _leaves(kind.item_type)
    nested = pa.types.is_nested(kind)
    return sum(_leaves(kind.field(at).type) for at in range(kind.num_fields)) if nested else 1


def _no_cell(kind: pa.DataType) -> str:
    """What is in the cells of a column that no scorecard has, in plain words; '' where it can be read."""
    if pa.types.is_dictionary(kind):
        return _no_cell(kind.value_type)
    words = (
        (pa.types.is_map, "a map"),
        (pa.types.is_struct, "a struct (several values under names)"),
        (pa.types.is_nested, "a list"),
        (_is_bytes, "raw bytes (binary)"),
        (_is_readable, ""),
    )
    return next((word for is_one, word in words if is_one(kind)), "something that is no figure")


def _is_bytes(kind: pa.DataType) -> bool:
    is_one = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary, pa.types.is_binary_view)
    return any(test(kind) for test in is_one)


def _is_text(kind: pa.DataType) -> bool:
    return any(test(kind) for test in (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view))


def _is_readable(kind: pa.DataType) -> bool:
    types = pa.types
    is_one = (types.is_integer, types.is_floating, types.is_decimal, types.is_boolean, types.is_null, types.is_date)
    return _is_text(kind) or any(test(kind) for test in (*is_one, types.is_timestamp, types.is_time))


def _converted(column: pa.ChunkedArray, name: str) -> tuple[pa.Array, list[Problem]]:
    """A column as a table has it, and what refuses it."""
    if pa.types.is_dictionary(column.type) and not _is_text(column.type.value_type):
        column = column.cast(column.type.value_type)
    kind = column.type
    if pa.types.is_dictionary(kind) or _is_text(kind):
        return _texts(column, name)
    array = _whole(column)
    if pa.types.is_null(kind):
        return pa.nulls(len(array), pa.float64()), []
    if pa.types.is_boolean(kind):
        return _coded(pc.if_else(array, "TRUE", "FALSE")), []
    if pa.types.is_temporal(kind):
        return _moments(array), []
    return _numbers(array), []


def _whole(column: pa.ChunkedArray) -> pa.Array:
    """A column in one piece."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _numbers(array: pa.Array) -> pa.Array:
    """Numbers as doubles, each the one that its decimals say; as texts where doubles cannot hold them."""
    kind = array.type
    if pa.types.is_integer(kind):
        ends = pc.min_max(array).as_py()
        fits = ends["min"] is None or (ends["min"] >= -_EXACT and ends["max"] <= _EXACT)
        return array.cast(pa.float64()) if fits else _coded(array.cast(pa.string()))
    if pa.types.is_decimal(kind):
        texts = array.cast(pa.string())
        return texts.cast(pa.float64()) if kind.precision <= _EXACT_DIGITS else _coded(texts)
    if kind != pa.float64():
        # 0.1 as a short float is 0.1, and not the 0.10000000149 that lies nearest to it.
        array = array.cast(pa.float32()).cast(pa.string()).cast(pa.float64())
    not_numbers = pc.is_nan(array)
    return pc.if_else(not_numbers, pa.scalar(None, pa.float64()), array) if pc.any(not_numbers).as_py() else array


def _moments(array: pa.Array) -> pa.Array:
    """Dates and times as a person writes them."""
    kind = array.type
    if pa.types.is_time(kind):
        return _coded(pc.utf8_slice_codeunits(array.cast(pa.string()), 0, 5))
    if pa.types.is_timestamp(kind):
        if kind.tz:
            array = pc.local_timestamp(array)
        array = array.cast(pa.timestamp("s"), safe=False)
    else:
        array = array.cast(pa.date32())
    codes = array.dictionary_encode()
    texts = pa.array([moment_shown(moment) for moment in codes.dictionary.to_pylist()], pa.string())
    return _without_nulls(pa.DictionaryArray.from_arrays(codes.indices, texts))


def _coded(texts: pa.Array) -> pa.Array:
    return _without_nulls(texts.dictionary_encode().cast(_TEXT))


def _texts(column: pa.ChunkedArray, name: str) -> tuple[pa.Array, list[Problem]]:
    """A column of texts, '' where there is none; refused where a text is no UTF-8, or longer than a cell may be."""
    if pa.types.is_dictionary(column.type):
        array = _whole(column.unify_dictionaries())
        listed = array.dictionary
    else:
        array = listed = _whole(column)
    place = Place(column=visible(name))
    try:
        listed.validate(full=True)
    except pa.ArrowInvalid:
        return array, [error("E_ENCODING", place, "The column holds texts that are not UTF-8; write it again as text.")]
    longest = pc.max(pc.utf8_length(listed)).as_py() or 0
    if longest > MOST_CHARACTERS:
        told = f"A cell holds {longest:,} characters, and the most is {MOST_CHARACTERS:,}; shorten it."
        return array, [error("E_CELL_TOO_LONG", place, told)]
    if array is not listed:
        return _without_nulls(array.cast(_TEXT)), []
    return array.cast(pa.string()).fill_null(""), []


def _without_nulls(array: pa.DictionaryArray) -> pa.DictionaryArray:
    """Codes of texts with '' where there is none."""
    texts, codes = array.dictionary, array.indices
    if not (codes.null_count or texts.null_count):
        return array
    if codes.null_count:
        codes = codes.fill_null(len(texts))
        texts = pa.concat_arrays([texts, pa.array([""], pa.string())])
    return pa.DictionaryArray.from_arrays(codes, texts.fill_null(""))
