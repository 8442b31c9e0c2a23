"""The programs that take part, started on free ports and in one temporary folder."""
import contextlib
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import time

from process import Failure, Process, child_of
from scenarios import HTTPS_LISTENER, PLAIN, TLS_UPSTREAM, VARIANTS, all_models
import settings

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from free_ports import free_ports

FOREIGN = ('http_proxy', 'https_proxy', 'all_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY',
           'DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'SIGNALBOX_HTTP_PORT', 'SIGNALBOX_HTTPS_PORT',
           'SIGNALBOX_ADDRESS', 'SIGNALBOX_CONFIG')


def is_served(port, seconds):
    deadline = time.monotonic() + seconds
    while True:
        with contextlib.suppress(OSError), socket.create_connection(('127.0.0.1', port), 1):
            return True
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.02)


class Target:
    """What the driver talks to: a port per variant (None: not served), and the process that counts."""

    def __init__(self, name, ports, process=None, pid=None, path=None):
        self.name = name
        self.ports = ports
        self.path = path
        self.process = process
        self.pid = pid or (process.pid if process else None)


class Stage:
    """Starts programs; ends those that are left, and counts those that ended badly."""

    def __init__(self, programs, signalboxd, mode, folder):
        self.programs = programs
        self.signalboxd_path = signalboxd
        self.folder = folder
        self.models = all_models(mode)
        self.running = []
        self.failures = []
        self.certificates = settings.make_certificates(folder)
        program = os.path.join(programs, 'bench_upstream')
        self.upstream = self._start('bench_upstream', [program, *self.certificates[1:]])
        self.upstream_ports = tuple(int(port) for port in self.upstream.first_line().split())
        self._question = http.client.HTTPConnection('127.0.0.1', self.upstream_ports[0])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self.running[1:]):
            self.stop(process)
        self.running[0].stop()  # the upstream; it ends by the signal

    def _start(self, name, command, environment=None):
        process = Process(name, command, os.path.join(self.folder, f'{name}-{len(self.running)}.log'), environment)
        self.running.append(process)
        return process

    def stop(self, process):
        if process not in self.running:
            return
        self.running.remove(process)
        ended = process.popen.poll() is not None
        status = process.stop()
        if ended or status != 0:
            self.failures.append(f'{process.name} ended {"by itself, " if ended else ""}with status {status}: '
                                 + process.last_words())

    def upstream_connections(self):
        """How many the upstream has taken so far; always asked on the same one."""
        self._question.request('GET', '/counters')
        return json.loads(self._question.getresponse().read())['connections']

    def direct(self):
        plain, secure = self.upstream_ports
        return Target('direct', {PLAIN: plain, TLS_UPSTREAM: secure, HTTPS_LISTENER: secure})

    def _environment(self, home):
        environment = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        for name, part in (('HOME', 'home'), ('XDG_CONFIG_HOME', 'config'), ('XDG_DATA_HOME', 'data'),
                           ('XDG_CACHE_HOME', 'cache'), ('XDG_STATE_HOME', 'state'), ('XDG_RUNTIME_DIR', 'run')):
            environment[name] = os.path.join(home, part)
            os.makedirs(environment[name], mode=0o700)
        environment[settings.KEY_NAME] = 'sk-upstream-0123456789abcdef'
        return environment

    def signalboxd(self):
        """(the target, ms from its start to its first line); each has a folder of its own."""
        home = os.path.join(self.folder, f'signalboxd-{time.monotonic_ns()}')
        environment = self._environment(home)
        https_port, = free_ports(1)
        config = os.path.join(home, 'config.json')
        with open(config, 'w', encoding='utf-8') as file:
            file.write(settings.signalboxd_settings(self.models, self.upstream_ports, self.certificates, https_port))
        began = time.monotonic()
        process = self._start('signalboxd', [self.signalboxd_path, '--config', config, '--data-dir',
                                             os.path.join(home, 'ledger')], environment)
        line = process.first_line()
        ready_ms = (time.monotonic() - began) * 1000
        if not line.startswith('listening on http://'):
            raise Failure(f'signalboxd said {line!r} instead of where it listens')
        http_port = int(line.rpartition(':')[2])
        secure = https_port if is_served(https_port, 5) else None
        ports = {PLAIN: http_port, TLS_UPSTREAM: http_port, HTTPS_LISTENER: secure}
        return Target('signalboxd', ports, process), ready_ms

    def nginx(self):
        """None: it is not installed."""
        program = shutil.which('nginx', path=os.environ.get('PATH', '') + ':/usr/sbin:/usr/local/sbin')
        if not program:
            return None
        home = os.path.join(self.folder, f'nginx-{time.monotonic_ns()}')
        os.mkdir(home)
        ports = free_ports(len(VARIANTS))
        config = os.path.join(home, 'nginx.conf')
        with open(config, 'w', encoding='utf-8') as file:
            file.write(settings.nginx_settings(home, self.upstream_ports, self.certificates, ports))
        process = self._start('nginx', [program, '-e', 'stderr', '-p', home, '-c', config],
                              os.environ | settings.NGINX_ENVIRONMENT)
        if not is_served(ports[0], 10):
            raise Failure(f'nginx does not listen: {process.last_words()}')
        return Target('nginx', dict(zip(VARIANTS, ports)), process, child_of(process.pid), program)


def version_of(command):
    """The first line that a program says about itself; empty: it cannot be started."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    except OSError:
        return ''
    return (done.stdout.splitlines() or [''])[0]
