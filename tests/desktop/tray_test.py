"""The tray icon and the window, with a tray that offers the icon on the bus."""
import os
import re
import subprocess

from desktop import (DesktopCase, ICON, PROGRAM, Stream, ask, choose, click, difference, is_serving, main, notes, picture, press, run, saved_config,
                     tray, two_targets, windows, write_config, xdo)
from reader import wait_for


class Tray(DesktopCase):
    def started_in_tray(self, *arguments, **options):
        program = self.start(*arguments, **options)
        tray('wait', ICON, '40')
        return program

    def test_the_icon_has_its_menu_and_tooltip(self):
        program = self.started_in_tray()
        port = program.port
        wait_for(lambda: str(port) in tray('menu', ICON), 'the address in the menu')
        labels = tray('menu', ICON).splitlines()
        for label in ('Open Signalbox', 'Pause/For 15 minutes', 'Pause/Until restart', 'Recent events', 'Settings…', 'Quit'):
            self.assertIn(label, labels)
        self.assertIn('Today: no requests', labels)
        self.assertNotIn('Show problem…', labels)
        self.assertTrue(any(label.startswith('Copy address/') and '/v1' in label for label in labels), labels)
        self.assertIn(f'127.0.0.1:{port}', tray('tooltip', ICON))
        icon = os.path.join(os.environ['DESKTOP_TMP'], 'icon.png')
        tray('icon', ICON, icon)
        self.assertGreater(os.path.getsize(icon), 100)

    def test_the_icon_is_light_on_a_dark_bar(self):
        shades = {}
        for desktop in ('XFCE', 'GNOME', 'GNOME-Classic:GNOME'):
            program = self.started_in_tray(environment={'XDG_CURRENT_DESKTOP': desktop})
            icon = os.path.join(os.environ['DESKTOP_TMP'], 'shade.png')
            tray('icon', ICON, icon)
            shades[desktop] = float(run('convert', icon, '-background', 'gray50', '-flatten', '-alpha', 'off', '-colorspace', 'Gray', '-format', '%[fx:mean]', 'info:'))
            program.end()
        self.assertGreater(shades['GNOME'], 0.5, shades)
        self.assertLess(shades['XFCE'], 0.5, shades)
        self.assertLess(shades['GNOME-Classic:GNOME'], 0.5, shades)

    def test_pause_and_resume(self):
        program = self.started_in_tray()
        port = program.port
        folder = os.environ['DESKTOP_TMP']
        tray('icon', ICON, folder + '/running.png')
        self.assertEqual(ask(port)[0], 200)
        tray('click', ICON, 'Pause/Until restart')
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
        # The first time it says where the window went and where to change that.
        told = [note for note in notes() if 'tray' in note.get('title', '').lower()]
        self.assertEqual(len(told), 1)
        self.assertIn('To change what closing the window does', told[0]['text'])
        self.assertEqual(told[0]['actions'], ['default', 'show'])
        program.close_with('alt+F4')
        choose(told[0], 'show')
        program.window()
        program.reader.find('^Keep running when the window is closed', seconds=20)
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

    def test_a_timed_pause_shows_its_end(self):
        program = self.started_in_tray('--minimized')
        port = program.port
        tray('click', ICON, 'Pause/For 15 minutes')
        wait_for(lambda: re.search(r'^Resume \(automatic at \d\d:\d\d:\d\d\)$', tray('menu', ICON), re.M), 'the end of the pause in the menu')
        self.assertEqual(ask(port)[0], 503)
        tray('click', ICON, next(line for line in tray('menu', ICON).splitlines() if line.startswith('Resume')))
        wait_for(lambda: ask(port)[0] == 200, 'requests to be answered again')
        self.assertNotIn('Resume', tray('menu', ICON))

    def test_a_target_is_pinned_and_unpinned(self):
        upstream = self.upstream(key='sk-first')
        config = two_targets(upstream.base_url)
        name = 'either_of&them'  # none of its letters becomes a mnemonic in the menu
        config['routes'][0]['match']['models'] = [{'exact': name}]
        write_config(config)
        program = self.started_in_tray('--minimized', environment={'FIRST_KEY': 'sk-first'})
        port = program.port
        served = lambda: ask(port, model=name)[1].get('x-signalbox-provider')
        self.assertEqual(served(), 'first')
        wait_for(lambda: f'[x] Route/{name}/Automatic' in tray('menu', ICON).splitlines(), 'the route in the menu')
        target = next(line for line in tray('menu', ICON).splitlines() if line.startswith(f'Route/{name}/Demo'))
        tray('click', ICON, target)
        wait_for(lambda: served() == 'demo', 'the other target to serve')
        self.assertTrue(saved_config()['routes'][0]['targets'][1]['first'])
        wait_for(lambda: any(line.startswith(f'[x] Route/{name}/Demo') for line in tray('menu', ICON).splitlines()), 'its mark')
        tray('click', ICON, f'Route/{name}/Automatic')
        wait_for(lambda: served() == 'first', 'the first choice again')
        used = lambda: next((line for line in tray('menu', ICON).splitlines()
                             if line.startswith('Today: ') and 'Today: 0 ' not in line), None)
        wait_for(used, 'what was used today')
        wait_for(lambda: used() in tray('tooltip', ICON), 'the same in the tool tip')

    def test_a_fallback_is_notified_and_a_click_opens_its_page(self):
        upstream = self.upstream(key='sk-first', behaviour='status=500')
        write_config(two_targets(upstream.base_url))
        program = self.started_in_tray('--minimized', environment={'FIRST_KEY': 'sk-first'})
        port = program.port
        folder = os.environ['DESKTOP_TMP']
        tray('icon', ICON, folder + '/running.png')
        for _ in range(3):  # one notification per provider in ten minutes
            self.assertEqual(ask(port, model='either')[1].get('x-signalbox-provider'), 'demo')
        note = wait_for(lambda: next((n for n in notes() if n.get('title') == 'A fallback is in use'), None), 'the notification')
        self.assertEqual(note['actions'], ['default', 'show', 'mute'])
        self.assertEqual(len([n for n in notes() if 'title' in n]), 1)
        wait_for(lambda: 'On fallback' in tray('menu', ICON), 'the state in the menu')
        tray('icon', ICON, folder + '/fallback.png')
        self.assertGreater(difference(folder + '/running.png', folder + '/fallback.png'), 20)
        self.assertTrue(any(line.startswith('Recent events/') and 'first' in line for line in tray('menu', ICON).splitlines()))
        self.assertEqual(windows(), [])
        choose(note, 'show')  # the request that another provider answered
        program.window()
        wait_for(lambda: windows() and xdo('getwindowname', windows()[0]).startswith('Requests'), 'the page of requests')
        choose(note, 'mute')
        wait_for(lambda: saved_config().get('ui', {}).get('muted') == ['fallback'], 'the kind to be muted')

    def test_quit_asks_about_an_open_stream(self):
        upstream = self.upstream(key='sk-first', behaviour='stepped')
        upstream.step(2)  # the rest only once the question is answered: it goes away when the stream ends
        write_config(two_targets(upstream.base_url))
        program = self.started_in_tray('--minimized', environment={'FIRST_KEY': 'sk-first'})
        stream = Stream(program.port, 'either')
        tray('click', ICON, 'Quit')
        program.reader.find('1 request in progress', seconds=20)
        picture('quit-asks')
        click(program.reader.find('^Wait and quit$', 'push button'))
        upstream.step(100)
        self.assertEqual(stream.last(), 'data: [DONE]')
        self.assertEqual(program.wait_for_end(), 0)


if __name__ == '__main__':
    main()
