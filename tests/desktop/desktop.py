"""The real program on an invisible desktop: shared by the desktop tests."""
import glob
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import unittest

import dbus

from reader import Reader, wait_for

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.environ['SIGNALBOX_PROGRAM']
FAKE_UPSTREAM = os.environ['SIGNALBOX_FAKE_UPSTREAM']
SHOTS = os.environ['SIGNALBOX_SHOTS']
ICON = 'signalbox'  # its id in the tray
WINDOW = ' · Signalbox$'  # as in "Overview · Signalbox"; xdotool ignores case
KEY = 'sk-desktop-3b9d5e71c2'


def run(*command, check=True, seconds=60):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=seconds)
    if check and done.returncode != 0:
        raise AssertionError(f'{" ".join(map(str, command))}: {done.stderr or done.stdout}')
    return done.stdout


def tray(*arguments, check=True):
    return run(os.path.join(HERE, 'tray'), *arguments, check=check)


def xdo(*arguments, check=True):
    return run('xdotool', *arguments, check=check)


def windows(visible=True):
    """Ids of the program's windows by title. The search fails if any window, such as
    a dialog that was just closed, disappears during it: then it is repeated."""
    only = ['--onlyvisible'] if visible else []
    for _ in range(50):
        found = subprocess.run(['xdotool', 'search', *only, '--name', WINDOW], capture_output=True, text=True, timeout=60)
        if 'BadWindow' not in found.stderr:
            return found.stdout.split()
        time.sleep(0.02)
    raise AssertionError(f'windows come and go all the time: {found.stderr}')


def settled_area(node):
    """Its position once it is stable: a new window is still being placed."""
    areas = []

    def is_stable():
        areas.append(node.area)
        return areas[-1][2] > 0 and areas[-3:] == [areas[-1]] * 3
    wait_for(is_stable, 'an area to click on')
    return areas[-1]


def click(node, button=1):
    x, y, width, height = settled_area(node)
    xdo('mousemove', '--sync', x + width // 2, y + height // 2, 'click', button)


def press(*keys):
    xdo('key', '--clearmodifiers', *keys)


def enter(text):
    xdo('type', '--clearmodifiers', '--delay', 15, text)


def picture(name, area=None, check=True, window=None):
    """Saves a screenshot of the screen, an area or a window."""
    os.makedirs(SHOTS, exist_ok=True)
    path = os.path.join(SHOTS, name + '.png')
    where = ['--area', '{2}x{3}+{0}+{1}'.format(*area)] if area else ['--id', window] if window else []
    run(os.path.join(HERE, 'screenshot'), path, *where, *(['--not-blank'] if check else []))
    return path


def difference(one, other):
    """How many pixels differ."""
    done = subprocess.run(['compare', '-metric', 'AE', one, other, 'null:'], capture_output=True, text=True, timeout=60)
    return int(float(done.stderr.split()[0]))


class Program:
    """A running `signalbox`."""

    def __init__(self, name, *arguments, environment=None, with_ports=True, program=PROGRAM):
        os.makedirs(SHOTS, exist_ok=True)
        self.log_path = os.path.join(SHOTS, name + '.log')
        self.log_file = open(self.log_path, 'w', encoding='utf-8')
        ports = ['--http-port', '0', '--https-port', 'off'] if with_ports else []
        self.process = subprocess.Popen(
            [program, *ports, *arguments], stdout=self.log_file,
            stderr=subprocess.STDOUT, env=dict(os.environ, **(environment or {})))
        self.reader = Reader(self.process.pid)

    @property
    def pid(self):
        return self.process.pid

    def log(self):
        with open(self.log_path, encoding='utf-8', errors='replace') as file:
            return file.read()

    @property
    def port(self):
        def ask():
            assert self.is_running(), 'the program ended:\n' + self.log()
            return re.search(r'listening on http://127\.0\.0\.1:(\d+)', self.log())
        return int(wait_for(ask, 'the address that it listens on').group(1))

    def is_running(self):
        return self.process.poll() is None

    def wait_for_end(self, seconds=30):
        return self.process.wait(seconds)

    def window(self):
        """Waits for its window and returns the id."""
        return wait_for(lambda: (windows() or [None])[0], 'the window', 40)

    def focus(self):
        window = self.window()
        xdo('windowactivate', '--sync', window)
        return window

    def close_with(self, keys):
        """Presses until the window is gone, as a person would: a key that arrives
        before the window manager is ready is lost."""
        for _ in range(6):
            if windows():
                self.focus()
                press(keys)
            try:
                wait_for(lambda: not windows(), 'the window to hide', 5)
                return
            except AssertionError:
                pass
        raise AssertionError(f'{keys} does not close the window')

    def end(self):
        if self.is_running():
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)
        self.log_file.close()


