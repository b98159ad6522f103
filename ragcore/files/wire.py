"""What goes over a socket between two of our own processes: anything that can be pickled, arrays without a copy."""

from __future__ import annotations

import pickle
import socket
from struct import Struct
from typing import Any

_LENGTH = Struct("<Q")
# How much memory in bytes, how many seconds of a processor and how many by the clock a piece of work may take.
LIMITS = Struct("<Qdd")


def packed(content: object) -> list[memoryview]:
    """Anything that can be pickled, as blocks: a pickle, and what it points to; arrays are not copied."""
    buffers: list[pickle.PickleBuffer] = []
    head = pickle.dumps(content, protocol=5, buffer_callback=buffers.append)
    return [memoryview(head), *(buffer.raw() for buffer in buffers)]


def send(connection: socket.socket, blocks: list[memoryview]) -> None:
    """Send what was packed."""
    connection.sendall(b"".join(map(_LENGTH.pack, [len(blocks), *map(len, blocks)])))
    for block in blocks:
        connection.sendall(block)


def receive(connection: socket.socket) -> Any:
    """What was sent; raises EOFError where it breaks off."""
    count = _LENGTH.unpack(_exactly(connection, _LENGTH.size))[0]
    lengths = [_LENGTH.unpack(_exactly(connection, _LENGTH.size))[0] for _ in range(count)]
    head, *buffers = [_exactly(connection, length) for length in lengths]
    return pickle.loads(head, buffers=buffers)  # noqa: S301 - from our own process


def _exactly(connection: socket.socket, length: int) -> bytearray:
    block = bytearray(length)
    view = memoryview(block)
    while view:
        got = connection.recv_into(view)
        if not got:
            raise EOFError
        view = view[got:]
    return block
