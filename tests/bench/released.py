"""The programs as they are released."""
import os
import subprocess

from process import Failure

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..'))
BIN = os.path.join(ROOT, 'build', 'release', 'bin')
SIGNALBOXD = os.path.join(BIN, 'signalboxd')


def _run(*command):
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        raise Failure(f'{" ".join(command)} failed:\n{done.stdout[-4000:]}')


def build(*targets):
    _run('cmake', '--preset', 'release')
    _run('cmake', '--build', 'build/release', '--target', *targets)
