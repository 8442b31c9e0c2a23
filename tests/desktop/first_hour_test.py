"""How many clicks a newcomer needs from the first start to an answer, by mouse alone."""
import http.client
import json
import os
import time

from desktop import KEY, DesktopCase, click, enter, main, picture, press, xdo
from reader import wait_for

TITLE = '^Set up Signalbox'
CLAUDE = '{\n  "permissions": { "allow": ["Bash(git *)"] },\n  "env": { "DISABLE_TELEMETRY": "1" }\n}\n'


class FirstHour(DesktopCase):
    def decline_first_run(self):
        pass

    def begin(self):
        self.program = self.start()
        self.reader = self.program.reader
        self.clicks = 0
        self.reader.find('^Welcome to Signalbox$', seconds=60)
        window = wait_for(lambda: xdo('search', '--onlyvisible', '--name', TITLE, check=False).split(), 'the window of the first run')[0]
        xdo('windowactivate', '--sync', window)
        self.began = time.monotonic()

    def click(self, name, role='push button'):
        node = wait_for(lambda: (found := self.reader.find(name, role)).has('sensitive') and found, f'{name} to be enabled')
        click(node)
        self.clicks += 1

    def report(self, what, most):
        seconds = time.monotonic() - self.began
        print(f'first hour: {what}: {self.clicks} clicks (at most {most}), {seconds:.0f} s')
        self.assertLessEqual(self.clicks, most)

    def add_provider(self):
        """The key is the one thing that is pasted. The address of the paid provider is replaced by that of a fake one."""
        upstream = self.upstream()
        self.click('^Continue$')
        self.click('^DeepSeek')
        field = self.reader.find('^Key$')
        wait_for(lambda: field.has('focused'), 'the focus in the key field')
        enter(KEY)
        address = self.reader.find('^Base URL$', 'text')
        click(address)
        press('ctrl+a')
        enter(upstream.base_url)
        self.click('^Add DeepSeek$')
        wait_for(lambda: self.reader.says('^The key works'), 'the test of the key', 40)
        self.click('^Continue$')
        self.reader.find('^Point a client at the gateway$')

    def test_to_an_answer_of_the_demo(self):
        self.begin()
        for button in ('^Continue$', '^Use demo provider$', '^Continue$', '^Send it for me$'):
            self.click(button)
        self.reader.find('^It works: the request was answered$')
        self.report('an answer of the demo', 4)
        picture('first-hour-demo')

    def test_to_an_answer_of_a_provider(self):
        self.begin()
        self.add_provider()
        self.click('^Continue$')
        self.click('^Send it for me$')
        self.reader.find('^It works: the request was answered$')
        self.assertTrue(self.reader.says('Provider, DeepSeek, reached'), self.reader.dump())
        self.report('an answer of a provider', 6)
        picture('first-hour-provider')

    def test_to_claude_code_answered_by_another_provider(self):
        path = os.path.join(os.environ['HOME'], '.claude', 'settings.json')
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(CLAUDE)
        self.begin()
        self.add_provider()
        self.assertTrue(self.reader.says('^Claude Code'), self.reader.dump())
        self.click('^Set up…$')
        self.click('^Back up and write$')

        def written():
            with open(path, encoding='utf-8') as file:
                text = file.read()
            return text if f'127.0.0.1:{self.program.port}' in text else None
        settings = json.loads(wait_for(written, 'the settings of Claude Code'))
        self.assertEqual(settings['permissions'], {'allow': ['Bash(git *)']})
        picture('first-hour-claude-code')
        key = settings['env']['ANTHROPIC_AUTH_TOKEN']
        self.assertRegex(key, r'^sb-[0-9A-Za-z]{44}$')
        for model in ('claude-opus-4-8', 'claude-haiku-4-5-20251001'):
            self.assertEqual(self.ask(model, key), (200, 'deepseek'), model)
        self.report('Claude Code answered by another provider', 10)

    def ask(self, model, key):
        connection = http.client.HTTPConnection('127.0.0.1', self.program.port, timeout=60)
        connection.request('POST', '/v1/messages', json.dumps({'model': model, 'max_tokens': 100, 'messages': [{'role': 'user', 'content': 'hello'}]}),
                           {'Content-Type': 'application/json', 'Authorization': f'Bearer {key}', 'anthropic-version': '2023-06-01'})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status, answer.headers.get('x-signalbox-provider')


if __name__ == '__main__':
    main()
