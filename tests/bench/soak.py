"""The programs of a soak, what they use over time, and whether the books are right."""
import json
import os
import sqlite3
import statistics
import subprocess
import time

from process import Failure, Process, memory_mb, open_sockets
from stage import FOREIGN

MODEL = 'soak!mixed'
KEY_NAME = 'SIGNALBOX_SOAK_KEY'
PATIENCE_S = 15  # until the sockets of the load are gone
GROWTH_MB = 16  # that the end may have over the time behind the warm-up
GROWTH = 0.15  # or, of much memory, this part of it
WARMING_S = 2
LEAST_S = 30  # a shorter soak says nothing of memory


def configuration(upstream_port):
    """A route with a fallback and one without; a fault costs little time, so that there are many."""
    def provider(name):
        return {'id': name, 'type': 'openai-compatible', 'base_url': f'http://127.0.0.1:{upstream_port}/v1',
                'models': [], 'keys': [{'name': 'main', 'secret': f'env:{KEY_NAME}'}], 'proxy': 'none',
                'timeouts': {'connect_ms': 2000, 'first_byte_ms': 400, 'idle_ms': 400, 'total_ms': 1000},
                'keepalive': {'idle_ms': 1000}, 'key_failover': {'enabled': False}}

    targets = [{'provider': 'first', 'model': 'a!mixed', 'priority': 1, 'weight': 2},
               {'provider': 'second', 'model': 'b!mixed', 'priority': 1},
               {'provider': 'second', 'model': 'c!mixed', 'priority': 0}]
    return json.dumps({'version': 1, 'listen': {'http_port': 0, 'https_port': None},
                       'providers': [provider('first'), provider('second')],
                       'routes': [{'id': 'soak', 'match': {'models': [{'exact': MODEL}]}, 'targets': targets,
                                   'fallback': {'max_attempts': 2}}],
                       'log': {'level': 'error'}}, indent=1)


def descriptors(pid):
    return len(os.listdir(f'/proc/{pid}/fd'))


class Soak:
    """Upstream, gateway and load; `run()` gives the report."""

    def __init__(self, programs, signalboxd, folder):
        self.programs = programs
        self.folder = folder
        self.upstream = self._start('bench_upstream', [os.path.join(programs, 'bench_upstream')])
        upstream_port = int(self.upstream.first_line().split()[0])
        config = os.path.join(folder, 'config.json')
        with open(config, 'w', encoding='utf-8') as file:
            file.write(configuration(upstream_port))
        self.data = os.path.join(folder, 'data-dir')
        self.gateway = self._start('signalboxd', [signalboxd, '--config', config, '--data-dir', self.data],
                                   self._environment())
        line = self.gateway.first_line()
        if not line.startswith('listening on http://'):
            raise Failure(f'signalboxd said {line!r} instead of where it listens')
        self.port = int(line.rpartition(':')[2])
        self.memory = []  # (seconds, MB), one each second

    def _start(self, name, command, environment=None):
        return Process(name, command, os.path.join(self.folder, f'{name}.log'), environment)

    def _environment(self):
        environment = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        for name in ('HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME', 'XDG_RUNTIME_DIR'):
            environment[name] = os.path.join(self.folder, name.lower())
            os.makedirs(environment[name], mode=0o700)
        environment[KEY_NAME] = 'sk-soak-0123456789abcdef'
        return environment

    def stop(self):
        for process in (self.gateway, self.upstream):
            process.stop()

    def run(self, seconds, connections, progress):
        # A moment of the same load, so that it has opened what it keeps open: threads begin when they are needed first.
        warming = self._load(WARMING_S, connections, progress)
        self._sockets_at_the_end()
        self.memory.clear()
        before = descriptors(self.gateway.pid)
        began = time.monotonic()
        counts = together(warming, self._load(seconds, connections, progress))
        took = time.monotonic() - began
        sockets = self._sockets_at_the_end()
        after = descriptors(self.gateway.pid)
        self.gateway.check()
        status = self.gateway.stop()
        rows = self._rows()
        return {'counts': counts, 'rows': rows, 'seconds': took, 'memory': self.memory, 'sockets': sockets,
                'descriptors': (before, after), 'status': status,
                'faults': faults(counts, rows, self.memory, seconds, (before, after), status)}

    def _load(self, seconds, connections, progress):
        command = [os.path.join(self.programs, 'bench_soak'), '--port', self.port, '--model', MODEL,
                   '--connections', connections, '--seconds', seconds]
        load = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, text=True)
        counts, began = None, time.monotonic()
        try:
            for line in load.stdout:
                counts = json.loads(line)
                self.gateway.check()
                self.memory.append((time.monotonic() - began, memory_mb(self.gateway.pid)))
                progress(counts, self.memory[-1])
        finally:
            load.kill()
            load.stdout.close()
            load.wait()
        if counts is None:
            raise Failure('bench_soak said nothing')
        return counts

    def _sockets_at_the_end(self):
        """Until only those that listen are left, or patience is."""
        deadline = time.monotonic() + PATIENCE_S
        while open_sockets(self.gateway.pid) > 2 and time.monotonic() < deadline:
            time.sleep(0.1)
        return open_sockets(self.gateway.pid)

    def _rows(self):
        with sqlite3.connect(os.path.join(self.data, 'ledger.sqlite')) as ledger:
            return dict(ledger.execute('SELECT outcome, COUNT(*) FROM exchanges GROUP BY outcome').fetchall())


def together(first, second):
    """The counts of two loads, one behind the other."""
    counts = {name: first[name] + second[name] for name in ('sent', 'answered', 'failed', 'cancelled', 'lost')}
    return {**counts, 'first_lost': first['first_lost'] or second['first_lost']}


def steadiness(memory):
    """(MB behind the warm-up, MB at the end): medians of a tenth of the time each."""
    part = max(1, len(memory) // 10)
    values = [mb for _, mb in memory]
    return statistics.median(values[2 * part:3 * part] or values), statistics.median(values[-part:])


def faults(counts, rows, memory, seconds, open_files, status):
    """What is not as it must be, one sentence each."""
    found = []
    outcomes = ('answered', 'failed', 'cancelled')
    if counts['lost']:
        found.append(f'{counts["lost"]} requests were lost; the first: {counts["first_lost"]}')
    if counts['sent'] != counts['lost'] + sum(counts[outcome] for outcome in outcomes):
        found.append('what was sent is not what was answered, failed, cancelled and lost together')
    if sum(rows.values()) != counts['sent']:
        found.append(f'{counts["sent"]} requests were sent, and {sum(rows.values())} are in the ledger')
    # Who leaves may be answered, or refused, before it is seen.
    booked = {'answered': rows.get('answered', 0), 'failed': rows.get('failed', 0) + rows.get('interrupted', 0)}
    for outcome, count in booked.items():
        if not counts[outcome] <= count <= counts[outcome] + counts['cancelled']:
            found.append(f'{counts[outcome]} requests were {outcome}, and {count} are so in the ledger')
    if rows.get('cancelled', 0) > counts['cancelled']:
        found.append(f'{rows["cancelled"]} requests are cancelled in the ledger, and {counts["cancelled"]} were')
    early, late = steadiness(memory)
    if seconds >= LEAST_S and late - early > max(GROWTH_MB, GROWTH * early):
        found.append(f'memory grew from {early:.1f} to {late:.1f} MB')
    if open_files[1] > open_files[0]:
        found.append(f'{open_files[0]} descriptors were open before the load, {open_files[1]} after it')
    if status != 0:
        found.append(f'signalboxd ended with status {status}')
    return found
