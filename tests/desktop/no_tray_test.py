"""Without a tray the program is never invisible: it has a normal window."""
import os
import subprocess

from desktop import HERE, ICON, DesktopCase, ask, is_serving, main, picture, run, tray, windows, xdo
from reader import wait_for


class NoTray(DesktopCase):
    def test_it_is_a_normal_window(self):
        program = self.start()
        program.focus()
        self.assertEqual(ask(program.port)[0], 200)
        picture('no-tray')
        program.close_with('ctrl+q')
        self.assertEqual(program.wait_for_end(), 0)

    def test_closing_keeps_the_program_reachable(self):
        program = self.start()
        port = program.port
        window = program.focus()
        program.close_with('alt+F4')
        state = wait_for(lambda: self.found_or_ended(program, window), 'a minimised window, or the end', 30)
        if state == 'minimised':
            self.assertTrue(is_serving(port))
            self.assertEqual(windows(visible=False).count(window), 1)
            xdo('windowactivate', '--sync', window)
            wait_for(lambda: window in windows(), 'the window to be back')

    def test_a_minimized_start_is_still_visible(self):
        program = self.start('--minimized')
        program.port
        wait_for(windows, 'a window that can be seen', 40)
        wait_for(lambda: program.reader.says(r'no tray'), 'why it is there')
        picture('no-tray-minimized')

    def test_a_late_tray_gets_the_icon(self):
        program = self.start('--minimized')
        program.port
        self.start_tray()
        tray('wait', ICON, '40')
        self.assertTrue(program.is_running())

    def test_losing_the_tray_leaves_a_window(self):
        watcher = self.start_tray()
        program = self.start('--minimized')
        port = program.port
        tray('wait', ICON, '40')
        self.assertEqual(windows(), [])
        watcher.terminate()
        watcher.wait()
        wait_for(lambda: windows(visible=False), 'a window, visible or minimised', 60)
        self.assertTrue(is_serving(port))

    def start_tray(self):
        watcher = subprocess.Popen([os.path.join(HERE, 'desktop-services'), 'watcher'])
        self.addCleanup(watcher.wait)
        self.addCleanup(watcher.terminate)
        wait_for(lambda: subprocess.run([os.path.join(HERE, 'tray'), 'list'], capture_output=True).returncode == 0, 'the tray')
        return watcher

    @staticmethod
    def found_or_ended(program, window):
        if not program.is_running():
            return 'ended'
        return 'minimised' if 'Iconic' in run('xprop', '-id', window, 'WM_STATE', check=False) else None


if __name__ == '__main__':
    main()
