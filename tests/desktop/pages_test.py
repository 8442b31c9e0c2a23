"""Pictures of every page with data of real requests: light and dark, in both languages, and with
SIGNALBOX_EVERY_SCALE at larger scales, for inspection."""
import os
import re

from desktop import DesktopCase, KEY, ask, home_folder, main, picture, press, run, write_config, xdo
from reader import wait_for

PAGES = {'en': ('Overview', 'Providers', 'Routes', 'Clients', 'Usage', 'Requests', 'Policies', 'Evaluate', 'Settings'),
         'zh_CN': ('概览', '供应商', '路由', '客户端', '用量', '请求', '策略', '评测', '设置')}
# language, theme, scale
LOOKS = (('en', 'light', '1'), ('en', 'dark', '1'), ('zh_CN', 'light', '1'), ('zh_CN', 'dark', '1'))
SCALED = (('en', 'light', '1.5'), ('zh_CN', 'dark', '2')) if os.environ.get('SIGNALBOX_EVERY_SCALE') else ()
MOST_PICTURES = 8
READ = ('zh_CN', 'light', '1')
SENTENCE = re.compile(r'\b[a-z]{2,} [a-z]{2,} [a-z]{2,}')
CODE = re.compile(r'^(export |curl |[~/])')  # the same in every language


def config(language, theme, limited, good):
    keys = [{'name': 'main', 'secret': 'env:SAMPLE_KEY'}]
    target = {'model': 'deepseek-chat', 'priority': 0}
    return {
        'version': 1, 'ui': {'language': language, 'theme': theme}, 'usage': {'budgets': [{'period': 'day', 'amount': 0.01, 'currency': 'CNY'}]},
        'providers': [{'id': 'openai', 'type': 'openai', 'base_url': limited, 'keys': keys}, {'id': 'deepseek', 'type': 'deepseek', 'base_url': good, 'keys': keys},
                      {'id': 'qwen', 'type': 'qwen', 'keys': [{'name': 'main', 'secret': 'env:NO_SUCH_KEY'}]}, {'id': 'demo', 'type': 'demo'}],
        'routes': [{'id': 'gpt-4o', 'match': {'models': [{'prefix': 'gpt-4o'}]},
                    'targets': [{'provider': 'openai', 'model': 'gpt-4o', 'priority': 1}, dict(target, provider='deepseek')]},
                   {'id': 'fast', 'match': {'models': [{'exact': 'fast'}]}, 'targets': [dict(target, provider='deepseek')]}],
        'policies': {'limits': [{'name': 'burst', 'requests': 60, 'per': 'minute'}, {'name': 'lanes', 'concurrent': 4, 'by': ['program']}]},
        'consumers': [{'name': 'ide', 'keys': [{'sha256': 'ab' * 32, 'hint': 'sb-...3fAb'}]}]}


def still_picture(name, window):
    """Waits until nothing on it changes any more, or for the timeout."""
    before = None
    for _ in range(MOST_PICTURES):
        now = run('identify', '-format', '%#', picture(name, window=window))  # of its pixels
        if now == before:
            return
        before = now


class Pages(DesktopCase):
    def use(self, port):
        for model in ('fast', 'fast', 'gpt-4o', 'openai/gpt-4o', 'demo', 'nobody-has-this', 'fast', 'gpt-4o-mini'):
            ask(port, model=model, stream=model == 'fast')

    def looked_at(self, program, language, theme, scale):
        window = program.focus()
        for number, title in enumerate(PAGES[language], 1):
            press(f'ctrl+{number}')
            wait_for(lambda: xdo('getwindowname', window).startswith(title), f'the page {title}')
            is_read = (language, theme, scale) == READ  # slow: once for each page
            if is_read:
                program.reader.find(f'^{title}$', 'label')
                wait_for(lambda: not program.reader.says('^正在.*…$'), 'the numbers of ' + title)
            still_picture(f'{PAGES["en"][number - 1].lower()}-{language}-{theme}-{scale}x', window)
            if is_read:
                self.assertEqual(self.english(program.reader), [], f'still in English on {title}')

    @staticmethod
    def english(reader):
        said = {text for node in reader.nodes() if node.has('showing') for text in (node.name, node.description)}
        return sorted(text for text in said if SENTENCE.search(text) and not CODE.match(text))

    def test_every_page_has_its_pictures(self):
        limited = self.upstream(behaviour='status=429')
        good = self.upstream(behaviour='words=40,input=900,cached=600,reasoning=12')
        for number, (language, theme, scale) in enumerate(LOOKS + SCALED):
            write_config(config(language, theme, limited.base_url, good.base_url))
            program = self.start(environment={'SAMPLE_KEY': KEY, 'QT_SCALE_FACTOR': scale})
            port = program.port
            if number == 0:
                self.use(port)
            self.looked_at(program, language, theme, scale)
            program.end()

    def test_without_a_ledger_nothing_is_shown_as_zero(self):
        with open(os.path.join(home_folder(), 'data', 'signalbox', 'ledger.sqlite'), 'wb') as file:
            file.write(b'x' * 9000)
        good = self.upstream()
        write_config(config('zh_CN', 'light', good.base_url, good.base_url))
        program = self.start(environment={'SAMPLE_KEY': KEY})
        wait_for(lambda: program.port, 'the gateway')
        window = program.focus()
        for keys, name, says in (('ctrl+1', 'overview', '^无法读取用量记录$'), ('ctrl+2', 'providers', '^未知：无法读取用量记录$'), ('ctrl+5', 'usage', '^用量未知$'),
                                 ('ctrl+6', 'requests', '^无法读取请求$')):
            press(keys)
            wait_for(lambda: program.reader.says(says), f'what is unknown on {name}')
            picture(f'no-ledger-{name}', window=window)
            self.assertEqual(self.english(program.reader), [], f'still in English on {name}')


if __name__ == '__main__':
    main()