class FakeUpstream:
    """The fake upstream in its own process; accepts only `key`."""

    def __init__(self, key=KEY, behaviour=None):
        more = ['--behaviour', behaviour] if behaviour else []
        self.process = subprocess.Popen([FAKE_UPSTREAM, '--key', key, '--steps', *more],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.origin = self.process.stdout.readline().split()[-1]
        self.base_url = self.origin + '/v1'

    def step(self, count):
        """Releases that many events of a "stepped" answer."""
        self.process.stdin.write(f'{count}\n')
        self.process.stdin.flush()

    def end(self):
        self.process.terminate()
        return self.process.communicate(timeout=20)[0]


def ask(port, path='/v1/chat/completions', model='demo', stream=False, seconds=60):
    """status, headers, body"""
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=seconds)
    body = json.dumps({'model': model, 'messages': [{'role': 'user', 'content': 'Say hello'}], 'stream': stream})
    connection.request('POST' if path.startswith('/v1/chat') else 'GET', path,
                       body if path.startswith('/v1/chat') else None, {'Content-Type': 'application/json'})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text


def notes():
    """The desktop's notifications so far: dictionaries with title, text, id and actions; a withdrawn one has only an id."""
    found = []
    with open(os.path.join(os.environ['DESKTOP_TMP'], 'notifications'), encoding='utf-8') as file:
        for line in file:
            parts = line.rstrip('\n').split('\t')
            if parts[0] == 'closed':
                found.append({'closed': int(parts[1])})
            else:
                found.append({'title': parts[1], 'text': parts[2], 'id': int(parts[3]), 'actions': parts[4].split()})
    return found


def choose(note, action):
    """A click on a notification or on one of its buttons."""
    service = dbus.SessionBus().get_object('org.freedesktop.Notifications', '/org/freedesktop/Notifications', introspect=False)
    service.Choose(dbus.UInt32(note['id']), action, dbus_interface='tests.Notifications')


def approve_all():
    """Approves the addresses of all keys in the configuration that a test wrote."""
    daemon = os.path.join(os.path.dirname(PROGRAM), 'signalboxd')
    subprocess.run([daemon, 'key', 'approve', '--all'], check=True, stdout=subprocess.DEVNULL)


def write_config(config):
    """Applies to programs that start afterwards."""
    folder = os.path.join(home_folder(), 'config', 'signalbox')
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, 'config.json'), 'w', encoding='utf-8') as file:
        json.dump(config, file)
    if any('base_url' in provider for provider in config.get('providers', [])):
        approve_all()


def two_targets(first):
    """A route whose first target is the server at `first`, with the demo as fallback."""
    return {'version': 1, 'providers': [
        {'id': 'first', 'type': 'openai-compatible', 'base_url': first, 'keys': [{'name': 'main', 'secret': 'env:FIRST_KEY'}]},
        {'id': 'demo', 'type': 'demo'}],
        'routes': [{'id': 'either', 'match': {'models': [{'exact': 'either'}]}, 'targets': [
            {'provider': 'first', 'model': 'm', 'priority': 1}, {'provider': 'demo', 'model': 'demo', 'priority': 0}]}]}


def saved_config():
    with open(os.path.join(home_folder(), 'config', 'signalbox', 'config.json'), encoding='utf-8') as file:
        return json.load(file)


class Stream:
    """A streamed request in progress, by curl."""

    def __init__(self, port, model='demo'):
        self.process = subprocess.Popen(
            ['curl', '-sN', f'http://127.0.0.1:{port}/v1/chat/completions', '-H', 'content-type: application/json',
             '-d', json.dumps({'model': model, 'stream': True, 'messages': [{'role': 'user', 'content': 'hello'}]})],
            stdout=subprocess.PIPE, text=True)
        first = self.process.stdout.readline()
        assert first.startswith('data:'), first

    def last(self):
        """Waits for its last line."""
        rest = self.process.stdout.read()
        self.process.stdout.close()
        self.process.wait(timeout=30)
        return rest.strip().splitlines()[-1]


