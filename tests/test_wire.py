import socket
import threading

import numpy as np
import pytest

from ragcore.files.wire import packed, receive, send


def sent(content):
    """What arrives of something that is sent."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        # More than a socket holds needs somebody who reads at the same time.
        sending = threading.Thread(target=send, args=(ours, packed(content)))
        sending.start()
        arrived = receive(theirs)
        sending.join()
    return arrived


@pytest.mark.parametrize("content", [None, "", {"a": [1, 2.5]}, ("memory", None), b"x" * 1_000_000])
def test_what_is_sent_arrives(content):
    assert sent(content) == content


def test_an_array_arrives_and_can_be_written():
    arrived = sent(np.arange(100_000))

    arrived[0] = 7
    assert arrived[:3].tolist() == [7, 1, 2]


@pytest.mark.parametrize("count", [0, 5, 12, 30])
def test_what_breaks_off_is_told(count):
    ours, theirs = socket.socketpair()
    whole = b"".join([*(len(block).to_bytes(8, "little") for block in packed("some text")), *packed("some text")])
    with theirs:
        with ours:
            ours.sendall((b"\x01" + bytes(7) + whole)[:count])
        with pytest.raises(EOFError):
            receive(theirs)
