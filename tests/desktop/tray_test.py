"""The tray icon and the window, with a tray that offers the icon on the bus."""
import os
import subprocess

from desktop import DesktopCase, ICON, PROGRAM, ask, click, is_serving, main, picture, press, tray, windows, xdo
from reader import wait_for


class Tray(DesktopCase):
    def started_in_tray(self, *arguments):
        program = self.start(*arguments)
        tray('wait', ICON, '40')
        return program

    def test_the_icon_has_its_menu_and_its_words(self):
        program = self.started_in_tray()
        port = program.port
        wait_for(lambda: str(port) in tray('menu', ICON), 'the address in the menu')
        labels = tray('menu', ICON).splitlines()
        for label in ('Open Signalbox', 'Pause', 'Quit'):
            self.assertIn(label, labels)
        self.assertTrue(any(label.startswith('Copy address/') and '/v1' in label for label in labels), labels)
        self.assertIn(f'127.0.0.1:{port}', tray('tooltip', ICON))
        icon = os.path.join(os.environ['DESKTOP_TMP'], 'icon.png')
        tray('icon', ICON, icon)
        self.assertGreater(os.path.getsize(icon), 100)

    def test_pause_and_resume(self):
        program = self.started_in_tray()
        port = program.port
        folder = os.environ['DESKTOP_TMP']
        tray('icon', ICON, folder + '/running.png')
        self.assertEqual(ask(port)[0], 200)
        tray('click', ICON, 'Pause')
        wait_for(lambda: 'Resume' in tray('menu', ICON).splitlines(), 'Resume in the menu')
        status, headers, body = ask(port)
        self.assertEqual(status, 503)
        self.assertEqual(headers.get('x-signalbox-error'), 'gateway_paused')
        self.assertIn('retry-after', headers)
        self.assertIn('gateway_paused', body)
        tray('icon', ICON, folder + '/paused.png')
        with open(folder + '/running.png', 'rb') as one, open(folder + '/paused.png', 'rb') as other:
            self.assertNotEqual(one.read(), other.read(), 'the icon shows the pause')
        self.assertEqual(ask(port, '/health')[0], 200)
        program.focus()
        picture('paused')
        tray('click', ICON, 'Resume')
        wait_for(lambda: ask(port)[0] == 200, 'requests to be answered again')
        wait_for(lambda: 'Pause' in tray('menu', ICON).splitlines(), 'Pause in the menu')

    def test_pause_from_the_window_shows_in_the_tray(self):
        program = self.started_in_tray()
        program.port
        program.focus()
        press('ctrl+shift+p')
        wait_for(lambda: 'Resume' in tray('menu', ICON).splitlines(), 'Resume in the menu')
        click(program.reader.find('Resume', 'push button'))
        wait_for(lambda: 'Pause' in tray('menu', ICON).splitlines(), 'Pause in the menu')

    def test_closing_hides_and_the_icon_opens_again(self):
        program = self.started_in_tray()
        port = program.port
        for close in ('alt+F4', 'ctrl+w'):
            with self.subTest(close=close):
                program.close_with(close)
                self.assertTrue(program.is_running())
                self.assertTrue(is_serving(port))
                tray('activate', ICON)
                program.window()
        # The first time it says where it went.
        with open(self.notifications, encoding='utf-8') as file:
            notes = [line for line in file if 'tray' in line.lower()]
        self.assertEqual(len(notes), 1)
        program.close_with('alt+F4')
        tray('click', ICON, 'Open Signalbox')
        program.window()

    def test_a_second_start_raises_the_first(self):
        program = self.started_in_tray()
        program.close_with('alt+F4')
        second = subprocess.run([PROGRAM], capture_output=True, text=True, timeout=30)
        self.assertEqual(second.returncode, 0, second.stderr)
        program.window()
        self.assertEqual(len(windows()), 1)
        self.assertEqual(len([line for line in tray('list').splitlines() if ICON in line]), 1)
        xdo('search', '--sync', '--onlyvisible', '--pid', program.pid)

    def test_minimized_starts_in_the_tray_only(self):
        program = self.started_in_tray('--minimized')
        self.assertTrue(is_serving(program.port))
        self.assertEqual(windows(), [])
        tray('activate', ICON)
        program.window()

    def test_copy_address_pastes(self):
        program = self.started_in_tray()
        port = program.port
        program.focus()
        label = next(l for l in tray('menu', ICON).splitlines() if l.startswith('Copy address/') and '/v1' in l)
        tray('click', ICON, label)
        press('ctrl+k')
        press('ctrl+v')
        wait_for(lambda: program.reader.says(rf'^http://127\.0\.0\.1:{port}/v1$'), 'the address in the search field')

    def test_quit_ends_it(self):
        for way in ('menu', 'keys', 'option', 'signal'):
            with self.subTest(way=way):
                program = self.started_in_tray()
                port = program.port
                program.focus()
                if way == 'menu':
                    tray('click', ICON, 'Quit')
                elif way == 'keys':
                    press('ctrl+q')
                elif way == 'option':
                    subprocess.run([PROGRAM, '--quit'], check=True, timeout=30, capture_output=True)
                else:
                    program.process.terminate()
                self.assertEqual(program.wait_for_end(), 0, program.log())
                self.assertFalse(is_serving(port))
                wait_for(lambda: ICON not in tray('list'), 'the icon to go')

    def test_quit_lets_a_stream_end(self):
        program = self.started_in_tray()
        curl = subprocess.Popen(
            ['curl', '-sN', f'http://127.0.0.1:{program.port}/v1/chat/completions', '-H', 'content-type: application/json',
             '-d', '{"model":"demo","stream":true,"messages":[{"role":"user","content":"hello"}]}'],
            stdout=subprocess.PIPE, text=True)
        first = curl.stdout.readline()
        self.assertTrue(first.startswith('data:'), first)
        tray('click', ICON, 'Quit')
        rest = curl.stdout.read()
        curl.stdout.close()
        curl.wait(timeout=30)
        self.assertEqual(rest.strip().splitlines()[-1], 'data: [DONE]')
        self.assertEqual(program.wait_for_end(), 0)


if __name__ == '__main__':
    main()
