"""One load on one target, and the state of a process over time."""
import json
import os
import statistics
import subprocess
import time

from process import Failure, Usage, memory_mb, open_sockets, wakeups
from scenarios import PLAIN, SCENARIOS, TLS_UPSTREAM

GATEWAY_THREAD = 'gateway'


def drive(stage, target, scenario, mode, variant):
    """The figures of one load; what `bench_driver` says, and the CPU time and memory of the target."""
    command = [os.path.join(stage.programs, 'bench_driver'), '--port', target.ports[variant],
               *scenario.load(mode, variant)]
    if variant != PLAIN and (target.name == 'direct' or variant != TLS_UPSTREAM):
        command += ['--ca', stage.certificates[0]]
    marks, rss, figures = {}, 0, None
    connections = stage.upstream_connections()
    driver = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, text=True)
    try:
        for line in driver.stdout:
            word = line.strip()
            if word not in ('begin', 'end'):
                figures = json.loads(word)
            elif target.pid:
                marks[word] = Usage(target.pid)
                rss = memory_mb(target.pid)
    except (OSError, Failure):
        target.process.check()
        raise
    finally:
        if figures is None:
            driver.kill()
        driver.stdout.close()
        status = driver.wait()
    for process in filter(None, (target.process, stage.upstream)):
        process.check()
    if figures is None:
        raise Failure(f'bench_driver ended with status {status}')
    figures['upstream_connections'] = stage.upstream_connections() - connections
    count = figures['events' if scenario.unit == 'event' else 'requests']
    if target.pid and count:
        process, threads, ended = marks['end'].since(marks['begin'])
        figures |= {'cpu_process_us': process / 1000 / count, 'rss_mb': rss, 'threads_ended': ended,
                    'cpu_threads_us': {name: ran / 1000 / count for name, ran in threads.items()},
                    'cpu_thread_us': threads.get(GATEWAY_THREAD, process) / 1000 / count}
    return figures


def scenario_named(name):
    return next(scenario for scenario in SCENARIOS if scenario.name == name)


class ProcessFigures:
    """Start, memory, idleness: each on processes that have done nothing else before."""

    def __init__(self, stage, mode):
        self.stage = stage
        self.mode = mode
        self.errors = []

    def ready_ms(self):
        times = []
        for _ in range(self.mode.starts):
            target, ready = self.stage.signalboxd()
            times.append(ready)
            self.stage.stop(target.process)
        return statistics.median(times)

    def _load(self, target, scenario, variant):
        figures = drive(self.stage, target, scenario, self.mode, variant)
        if figures['errors']:
            self.errors.append(f'{scenario.name}, {variant}, {target.name}: {figures["errors"]} wrong answers; '
                               f'{figures["first_error"]}')
        return figures

    def _memory(self, start, variants):
        """[(target, its row)] after the burst; the figure for later is still missing."""
        rows = []
        for variant in variants:
            target = start()
            time.sleep(min(1, self.mode.idle_s))
            row = {'target': target.name, 'variant': variant, 'idle_mb': memory_mb(target.pid)}
            for name in ('slow200', 'wide1000'):
                row[name + '_mb'] = self._load(target, scenario_named(name), variant)['rss_mb']
            row['peak_mb'] = memory_mb(target.pid, 'VmHWM')
            rows.append((target, row))
        return rows

    def measure(self, variants, with_nginx):
        """Everything; what has to be waited for is waited for together."""
        stage, mode = self.stage, self.mode
        ready = self.ready_ms()
        memory = self._memory(lambda: stage.signalboxd()[0], variants)
        if with_nginx:
            memory += self._memory(stage.nginx, variants)
        burst_at = time.monotonic()
        idle = stage.signalboxd()[0]
        full = stage.signalboxd()[0]
        time.sleep(min(0.3, mode.idle_s))  # until it has seen the end of the question whether it serves HTTPS
        before = open_sockets(full.pid)
        self._load(full, scenario_named('slow200'), PLAIN)
        time.sleep(min(2, mode.idle_s))  # a surplus of connections stays for a second
        pooled = open_sockets(full.pid) - before
        counts = [wakeups(target.pid) for target in (idle, full)]
        time.sleep(mode.idle_s)
        counts = [wakeups(target.pid) - count for target, count in zip((idle, full), counts)]
        time.sleep(max(0, burst_at + mode.idle_s - time.monotonic()))
        for target, row in memory:
            row['later_mb'] = memory_mb(target.pid)
        for target in [idle, full] + [target for target, _ in memory]:
            stage.stop(target.process)
        return {'ready_ms': ready, 'wakeups_idle': counts[0], 'wakeups_full_pool': counts[1], 'pooled': pooled,
                'seconds': mode.idle_s, 'memory': [row for _, row in memory]}
