"""A desktop without a tray: the window is the program, and it is never invisible."""
from desktop import DesktopCase, ask, is_serving, main, picture, press, windows, xdo
from reader import wait_for


class NoTray(DesktopCase):
    def test_it_is_a_normal_window(self):
        program = self.start()
        program.focus()
        self.assertEqual(ask(program.port)[0], 200)
        picture('no-tray')
        press('ctrl+q')
        self.assertEqual(program.wait_for_end(), 0)

    def test_closing_leaves_something_to_find(self):
        program = self.start()
        port = program.port
        window = program.focus()
        press('alt+F4')
        state = wait_for(lambda: self.found_or_ended(program, window), 'a minimised window, or the end', 30)
        if state == 'minimised':
            self.assertTrue(is_serving(port))
            self.assertEqual(windows(visible=False).count(window), 1)
            xdo('windowactivate', '--sync', window)
            self.assertIn(window, windows())

    def test_a_silent_start_still_shows_itself(self):
        program = self.start('--minimized')
        program.port
        # As a minimised window at least: the taskbar has it.
        wait_for(lambda: windows(visible=False), 'a window, visible or minimised', 40)

    @staticmethod
    def found_or_ended(program, window):
        if not program.is_running():
            return 'ended'
        state = subprocess_xprop(window)
        return 'minimised' if 'Iconic' in state else None


def subprocess_xprop(window):
    from desktop import run
    return run('xprop', '-id', window, 'WM_STATE', check=False)


if __name__ == '__main__':
    main()
