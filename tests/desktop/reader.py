"""The accessible tree of a program, as a screen reader sees it.

Needs with-desktop, whose substitute service makes programs expose their tree on the
session's bus. Source: AT-SPI D-Bus protocol, at-spi2-core 2.46.
"""
import re
import time

import dbus

ACCESSIBLE, COMPONENT = 'org.a11y.atspi.Accessible', 'org.a11y.atspi.Component'
TEXT, VALUE, ROOT = 'org.a11y.atspi.Text', 'org.a11y.atspi.Value', '/org/a11y/atspi/accessible/root'
ACTION, PROPERTIES = 'org.a11y.atspi.Action', 'org.freedesktop.DBus.Properties'
SCREEN = dbus.UInt32(0)  # screen coordinates
STATES = {'checked': 4, 'enabled': 8, 'focused': 12, 'selected': 23, 'sensitive': 24, 'showing': 25, 'visible': 30}


def wait_for(ask, what, seconds=30.0):
    """Polls until the answer is true, and returns it."""
    end = time.monotonic() + seconds
    while True:
        answer = ask()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f'not within {seconds:.0f} s: {what}')
        time.sleep(0.05)


class Node:
    """One accessible object. Empty once the program has deleted it."""

    def __init__(self, bus, name, path):
        self.bus, self.owner, self.path = bus, str(name), str(path)
        self.object = bus.get_object(self.owner, self.path, introspect=False)

    def _call(self, interface, method, *arguments, otherwise=None):
        try:
            return self.object.get_dbus_method(method, interface)(*arguments)
        except dbus.DBusException:
            return otherwise

    def _get(self, interface, name, otherwise=''):
        return self._call(PROPERTIES, 'Get', interface, name, otherwise=otherwise)

    @property
    def name(self):
        return str(self._get(ACCESSIBLE, 'Name'))

    @property
    def description(self):
        return str(self._get(ACCESSIBLE, 'Description'))

    @property
    def role(self):
        return str(self._call(ACCESSIBLE, 'GetRoleName', otherwise=''))

    @property
    def children(self):
        found = self._call(ACCESSIBLE, 'GetChildren', otherwise=[])
        return [Node(self.bus, owner, path) for owner, path in found if not str(path).endswith('/null')]

    @property
    def text(self):
        """The text of a field; a password field returns dots."""
        return str(self._call(TEXT, 'GetText', dbus.Int32(0), dbus.Int32(-1), otherwise=''))

    @property
    def value(self):
        return self._get(VALUE, 'CurrentValue', None)

    def act(self):
        """Activates it like a screen reader, without pointer or keyboard."""
        return self._call(ACTION, 'DoAction', dbus.Int32(0))

    def has(self, state):
        words = self._call(ACCESSIBLE, 'GetState', otherwise=[0, 0])
        return bool(int(words[STATES[state] // 32]) >> STATES[state] % 32 & 1)

    @property
    def area(self):
        """x, y, width, height on the screen."""
        return tuple(int(n) for n in self._call(COMPONENT, 'GetExtents', SCREEN, otherwise=(0, 0, 0, 0)))

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def dump(self, depth=0):
        lines = [f'{"  " * depth}{self.role} {self.name!r} {self.text!r} {self.area}{"" if self.has("showing") else " hidden"}']
        for child in self.children:
            lines += child.dump(depth + 1)
        return lines


class Reader:
    """The tree of one process."""

    def __init__(self, pid):
        self.bus = dbus.SessionBus()
        self.pid = pid

    def _roots(self):
        daemon = self.bus.get_object('org.freedesktop.DBus', '/org/freedesktop/DBus', introspect=False)
        for owner in self.bus.list_names():
            if not owner.startswith(':'):
                continue
            try:
                if daemon.GetConnectionUnixProcessID(owner, dbus_interface='org.freedesktop.DBus') != self.pid:
                    continue
            except dbus.DBusException:
                continue
            root = Node(self.bus, owner, ROOT)
            if root.role:
                yield root

    def nodes(self):
        for root in self._roots():
            yield from root.walk()

    def all(self, name=None, role=None, text=None):
        """Every visible object; `name` and `text` are regular expressions that match anywhere."""
        for node in self.nodes():
            if role and node.role != role:
                continue
            if name is not None and not re.search(name, node.name):
                continue
            if text is not None and not re.search(text, node.text):
                continue
            if node.has('showing'):
                yield node

    def find(self, name=None, role=None, text=None, seconds=30.0):
        """Waits for the first such object."""
        return wait_for(lambda: next(self.all(name, role, text), None),
                        f'{role or "object"} named {name!r}, text {text!r}', seconds)

    def says(self, pattern):
        """The match of `pattern` in any visible name or text; None: no match."""
        for node in self.nodes():
            match = re.search(pattern, node.name) or re.search(pattern, node.text)
            if match and node.has('showing'):
                return match
        return None

    def dump(self):
        return '\n'.join(line for root in self._roots() for line in root.dump())
