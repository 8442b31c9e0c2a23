"""Without desktop notifications, notices are shown in the window and counted in the menu."""
from desktop import DesktopCase, ICON, ask, main, picture, tray, two_targets, write_config
from reader import wait_for


class Untold(DesktopCase):
    def test_a_fallback_is_counted_and_shown_in_the_window(self):
        upstream = self.upstream(key='sk-first', behaviour='status=500')
        write_config(two_targets(upstream.base_url))
        program = self.start('--minimized', environment={'FIRST_KEY': 'sk-first'})
        tray('wait', ICON, '40')
        self.assertEqual(ask(program.port, model='either')[1].get('x-signalbox-provider'), 'demo')
        wait_for(lambda: 'Recent events (1 new)' in tray('menu', ICON), 'the count')
        tray('click', ICON, 'Open Signalbox')
        program.window()
        wait_for(lambda: program.reader.says('^A fallback is in use: '), 'the notice')
        picture('untold')


if __name__ == '__main__':
    main()
