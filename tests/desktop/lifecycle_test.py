"""The life cycle of the program: links, start at login, crashes and regular ends."""
import os
import signal
import sqlite3
import subprocess
import time

from desktop import (DesktopCase, ICON, PROGRAM, Stream, click, enter, home_folder, main, notes, picture, press, tray, two_targets, windows,
                     write_config, xdo)
from reader import wait_for

DRAFT = os.path.join(home_folder(), 'data', 'signalbox', 'config-draft.json')
AUTOSTART = os.path.join(home_folder(), 'config', 'autostart', 'io.github.signalbox.signalbox.desktop')


class Life(DesktopCase):
    def in_tray(self, *arguments, **options):
        program = self.start(*arguments, **options)
        tray('wait', ICON, '40')
        program.port
        return program

    def streaming(self):
        """In the tray, with an open stream that takes a while."""
        upstream = self.upstream(key='sk-first', behaviour='stall=3')
        write_config(two_targets(upstream.base_url))
        program = self.in_tray('--minimized', environment={'FIRST_KEY': 'sk-first'})
        stream = Stream(program.port, 'either')
        return program, stream

    def open_link(self, link):
        second = subprocess.run([PROGRAM, link], capture_output=True, text=True, timeout=30)
        self.assertEqual(second.returncode, 0, second.stderr)

    def title(self):
        return xdo('getwindowname', wait_for(windows, 'the window')[0])

    def in_settings(self):
        """Opens the settings by a confirmed link."""
        program = self.in_tray('signalbox://open/settings')
        program.focus()
        click(program.reader.find('^Show Settings$', 'push button'))
        wait_for(lambda: 'Settings · Signalbox' in self.title(), 'the page')
        return program

    def test_a_link_opens_a_page_after_a_question(self):
        program = self.in_tray('--minimized')
        self.open_link('signalbox://open/usage')
        program.window()
        wait_for(lambda: program.reader.says('^A link asks to open the page “Usage”$'), 'the question')
        picture('page-link')
        self.open_link('signalbox://open/routes')
        wait_for(lambda: program.reader.says('answer the question about the previous link first'), 'that the first question stays')
        self.assertNotIn('Usage · Signalbox', self.title())
        click(program.reader.find('^Show Usage$', 'push button'))
        wait_for(lambda: 'Usage · Signalbox' in self.title(), 'the page')
        self.assertIsNone(program.reader.says('^A link asks to open the page “Routes”$'))

    def test_a_link_adds_a_provider_only_after_two_questions(self):
        program = self.in_tray('--minimized')
        self.open_link('signalbox://provider?type=deepseek&address=https%3A%2F%2Fapi.elsewhere.example%2Fv1')
        program.window()
        for words in ('A link asks to add a provider', '^DeepSeek$', '^deepseek$', '^https://api.elsewhere.example/v1$', 'differs from the address in the catalog'):
            wait_for(lambda: program.reader.says(words), words)
        picture('link')
        self.open_link('signalbox://provider?type=openai&address=https%3A%2F%2Fapi.other.example%2Fv1')
        wait_for(lambda: program.reader.says('answer the question about the previous link first'), 'that the first question stays')
        self.assertFalse(program.reader.says('^https://api.other.example/v1$'))
        click(program.reader.find('^Continue to DeepSeek$', 'push button'))
        program.reader.find('^Add DeepSeek$', 'push button')
        self.assertFalse(os.path.exists(os.path.join(home_folder(), 'config', 'signalbox', 'config.json')), 'nothing is written yet')

    def test_an_invalid_link_is_reported(self):
        program = self.in_tray('--minimized')
        self.open_link('signalbox://provider?type=deepseek&api_key=sk-link-1234567890')
        program.window()
        wait_for(lambda: program.reader.says('Link not opened: it contains a key'), 'why not')
        self.assertNotIn('sk-link', program.log())
        self.open_link('signalbox://open/usage')
        wait_for(lambda: not program.reader.says('Link not opened'), 'that it is over once another one was followed')

    def test_a_start_with_a_link_follows_it(self):
        program = self.in_tray('signalbox://open/routes')
        program.focus()
        click(program.reader.find('^Show Routes$', 'push button'))
        wait_for(lambda: 'Routes · Signalbox' in self.title(), 'the page')

    def test_start_at_login_is_set_and_read_back(self):
        program = self.in_settings()
        click(program.reader.find('^Desktop$', 'cell'))
        box = program.reader.find('^Start at login$', 'check box')
        self.assertFalse(box.has('checked'))
        click(box)
        wait_for(lambda: os.path.exists(AUTOSTART), 'the entry')
        with open(AUTOSTART, encoding='utf-8') as file:
            self.assertIn(f'Exec={PROGRAM} --minimized\n', file.read())
        wait_for(lambda: box.has('checked'), 'the mark')
        picture('autostart')
        os.remove(AUTOSTART)  # as by the session's own settings
        press('ctrl+1')
        press('ctrl+comma')
        wait_for(lambda: not program.reader.find('^Start at login$', 'check box').has('checked'), 'what the system has')

    def crash(self):
        program = self.in_tray('--minimized')
        program.process.kill()
        program.process.wait()
        program.process.returncode = 0  # ended by the test

    def test_a_crash_is_reported_once(self):
        self.crash()
        program = self.in_tray()
        program.window()
        wait_for(lambda: program.reader.says('ended unexpectedly. Requests in progress'), 'the note')
        picture('after-a-crash')
        click(program.reader.find('^Open the log$', 'push button'))
        wait_for(lambda: not program.reader.says('ended unexpectedly. Requests in progress'), 'the note to go')
        program.end()
        third = self.in_tray()
        third.window()
        third.reader.find('^Settings$')
        self.assertIsNone(third.reader.says('ended unexpectedly. Requests in progress'))

    def test_a_crash_is_notified_when_no_window_opens(self):
        self.crash()
        self.in_tray('--minimized')
        wait_for(lambda: [n for n in notes() if n.get('title') == 'Signalbox ended unexpectedly'], 'the notification')

    def test_stop_now_and_cancel(self):
        program, stream = self.streaming()
        tray('click', ICON, 'Quit')
        click(program.reader.find('^Cancel$', 'push button'))
        wait_for(lambda: not program.reader.says('in progress$'), 'the question to go')
        self.assertTrue(program.is_running())
        tray('click', ICON, 'Quit')
        stop = program.reader.find('^Stop now$', 'push button')
        begin = time.monotonic()
        click(stop)
        self.assertIn('stream_interrupted', stream.last())
        self.assertLess(time.monotonic() - begin, 8)  # of the 10 s that streams have
        self.assertEqual(program.wait_for_end(), 0)

    def test_the_session_ends_while_the_window_waits(self):
        program, stream = self.streaming()
        tray('click', ICON, 'Quit')
        click(program.reader.find('^Wait and quit$', 'push button'))
        wait_for(lambda: program.reader.says('after 10 s are cancelled'), 'the waiting')
        subprocess.run([PROGRAM, '--quit'], capture_output=True, timeout=30, check=True)  # it is quitting already
        self.assertTrue(program.reader.says('after 10 s are cancelled'), 'it still waits')
        program.process.send_signal(signal.SIGTERM)
        wait_for(lambda: program.reader.says('after 3 s are cancelled'), 'the shorter waiting')
        self.assertIn('stream_interrupted', stream.last())
        self.assertEqual(program.wait_for_end(), 0)

    def edit_as_json(self):
        program = self.in_settings()
        click(program.reader.find('^Configuration as JSON$', 'cell'))
        click(program.reader.find('^Configuration as JSON$', 'text'))
        press('ctrl+Home')
        enter(' ')
        wait_for(lambda: program.reader.says('^changed, not saved$'), 'that it is not saved')
        return program

    def test_the_display_is_lost_during_a_stream(self):
        """As if the X server crashed: the answer and the record are completed, and no crash is reported."""
        display = subprocess.Popen(['Xvfb', '-displayfd', '1', '-screen', '0', '1024x768x24', '-nolisten', 'tcp', '-noreset'],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(lambda: display.poll() is None and display.kill())
        number = display.stdout.readline().strip()
        upstream = self.upstream(key='sk-first', behaviour='stall=3')
        write_config(two_targets(upstream.base_url))
        program = self.start('--show', environment={'FIRST_KEY': 'sk-first', 'DISPLAY': f':{number}'})
        tray('wait', ICON, '40')
        stream = Stream(program.port, 'either')
        display.terminate()
        display.wait(20)
        display.stdout.close()
        self.assertIn('stream_interrupted', stream.last())
        self.assertEqual(program.wait_for_end(), 1)
        program.process.returncode = 0  # ended by the test
        self.assertIn('the display is gone; what is under way has 3 s to end', program.log())
        path = os.path.join(home_folder(), 'data', 'signalbox', 'ledger.sqlite')
        with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as database:
            self.assertEqual(database.execute('SELECT outcome FROM exchanges').fetchall(), [('interrupted',)])
        again = self.in_tray()
        again.window()
        again.reader.find('^Settings$')
        self.assertIsNone(again.reader.says('ended unexpectedly. Requests in progress'))

    def test_quit_asks_about_unsaved_text(self):
        program = self.edit_as_json()
        press('ctrl+q')
        wait_for(lambda: program.reader.says('^The configuration was edited as JSON and not saved$'), 'the question')
        picture('unsaved')
        click(program.reader.find('^Cancel$', 'push button'))
        wait_for(lambda: not program.reader.says('^The configuration was edited as JSON and not saved$'), 'the question to go')
        self.assertTrue(program.is_running())
        tray('click', ICON, 'Quit')
        click(program.reader.find('^Discard and quit$', 'push button'))
        self.assertEqual(program.wait_for_end(), 0)
        self.assertFalse(os.path.exists(DRAFT))

    def test_unsaved_text_survives_the_end_of_the_session(self):
        program = self.edit_as_json()
        program.process.send_signal(signal.SIGTERM)
        self.assertEqual(program.wait_for_end(), 0)
        self.assertEqual(os.stat(DRAFT).st_mode & 0o777, 0o600)
        program = self.in_tray()
        program.focus()
        click(program.reader.find('^Show it$', 'push button'))
        click(program.reader.find('^Continue with unsaved text$', 'push button'))
        wait_for(lambda: program.reader.says('^changed, not saved$'), 'the text')
        picture('kept-text')
        click(program.reader.find('^Load from file$', 'push button'))
        wait_for(lambda: not os.path.exists(DRAFT), 'it to be given up')

    def test_signals_end_it_quickly_with_an_open_stream(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            with self.subTest(signal=number):
                program, stream = self.streaming()
                begin = time.monotonic()
                program.process.send_signal(number)
                self.assertIn('stream_interrupted', stream.last())
                self.assertLess(time.monotonic() - begin, 8)  # of the 10 s that streams have
                self.assertEqual(program.wait_for_end(), 0)
                self.assertFalse(os.path.exists(os.path.join(home_folder(), 'data', 'signalbox', 'running')))


if __name__ == '__main__':
    main()
