"""A new user adds a provider by mouse and keyboard and sends a request through it."""
import json
import os
import sqlite3
import subprocess

from desktop import (DesktopCase, KEY, approve_all, ask, click, difference, enter, files_with, home_folder, main, picture, press,
                     stored_secrets)
from reader import wait_for


def chat(port, model):
    """A streaming curl, running, with its headers."""
    body = json.dumps({'model': model, 'stream': True, 'messages': [{'role': 'user', 'content': 'hello'}]})
    return subprocess.Popen(['curl', '-sNi', f'http://127.0.0.1:{port}/v1/chat/completions', '-H',
                             'content-type: application/json', '-d', body], stdout=subprocess.PIPE, text=True)


class Provider(DesktopCase):
    def add(self, program, upstream, key=KEY):
        """Opens the dialog with keys, chooses by typing, fills in, and clicks Add."""
        reader = program.reader
        program.focus()
        press('ctrl+2')
        reader.find('^Providers$')
        press('ctrl+n')
        search = reader.find('Search by name, model or URL', 'text')
        wait_for(lambda: search.has('focused'), 'the focus in the search field')
        enter('deepseek')
        reader.find('^Add DeepSeek$', 'push button')
        press('Return')  # accepts the match and moves to its key
        field = reader.find('^Key$')
        wait_for(lambda: field.has('focused'), 'the focus in the key field')
        enter(key)
        address = reader.find('^Base URL$', 'text')
        click(address)
        press('ctrl+a')
        enter(upstream.base_url)
        wait_for(lambda: address.text == upstream.base_url, 'the address in its field')
        self.assertNotIn(key, reader.dump(), 'a key is never shown')
        picture('add-provider')
        return reader

    def test_a_provider_is_added_with_its_key_in_the_keyring_and_used(self):
        upstream = self.upstream(behaviour='words=240,gap=50,cached=3,reasoning=5')
        program = self.start()
        port = program.port
        reader = self.add(program, upstream)

        click(reader.find('^Test$', 'push button'))
        wait_for(lambda: reader.says('The key works'), 'the test to succeed', 40)
        picture('provider-tested')
        click(reader.find('^Add DeepSeek$', 'push button'))
        wait_for(lambda: not reader.says('^Add a provider$'), 'the dialog to close')
        wait_for(lambda: reader.says('DeepSeek'), 'the provider in the list')
        picture('providers')

        kept = wait_for(lambda: [attributes for attributes, secret in stored_secrets() if secret == KEY], 'the key in the keyring')
        self.assertEqual(len(kept), 1)
        self.assertEqual(kept[0].get('server'), 'signalbox', kept)

        press('ctrl+1')
        plot = reader.find('Tokens per second in the last minute')
        before = picture('chart-before', plot.area, check=False)
        curl = wait_for(lambda: self.first_line(port), 'a request that is answered', 30)
        # While it runs, the number and the line change.
        wait_for(lambda: self.rate(reader) >= 5, 'tokens per second')
        wait_for(lambda: difference(before, picture('chart-during', plot.area, check=False)) > 50, 'the line of the chart to move')
        wait_for(lambda: reader.says(r'^[5-9]\.\d s$'), 'a request that has been running for 5 s')
        picture('overview-stream')
        rest = curl.stdout.read()
        curl.stdout.close()
        self.assertEqual(curl.wait(timeout=60), 0)
        self.assertEqual(rest.strip().splitlines()[-1], 'data: [DONE]')
        self.assertTrue('x-signalbox-provider: deepseek' in rest.lower(), rest[:2000])
        picture('overview-after')

        row = wait_for(self.ledger_row, 'the row in the ledger')
        self.assertEqual(row, ('deepseek', 'deepseek-chat', 'answered', 240, 5))
        received = upstream.end()
        self.assertTrue(f'key={KEY}' in received, 'the key arrived at the provider')

        program.focus()
        press('ctrl+q')
        self.assertEqual(program.wait_for_end(), 0)
        found, searched = files_with(KEY)
        self.assertEqual(found, [])
        self.assertGreater(searched, 4)  # configuration, ledger, log, keyring ...
        with open(os.path.join(home_folder(), 'config', 'signalbox', 'config.json'), encoding='utf-8') as file:
            written = json.load(file)
        self.assertEqual(written['providers'][-1]['id'], 'deepseek')
        self.assertTrue(written['providers'][-1]['keys'][0]['secret'].startswith('keychain:'))
        self.assertNotIn(KEY, program.log())

        # A restart finds the key again.
        again_upstream = self.upstream()
        written['providers'][-1]['base_url'] = again_upstream.base_url
        with open(os.path.join(home_folder(), 'config', 'signalbox', 'config.json'), 'w', encoding='utf-8') as file:
            json.dump(written, file)
        # The file was changed outside the window, so the key must not be sent to the new address yet.
        approve_all()
        again = self.start('--minimized')
        wait_for(lambda: ask(again.port, model='deepseek/deepseek-chat')[0] == 200, 'the stored key to be used')

    def first_line(self, port):
        curl = chat(port, 'deepseek/deepseek-chat')
        status = curl.stdout.readline()
        if ' 200 ' in status:
            return curl
        curl.communicate(timeout=30)
        return None

    @staticmethod
    def rate(reader):
        match = reader.says(r'^Now: ([\d,.]+)$')
        return float(match.group(1).replace(',', '')) if match else 0.0

    @staticmethod
    def ledger_row():
        path = os.path.join(home_folder(), 'data', 'signalbox', 'ledger.sqlite')
        if not os.path.exists(path):
            return None
        with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as database:
            return database.execute('SELECT provider, model, outcome, output_tokens, reasoning_tokens FROM exchanges'
                                    " WHERE provider = 'deepseek' AND is_stream = 1").fetchone()

    def test_a_removal_in_chinese_with_and_without_undo(self):
        path = os.path.join(home_folder(), 'config', 'signalbox', 'config.json')
        os.makedirs(os.path.dirname(path))
        nobody = {'id': 'nobody', 'type': 'openai-compatible', 'base_url': 'http://127.0.0.1:9/v1', 'models': ['m'],
                  'note': 'of the user', 'keys': [{'name': 'main', 'secret': 'env:NOBODY_KEY', 'owner': 'me'}]}
        route = {'id': 'only', 'match': {'models': [{'exact': 'x'}]}, 'targets': [{'provider': 'nobody', 'why': 'cheap'}]}
        with open(path, 'w', encoding='utf-8') as file:
            json.dump({'version': 1, 'ui': {'language': 'zh_CN'}, 'providers': [nobody, {'id': 'demo', 'type': 'demo'}],
                       'routes': [route]}, file)

        def text():
            with open(path, encoding='utf-8') as file:
                return file.read()

        def written():
            return json.loads(text())

        def ids():
            return [provider['id'] for provider in written()['providers']]

        before = text()
        approve_all()

        program = self.start(environment={'NOBODY_KEY': KEY})
        program.port
        reader = program.reader
        program.focus()
        press('ctrl+2')
        reader.find('^nobody$')
        click(reader.find('^测试$', 'push button'))
        wait_for(lambda: reader.says('127.0.0.1:9 没有响应'), 'the failure in Chinese', 40)
        picture('failed-test-zh')

        def remove():
            providers = reader.find('^供应商$', 'table')
            click(next(node for node in providers.walk() if node.name == 'nobody'))
            press('Delete')
            wait_for(lambda: reader.says('移除供应商“nobody”.*移除路由“only”'), 'the bar')

        remove()
        wait_for(lambda: ids() == ['demo'], 'the provider to be gone')
        picture('removed-zh')
        click(reader.find('^撤销$', 'push button'))
        wait_for(lambda: text() == before, 'the file as it was, to the letter')
        program.focus()
        press('ctrl+shift+z')
        wait_for(lambda: ids() == ['demo'], 'the provider to be gone again')
        press('ctrl+z')
        wait_for(lambda: text() == before, 'the file as it was once more')

        press('ctrl+comma')
        wait_for(lambda: reader.says('由命令行或环境变量指定'), 'who decides about HTTPS')
        picture('https-off-zh')

        press('ctrl+2')
        remove()
        press('ctrl+q')
        self.assertEqual(program.wait_for_end(), 0)
        self.assertEqual(ids(), ['demo'])
        self.assertFalse(written().get('routes'))

    def test_a_wrong_key_is_reported_in_the_dialog(self):
        upstream = self.upstream(key='another-key')
        program = self.start()
        program.port
        kept = stored_secrets()
        reader = self.add(program, upstream)
        click(reader.find('^Test$', 'push button'))
        wait_for(lambda: reader.says('Key rejected'), 'the refusal', 40)
        picture('key-refused')
        press('Escape')
        wait_for(lambda: not reader.says('^Add a provider$'), 'the dialog to close')
        self.assertEqual(stored_secrets(), kept)


if __name__ == '__main__':
    main()
