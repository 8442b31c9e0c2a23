"""Two clients are set up by mouse and keyboard, used and restored; then a model is used in the panel."""
import http.client
import json
import os
import re
import signal

from desktop import DesktopCase, ICON, click, enter, files_with, main, picture, press, tray
from reader import wait_for

CLAUDE = '{\n  // mine\n  "model": "opus",\n  "env": { "EDITOR": "vi" }, // and this\n}\n'
CODEX = '# mine\nmodel = "gpt-5"   # and this\n\n[tui]\nnotifications = true\n'
KEY = r'sb-[0-9A-Za-z]{44}'


def ask_with(port, key):
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=60)
    connection.request('POST', '/v1/chat/completions', json.dumps({'model': 'demo', 'messages': [{'role': 'user', 'content': 'hello'}]}),
                       {'Content-Type': 'application/json', 'Authorization': f'Bearer {key}'})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


class Clients(DesktopCase):
    def file(self, name, content):
        path = os.path.join(os.environ['HOME'], name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(content)
        return path

    def read(self, path):
        with open(path, encoding='utf-8') as file:
            return file.read()

    def set_up(self, program, tool, path, before):
        reader = program.reader
        click(reader.find(f'^{tool}$'))
        button = reader.find('^Back up and write$', 'push button')
        picture(f'clients-{tool.split()[0].lower()}-preview')
        self.assertEqual(self.read(path), before, 'nothing is written before it was shown')
        click(button)
        wait_for(lambda: self.read(path) != before, 'the file to be written')
        wait_for(lambda: reader.says('^waiting'), 'the first request to be waited for')
        written = self.read(path)
        self.assertIn('mine', written)
        self.assertIn('and this', written)
        self.assertIn(f'127.0.0.1:{program.port}', written)
        key = re.search(KEY, written).group(0)
        self.assertNotIn(key, reader.dump(), 'the key is in the file and nowhere on the screen')
        return key

    def take_back(self, program, tool, path, before):
        reader = program.reader
        click(reader.find(f'^{tool}$'))
        click(reader.find('^Restore…$', 'push button'))
        click(reader.find('^Restore$', 'push button'))
        wait_for(lambda: self.read(path) == before, 'the file to be what it was')

    def test_two_tools_are_set_up_used_and_restored(self):
        tools = [('Claude Code', self.file('.claude/settings.json', CLAUDE), CLAUDE), ('Codex', self.file('.codex/config.toml', CODEX), CODEX)]
        program = self.start()
        reader = program.reader
        program.focus()
        press('ctrl+4')
        keys = []
        for tool, path, before in tools:
            keys.append(self.set_up(program, tool, path, before))
        self.assertNotEqual(keys[0], keys[1], 'each tool has a key of its own')
        for tool, key in zip(tools, keys):
            self.assertEqual(ask_with(program.port, key), 200)
            click(reader.find(f'^{tool[0]}$'))
            wait_for(lambda: reader.says('^(Last request|It works: first request)'), 'the request to verify it')
        picture('clients-verified')
        for tool, path, before in tools:
            self.take_back(program, tool, path, before)
        for key in keys:
            wait_for(lambda: ask_with(program.port, key) == 401, 'the key to be refused')
        picture('clients-restored')
        found, searched = files_with(keys[0])
        self.assertEqual(found, [], 'the key is in no file')
        self.assertGreater(searched, 4)
        self.assertNotIn(keys[0], program.log())

    def test_undo_of_a_set_up_takes_its_file_along_and_revives_no_key(self):
        path = self.file('.codex/config.toml', CODEX)
        program = self.start()
        reader = program.reader
        program.focus()
        press('ctrl+4')
        key = self.set_up(program, 'Codex', path, CODEX)
        click(reader.find('^Codex$'))
        press('ctrl+z') # its key, and the route for its model, which was not served
        button = reader.find('^Restore$', 'push button')
        wait_for(lambda: reader.says('^Undo removes its key'), 'why that is asked')
        picture('clients-undo')
        self.assertIn(key, self.read(path), 'nothing is written before it was shown')
        self.assertEqual(ask_with(program.port, key), 200)
        click(button)
        wait_for(lambda: self.read(path) == CODEX, 'the file to be what it was')
        wait_for(lambda: ask_with(program.port, key) == 401, 'the key to be refused')
        click(reader.find('^Codex$'))
        press('ctrl+z')
        wait_for(lambda: reader.says('^A revoked key of “codex” stays revoked'), 'that it stays revoked')
        picture('clients-revoked')
        self.assertEqual(ask_with(program.port, key), 401)

    def test_quitting_offers_to_put_the_tools_back(self):
        path = self.file('.codex/config.toml', CODEX)
        program = self.start()
        reader = program.reader
        program.focus()
        press('ctrl+4')
        self.set_up(program, 'Codex', path, CODEX)
        written = self.read(path)
        question = 'still points? at Signalbox$'
        tray('wait', ICON, '40')
        tray('click', ICON, 'Quit')
        wait_for(lambda: reader.says(question) and reader.says('Codex will not work until'), 'the question, with the tool')
        picture('quit-tools')
        click(reader.find('^Cancel$', 'push button'))
        wait_for(lambda: not reader.says(question), 'the question to go')
        self.assertTrue(program.is_running())
        program.process.send_signal(signal.SIGTERM)  # as at the end of the session: no question
        self.assertEqual(program.wait_for_end(), 0)
        self.assertEqual(self.read(path), written)

        program = self.start()
        program.port
        program.focus()
        press('ctrl+q')
        click(program.reader.find('^Quit without changes$', 'push button'))
        self.assertEqual(program.wait_for_end(), 0)
        self.assertEqual(self.read(path), written)

        program = self.start()
        program.port
        program.focus()
        with open(path, 'w') as file:
            file.write('model = "unfinished\n')  # edited by hand meanwhile
        press('ctrl+q')
        click(program.reader.find('^Restore their settings$', 'push button'))
        wait_for(lambda: program.reader.says('^1 client could not be restored$') and program.reader.says('^Codex: '), 'the tool that stays as it is')
        picture('quit-left')
        click(program.reader.find('^Cancel$', 'push button'))
        self.assertTrue(program.is_running())
        with open(path, 'w') as file:
            file.write(written)
        program.focus()
        press('ctrl+q')
        click(program.reader.find('^Restore their settings$', 'push button'))
        self.assertEqual(program.wait_for_end(), 0)
        self.assertEqual(self.read(path), CODEX)

        program = self.start()
        program.port
        program.focus()
        press('ctrl+q')  # nothing left to ask about
        self.assertEqual(program.wait_for_end(), 0)

    def test_a_model_answers_in_the_panel(self):
        program = self.start()
        reader = program.reader
        program.focus()
        press('ctrl+t')
        field = reader.find('^Message$')
        wait_for(lambda: field.has('focused'), 'the focus in the message')
        enter('What does a signal box do?')
        press('Return')
        wait_for(lambda: reader.says('^Answered in '), 'the answer', 40)
        wait_for(lambda: reader.says(r'^without a route · .*tokens: \d+ in, \d+ out · cost '), 'its tokens and cost')
        picture('try-it')


if __name__ == '__main__':
    main()
