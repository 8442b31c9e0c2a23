"""A new user without any key gets from the first start to a first answer by keyboard alone."""
import configparser
import os
import shutil
import socket
import sqlite3

from desktop import DesktopCase, ask, click, enter, home_folder, main, picture, press, stored_secrets, xdo
from reader import wait_for

TITLE = '^Set up Signalbox'


def memory():
    """The state of the first run in the window's file."""
    file = configparser.ConfigParser()
    file.read(os.path.join(home_folder(), 'data', 'signalbox', 'window.ini'), encoding='utf-8')
    return dict(file['first_run']) if file.has_section('first_run') else {}


class FirstRun(DesktopCase):
    def decline_first_run(self):
        pass

    def first_run(self, *arguments):
        program = self.start(*arguments)
        reader = program.reader
        reader.find('^Welcome to Signalbox$', seconds=60)
        wait_for(lambda: xdo('search', '--onlyvisible', '--name', TITLE, check=False).split(), 'the window of the first run')
        xdo('windowactivate', '--sync', xdo('search', '--onlyvisible', '--name', TITLE).split()[0])
        return program

    def go_on(self, reader, button='^Continue$'):
        """Tab to the primary button and Enter, without the mouse."""
        def focused():
            node = reader.find(button, 'push button')
            return node.has('focused') or (press('Tab') and False)
        wait_for(focused, f'the focus on {button}')
        press('Return')

    def test_from_the_first_start_to_the_first_answer(self):
        program = self.first_run()
        port = program.port
        reader = program.reader
        picture('first-run-1')
        languages = reader.find('^System$', 'combo box')
        wait_for(lambda: languages.has('focused'), 'the focus on the languages')
        press('Return')  # leads on, and opens no list
        reader.find('^Choose a provider$')
        self.go_on(reader, '^Back$')
        reader.find('^The gateway is ready$')  # and so was left out
        wait_for(lambda: reader.says('^Working'), 'the check of the keychain')
        self.assertEqual([secret for attributes, secret in stored_secrets() if attributes.get('server') == 'signalbox'], [])
        picture('first-run-2')
        self.go_on(reader)
        reader.find('^Choose a provider$')
        picture('first-run-3')
        self.go_on(reader, '^Use demo provider$')
        reader.find('^Point a client at the gateway$')
        wait_for(lambda: reader.says(rf'curl http://127\.0\.0\.1:{port}/v1/chat/completions'), 'the line of curl with the right port')
        picture('first-run-4')
        self.go_on(reader)
        reader.find('^Waiting for a request$')
        self.assertNotIn('end', memory())
        self.go_on(reader, '^Send it for me$')
        reader.find('^It works: the request was answered$')
        self.assertTrue(reader.says('Provider, Demo, reached'), reader.dump())
        picture('first-run-5')
        self.assertEqual(memory().get('end'), 'proven')
        rows = wait_for(self.ledger_rows, 'the row in the ledger')
        self.assertEqual([row[:2] for row in rows], [('demo', 'answered')])
        wait_for(lambda: reader.says(f'^{rows[0][2]}$'), 'the tokens of the ledger')
        self.go_on(reader, '^Finish$')
        wait_for(lambda: not reader.says('^It works'), 'the end of the first run')
        first = reader.find('^1 request$', 'push button')
        wait_for(lambda: first.has('focused'), 'the focus on the first control of the page')
        picture('first-run-ended')
        program.focus()
        press('ctrl+q')
        self.assertEqual(program.wait_for_end(), 0)

        again = self.start()
        again.port
        again.focus()
        self.assertFalse(again.reader.says('^Welcome to Signalbox$'))

    @staticmethod
    def ledger_rows():
        path = os.path.join(home_folder(), 'data', 'signalbox', 'ledger.sqlite')
        if not os.path.exists(path):
            return None
        with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as database:
            return database.execute('SELECT provider, outcome, input_tokens + output_tokens FROM exchanges').fetchall()

    def test_it_resumes_and_accepts_any_program_as_proof(self):
        program = self.first_run()
        reader = program.reader
        self.go_on(reader)
        reader.find('^Choose a provider$')
        press('Escape')
        wait_for(lambda: not reader.says('^Choose a provider$'), 'the window to close')
        program.focus()
        press('ctrl+q')
        self.assertEqual(program.wait_for_end(), 0)
        self.assertEqual(memory().get('step'), '2')

        again = self.start()
        port = again.port
        reader = again.reader
        reader.find('^Choose a provider$', seconds=60)
        xdo('windowactivate', '--sync', xdo('search', '--onlyvisible', '--name', TITLE).split()[0])
        self.go_on(reader, '^Use demo provider$')
        reader.find('^Point a client at the gateway$')
        self.go_on(reader)
        reader.find('^Waiting for a request$')
        self.assertEqual(ask(port, model='no-such-model')[0], 404)
        reader.find('^No provider for this request$')
        self.assertTrue(reader.says('Route, –, failed here'), reader.dump())
        picture('first-run-failed')
        self.assertEqual(ask(port)[0], 200)
        reader.find('^It works: the request was answered$')
        self.assertEqual(memory().get('end'), 'proven')
        picture('first-run-proven-by-another')

    def start_at_port_step(self, port, https='null'):
        """Starts with the port in the file, as an option would override the port chosen in the step."""
        folder = os.path.join(home_folder(), 'config', 'signalbox')
        os.makedirs(folder)
        with open(os.path.join(folder, 'config.json'), 'w', encoding='utf-8') as file:
            file.write('{"version": 1, "listen": {"http_port": %d, "https_port": %s}, "providers": [{"id": "demo", "type": "demo"}]}' % (port, https))
        data = os.path.join(home_folder(), 'data', 'signalbox')
        os.makedirs(data)
        with open(os.path.join(data, 'window.ini'), 'w', encoding='utf-8') as file:
            file.write('[first_run]\nstep=1\n')
        return self.start(with_ports=False)

    def test_a_taken_port_names_its_holder_and_can_be_changed(self):
        shutil.rmtree(os.path.join(home_folder(), 'config', 'signalbox'), ignore_errors=True)
        with socket.socket() as holder:
            holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            holder.bind(('127.0.0.1', 0))
            holder.listen()
            port = holder.getsockname()[1]
            program = self.start_at_port_step(port, https=port + 1)
            reader = program.reader
            reader.find('^The gateway needs a port$', seconds=60)
            wait_for(lambda: reader.says(rf'Port {port} is taken by .*\(process {os.getpid()}\)'), 'the name of the holder')
            picture('first-run-port-taken')
            xdo('windowactivate', '--sync', xdo('search', '--onlyvisible', '--name', TITLE).split()[0])
            self.go_on(reader, r'^Use port \d+$')
            reader.find('^The gateway is ready$')
            self.assertNotEqual(program.port, port)
            self.assertEqual(ask(program.port)[0], 200)
            picture('first-run-port-solved')

    def test_a_typed_taken_port_is_reported_and_not_skipped(self):
        with socket.socket() as holder, socket.socket() as other:
            holder.bind(('127.0.0.1', 0))
            holder.listen()
            taken = holder.getsockname()[1]
            other.bind(('127.0.0.1', 0))
            free = other.getsockname()[1]
            other.close()
            program = self.start_at_port_step(free)
            reader = program.reader
            reader.find('^The gateway is ready$', seconds=60)
            xdo('windowactivate', '--sync', wait_for(lambda: xdo('search', '--onlyvisible', '--name', TITLE, check=False).split(), 'its window')[0])
            click(reader.find('^Port$', 'spin box'))
            press('ctrl+a')
            enter(str(taken))
            press('Return')
            wait_for(lambda: reader.says(rf'Port {taken} is taken by .*\(process {os.getpid()}\)'), 'the name of the holder')
            self.assertTrue(reader.says('^The gateway is ready$'), reader.dump())
            picture('first-run-typed-port-taken')


if __name__ == '__main__':
    main()
