"""A private package database and package source for Debian's real tools in programs that get `environment`."""
import os
import subprocess

CONFIG = '''Dir::State "{0}";
Dir::State::status "{0}/admin/status";
Dir::State::lists "{0}/lists";
Dir::Cache "{0}/cache";
Dir::Etc::sourcelist "{0}/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
APT::Sandbox::User "root";
'''


class PackageSources:
    """One package "signalbox"."""

    def __init__(self, folder):
        self.folder = folder
        for each in ('admin/info', 'admin/updates', 'source', 'lists/partial', 'cache/archives/partial'):
            os.makedirs(os.path.join(folder, each), exist_ok=True)
        self.write('apt.conf', CONFIG.format(folder))
        self.write('sources.list', f'deb [trusted=yes] file:{folder}/source ./\n')
        self.environment = {'APT_CONFIG': f'{folder}/apt.conf', 'DPKG_ADMINDIR': f'{folder}/admin'}

    def write(self, name, text):
        with open(os.path.join(self.folder, name), 'w', encoding='utf-8') as file:
            file.write(text)

    @staticmethod
    def package(version):
        return f'Package: signalbox\nArchitecture: all\nVersion: {version}\nMaintainer: Nobody <nobody@example.org>\nDescription: One AI endpoint\n'

    def install(self, version, file):
        self.write('admin/status', self.package(version) + 'Status: install ok installed\n')
        self.write('admin/info/signalbox.list', f'/.\n{file}\n')

    def offer(self, version):
        self.write('source/Packages', self.package(version) + f'Filename: ./signalbox.deb\nSize: 1000\nSHA256: {"0" * 64}\n')
        subprocess.run(['apt-get', '-qq', 'update'], check=True, env=dict(os.environ, **self.environment), timeout=60)
