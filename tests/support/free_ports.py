"""Ports for servers that begin later."""
import contextlib
import random
import socket


def free_ports(count):
    """Free ports below the range of outgoing connections, so that no connection takes them meanwhile."""
    with contextlib.ExitStack() as stack:
        found = []
        while len(found) < count:
            one = stack.enter_context(socket.socket())
            with contextlib.suppress(OSError):
                one.bind(('127.0.0.1', random.randint(20000, 32000)))
                found.append(one.getsockname()[1])
        return found
