"""F1 on a real desktop: in a modal dialog and in the panel."""
from desktop import DesktopCase, main, picture, press, windows, xdo
from reader import wait_for

HELP = '.* · Help$'


def help_window():
    return (xdo('search', '--onlyvisible', '--name', HELP, check=False).split() or [None])[0]


def active():
    """Empty while the keys pass from one window to another."""
    return xdo('getactivewindow', check=False).strip()


def active_title():
    window = active()
    return xdo('getwindowname', window, check=False) if window else ''


class Help(DesktopCase):
    def opened(self, program, title):
        press('F1')
        window = wait_for(help_window, 'the help')
        wait_for(lambda: xdo('getwindowname', window).startswith(title), f'the help about {title}')
        wait_for(lambda: active() == window, 'the help to have the keys')
        return window

    def test_the_help_of_a_dialog_can_be_read_while_it_waits(self):
        program = self.start()
        wait_for(lambda: program.port, 'the gateway')
        program.focus()
        press('ctrl+2')
        wait_for(lambda: xdo('getwindowname', program.window()).startswith('Providers'), 'the page')
        press('ctrl+n')
        program.reader.find('^Add a provider$', 'dialog')
        self.opened(program, 'Providers')
        picture('help-in-a-dialog')
        program.reader.find('^Contents$', 'push button').act()
        wait_for(lambda: xdo('getwindowname', help_window()).startswith('Signalbox help'), 'the contents')
        press('Escape')
        wait_for(lambda: not help_window(), 'the help to close')
        self.assertTrue(program.reader.says('^Add a provider$'))
        wait_for(lambda: 'Add a provider' in active_title(), 'the dialog to have the keys again')
        press('Escape')
        wait_for(lambda: not program.reader.says('^Add a provider$'), 'the dialog to close')

    def test_the_panel_has_its_own_help(self):
        program = self.start()
        wait_for(lambda: program.port, 'the gateway')
        program.focus()
        press('ctrl+t')
        wait_for(lambda: 'Try it' in active_title(), 'the panel')
        self.opened(program, 'Try it')
        press('Escape')
        wait_for(lambda: not help_window(), 'the help to close')
        self.assertEqual(len(windows()), 1)


if __name__ == '__main__':
    main()
