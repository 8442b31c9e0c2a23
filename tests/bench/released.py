"""The programs as they are released: optimised for what `train` saw them do."""
import os
import shutil
import subprocess

from process import Failure

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..'))
BIN = os.path.join(ROOT, 'build', 'release', 'bin')
SIGNALBOXD = os.path.join(BIN, 'signalboxd')
TRAINING_BIN = os.path.join(ROOT, 'build', 'profile', 'bin')
PROFILE = os.path.join(ROOT, 'build', 'profile', 'data')
COMPLETE = os.path.join(PROFILE, 'complete')


def _run(*command):
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        raise Failure(f'{" ".join(command)} failed:\n{done.stdout[-4000:]}')


def build_preset(preset, *targets):
    _run('cmake', '--preset', preset)
    _run('cmake', '--build', f'build/{preset}', '--target', *targets)


def forget_profile():
    shutil.rmtree(PROFILE, ignore_errors=True)


def complete_profile():
    with open(COMPLETE, 'w', encoding='ascii') as file:
        file.write('signalboxd has ended: nothing is missing\n')


def build(*targets):
    if not os.path.exists(COMPLETE):
        _run('tests/bench/train')
    build_preset('release', *targets)