def is_serving(port):
    try:
        return ask(port, '/health', seconds=5)[0] == 200
    except OSError:
        return False


def stored_secrets():
    """Everything in the open keyring: (attributes, secret)."""
    bus = dbus.SessionBus()
    name, service_interface = 'org.freedesktop.secrets', 'org.freedesktop.Secret.Service'
    service = bus.get_object(name, '/org/freedesktop/secrets', introspect=False)
    _, session = service.OpenSession('plain', dbus.String('', variant_level=1), dbus_interface=service_interface)
    unlocked, _ = service.SearchItems(dbus.Dictionary({}, signature='ss'), dbus_interface=service_interface)
    found = []
    for path in unlocked:
        item = bus.get_object(name, path, introspect=False)
        try:
            attributes = item.Get('org.freedesktop.Secret.Item', 'Attributes', dbus_interface='org.freedesktop.DBus.Properties')
            secret = item.GetSecret(session, dbus_interface='org.freedesktop.Secret.Item')
        except dbus.DBusException as error:
            if error.get_dbus_name() != 'org.freedesktop.DBus.Error.UnknownMethod':
                raise
            continue  # the program deleted it since the listing: the object does not exist
        found.append(({str(k): str(v) for k, v in attributes.items()}, bytes(secret[2]).decode(errors='replace')))
    return found


def home_folder():
    """The folder that with-desktop created for this run, with HOME and all XDG folders."""
    return os.path.dirname(os.environ['HOME'])


def files_with(text):
    """Files in this run's home that contain `text`, and how many were searched."""
    found, searched = [], 0
    needles = [text.encode(), text.encode('utf-16-le')]
    for root, _, names in os.walk(home_folder()):
        for each in names:
            path = os.path.join(root, each)
            if os.path.islink(path) or not os.path.isfile(path):
                continue
            with open(path, 'rb') as file:
                content = file.read()
            searched += 1
            if any(needle in content for needle in needles):
                found.append(path)
    return found, searched


class DesktopCase(unittest.TestCase):
    """Stops what a test started, and saves a picture and the accessible tree if it failed."""

    maxDiff = None

    def setUp(self):
        self.started = []
        for each in ('config/signalbox*', 'data/signalbox*', 'state/signalbox*', 'config/autostart'):  # a new user each time
            for path in glob.glob(os.path.join(home_folder(), each)):
                shutil.rmtree(path, ignore_errors=True)
        self.notifications = os.path.join(os.environ['DESKTOP_TMP'], 'notifications')
        open(self.notifications, 'w', encoding='utf-8').close()

        self.decline_first_run()

    @staticmethod
    def decline_first_run():
        """Marks the first run as seen: otherwise it is in front of the window."""
        folder = os.path.join(home_folder(), 'data', 'signalbox')
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, 'window.ini'), 'w', encoding='utf-8') as file:
            file.write('[first_run]\nend=declined\n')

    def start(self, *arguments, **options):
        program = Program(self.id().split('.')[-1] + f'-{len(self.started)}', *arguments, **options)
        self.started.append(program)
        return program

    def upstream(self, *arguments, **options):
        upstream = FakeUpstream(*arguments, **options)
        self.addCleanup(lambda: upstream.process.poll() is None and upstream.end())
        return upstream

    def tearDown(self):
        outcome = self._outcome.result
        if any(case is self for case, _ in outcome.failures + outcome.errors):
            name = 'failed-' + self.id().split('.')[-1]
            try:
                picture(name, check=False)
                with open(os.path.join(SHOTS, name + '.tree'), 'w', encoding='utf-8') as file:
                    file.write('\n'.join(p.reader.dump() for p in self.started if p.is_running()))
            except (AssertionError, OSError, subprocess.SubprocessError) as problem:
                print('no picture:', problem, file=sys.stderr)
        for program in self.started:
            program.end()
            status = program.process.returncode
            if status not in (0, -signal.SIGTERM):
                self.fail(f'the program ended with {status}:\n{program.log()}')


def main():
    unittest.main(verbosity=2)
