"""A running program, and what the system says it has used."""
import ctypes
import os
import signal
import subprocess
import time

PR_SET_PDEATHSIG = 1
# Those of a machine that builds: a program that reads all their certificates starts 80 ms later and has 6 MB more.
for _name in ('SSL_CERT_FILE', 'SSL_CERT_DIR'):
    os.environ.pop(_name, None)
_libc = ctypes.CDLL(None)


class Failure(Exception):
    """Something that is no measurement: a program ended, or did not start."""


def _die_with_parent():
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def read(path):
    try:
        with open(path, encoding='utf-8', errors='replace') as file:
            return file.read()
    except (FileNotFoundError, ProcessLookupError):  # a thread that has ended
        return ''


class Process:
    """Ended with `stop()`, which says whether it ended well."""

    def __init__(self, name, command, log, environment=None):
        self.name = name
        self.log = log
        with open(log, 'ab') as errors:
            self.popen = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=errors,
                                          text=True, env=environment, preexec_fn=_die_with_parent)
        self.pid = self.popen.pid

    def first_line(self):
        line = self.popen.stdout.readline().strip()
        if not line:
            raise Failure(f'{self.name} did not start: {self.last_words()}')
        return line

    def last_words(self):
        return read(self.log)[-2000:].strip() or 'it said nothing'

    def check(self):
        if self.popen.poll() is not None:
            raise Failure(f'{self.name} ended with status {self.popen.returncode}: {self.last_words()}')

    def stop(self):
        """The exit status; None: it had to be killed."""
        if self.popen.poll() is None:
            self.popen.terminate()
        try:
            return self.popen.wait(15)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            self.popen.wait()
            return None
        finally:
            self.popen.stdout.close()


def child_of(pid):
    """nginx' worker."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        children = read(f'/proc/{pid}/task/{pid}/children').split()
        if children:
            return int(children[0])
        time.sleep(0.01)
    raise Failure('nginx has no worker')


class Usage:
    """CPU time of a process so far, in nanoseconds, whole and by thread."""

    def __init__(self, pid):
        # The process's own clock: unlike the sum over /proc/PID/task/*/schedstat
        # it does not lose the threads that have ended.
        self.process = time.clock_gettime_ns((~pid << 3) | 2)
        self.threads = {}
        for thread in os.listdir(f'/proc/{pid}/task'):
            ran = read(f'/proc/{pid}/task/{thread}/schedstat').split()
            if ran:
                self.threads[thread] = (read(f'/proc/{pid}/task/{thread}/comm').strip(), int(ran[0]))

    def since(self, before):
        """(the process's nanoseconds, {thread's name: nanoseconds}, how many threads ended)."""
        by_name = {}
        for thread, (name, ran) in self.threads.items():
            by_name[name] = by_name.get(name, 0) + ran - before.threads.get(thread, ('', 0))[1]
        return self.process - before.process, by_name, len(set(before.threads) - set(self.threads))


def memory_mb(pid, field='VmRSS'):
    for line in read(f'/proc/{pid}/status').splitlines():
        if line.startswith(field + ':'):
            return int(line.split()[1]) / 1024
    raise Failure(f'process {pid} has ended')


def wakeups(pid):
    """Voluntary context switches of all threads so far."""
    return sum(int(line.split()[1]) for thread in os.listdir(f'/proc/{pid}/task')
               for line in read(f'/proc/{pid}/task/{thread}/status').splitlines()
               if line.startswith('voluntary_ctxt_switches'))


def open_sockets(pid):
    links = []
    for name in os.listdir(f'/proc/{pid}/fd'):
        try:
            links.append(os.readlink(f'/proc/{pid}/fd/{name}'))
        except FileNotFoundError:
            pass
    return sum(link.startswith('socket:') for link in links)
