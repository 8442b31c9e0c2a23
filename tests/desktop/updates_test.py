"""A newer version in the package sources, and one installed while the program runs."""
import os
import shutil
import subprocess
import tempfile

from desktop import DesktopCase, ICON, PROGRAM, click, difference, main, picture, tray, windows, xdo
from package_sources import PackageSources
from reader import Reader, wait_for


def has_ended(pid):
    """Also while nobody has collected its exit status, as where the first process of a container does not."""
    try:
        with open(f'/proc/{pid}/stat', encoding='utf-8') as file:
            return file.read().rpartition(')')[2].split()[0] in 'ZX'
    except (FileNotFoundError, ProcessLookupError):
        return True


class Updates(DesktopCase):
    def setUp(self):
        super().setUp()
        self.folder = tempfile.mkdtemp(prefix='packages.', dir=os.environ['DESKTOP_TMP'])
        self.sources = PackageSources(self.folder)
        self.file = os.path.join(self.folder, 'signalbox')
        shutil.copy(PROGRAM, self.file)
        self.sources.install('0.1.0', self.file)

    def in_tray(self):
        program = self.start('--minimized', program=self.file, environment=self.sources.environment)
        tray('wait', ICON, '40')
        program.port
        return program

    def quit(self, pid):
        subprocess.run([PROGRAM, '--quit'], check=True, timeout=40)
        wait_for(lambda: has_ended(pid), 'the end of the new one')

    def test_a_newer_version_is_found_and_an_installed_one_is_started(self):
        self.sources.offer('0.2.0')
        program = self.in_tray()
        folder = os.environ['DESKTOP_TMP']
        tray('icon', ICON, folder + '/before.png')
        self.assertIn('Check for updates…', tray('menu', ICON).splitlines())
        tray('click', ICON, 'Check for updates…')
        program.window()
        program.reader.find('^Version 0.2.0 is available. Install it with the software manager', seconds=40)
        program.reader.find('^Copy command$', 'push button')
        picture('update-available')
        wait_for(lambda: 'Version 0.2.0 is available' in tray('menu', ICON).splitlines(), 'the version in the menu')
        wait_for(lambda: 'Version 0.2.0 is available' in tray('tooltip', ICON), 'the version in the tool tip')
        tray('icon', ICON, folder + '/update.png')
        self.assertGreater(difference(folder + '/before.png', folder + '/update.png'), 0)

        self.sources.install('0.2.0', self.file)
        shutil.copy(PROGRAM, self.file + '.new')
        os.replace(self.file + '.new', self.file)
        click(program.reader.find('^Check for updates$', 'push button'))
        program.reader.find('^Version 0.2.0 is installed. Restart Signalbox to use it', seconds=40)
        picture('update-installed')
        click(program.reader.find('^Restart Signalbox$', 'push button'))
        self.assertEqual(program.wait_for_end(), 0)
        window = wait_for(lambda: (windows() or [None])[0], 'the window of the new one', 40)
        later = int(xdo('getwindowpid', window))
        self.assertNotEqual(later, program.pid)
        self.assertEqual(os.readlink(f'/proc/{later}/exe'), self.file)
        self.addCleanup(self.quit, later)
        wait_for(lambda: Reader(later).says('^http://127'), 'the address in the new program’s window')
        self.assertNotIn('ended unexpectedly. Requests in progress', Reader(later).dump())

    def test_no_newer_version_and_a_program_without_a_package_are_reported(self):
        self.sources.offer('0.1.0')
        program = self.in_tray()
        tray('click', ICON, 'Check for updates…')
        program.window()
        program.reader.find('^This is the latest version in the package lists of this machine, as of ', seconds=40)
        picture('update-none')
        self.sources.install('0.1.0', '/usr/bin/other')
        click(program.reader.find('^Check for updates$', 'push button'))
        program.reader.find('^Signalbox was not installed from a package', seconds=40)


if __name__ == '__main__':
    main()
