"""Problems at start: a taken port, and a configuration of a newer version."""
import os
import re
import socket
import sys

from desktop import DesktopCase, ask, click, enter, home_folder, is_serving, main, picture, press, saved_config, write_config
from reader import wait_for

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from free_ports import free_ports

CODEX = '# mine\nmodel = "gpt-5"   # and this\n'
CONFIG = os.path.join(home_folder(), 'config', 'signalbox', 'config.json')
ONLY_HTTP = ('--https-port', 'off')


def text_of(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


class Trouble(DesktopCase):
    def test_a_taken_port_is_changed_together_with_the_clients(self):
        codex = os.path.join(os.environ['HOME'], '.codex', 'config.toml')
        os.makedirs(os.path.dirname(codex), exist_ok=True)
        with open(codex, 'w', encoding='utf-8') as file:
            file.write(CODEX)
        port, = free_ports(1)
        write_config({'version': 1, 'listen': {'http_port': port}, 'providers': [{'id': 'demo', 'type': 'demo'}]})
        program = self.start(*ONLY_HTTP, with_ports=False)
        wait_for(lambda: is_serving(port), 'the gateway')
        reader = program.reader
        program.focus()
        press('ctrl+4')
        click(reader.find('^Codex$'))
        click(reader.find('^Back up and write$', 'push button'))
        wait_for(lambda: str(port) in text_of(codex), 'the tool to be set up')
        key = re.search(r'sb-[0-9A-Za-z]{44}', text_of(codex)).group(0)

        # On quit it asks about the client.
        program.focus()
        press('ctrl+q')
        wait_for(lambda: reader.says('^1 client still points at Signalbox$'), 'the question')
        wait_for(lambda: reader.says('^Codex will not work until Signalbox runs again'), 'which')
        picture('quit-tools')
        click(reader.find('^Quit without changes$', 'push button'))
        self.assertEqual(program.wait_for_end(), 0)
        self.assertIn(str(port), text_of(codex))

        with socket.socket() as other:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            other.bind(('127.0.0.1', port))
            other.listen()
            again = self.start(*ONLY_HTTP, with_ports=False)
            reader = again.reader
            again.focus()
            click(reader.find('^Solve…$', 'push button'))
            wait_for(lambda: reader.says(rf'Port {port} is taken by .*python3.*process {os.getpid()}'), 'who has it')
            wait_for(lambda: reader.says('^Update the address in: Codex$'), 'which tools would be told')
            self.assertIn(str(port), text_of(codex), 'nothing is written before it was shown')
            self.assertEqual(saved_config()['listen']['http_port'], port)
            picture('port-taken')
            click(reader.find('^Use this port$', 'push button'))
            wait_for(lambda: saved_config()['listen']['http_port'] != port, 'the port to be another')
            chosen = saved_config()['listen']['http_port']
            wait_for(lambda: is_serving(chosen), 'the gateway at the new port')
            wait_for(lambda: f':{chosen}/' in text_of(codex), 'the tool to be told')
        self.assertNotIn(str(port), text_of(codex))
        self.assertIn(key, text_of(codex), 'the tool keeps its key')
        self.assertIn('# and this', text_of(codex))
        again.focus()
        press('ctrl+q')
        wait_for(lambda: reader.says('^1 client still points at Signalbox$'), 'the question')
        click(reader.find('^Restore their settings$', 'push button'))
        self.assertEqual(again.wait_for_end(), 0)
        self.assertEqual(text_of(codex), CODEX)

    def test_a_freed_port_is_tried_again(self):
        port, = free_ports(1)
        write_config({'version': 1, 'listen': {'http_port': port}, 'providers': [{'id': 'demo', 'type': 'demo'}]})
        with socket.socket() as other:
            other.bind(('127.0.0.1', port))
            other.listen()
            program = self.start(*ONLY_HTTP, with_ports=False)
            reader = program.reader
            program.focus()
            click(reader.find('^Solve…$', 'push button'))
            wait_for(lambda: reader.says(f'process {os.getpid()}'), 'who has it')
        click(reader.find(f'^Try port {port} again$', 'push button'))
        wait_for(lambda: is_serving(port), 'the gateway')
        wait_for(lambda: not reader.says('^Other port$'), 'the dialog to close')
        self.assertEqual(saved_config()['listen']['http_port'], port)

    def test_a_port_typed_over_the_proposed_one_is_used(self):
        port, chosen = sorted(free_ports(2))
        write_config({'version': 1, 'listen': {'http_port': port}, 'providers': [{'id': 'demo', 'type': 'demo'}]})
        with socket.socket() as other:
            other.bind(('127.0.0.1', port))
            other.listen()
            program = self.start(*ONLY_HTTP, with_ports=False)
            reader = program.reader
            program.focus()
            click(reader.find('^Solve…$', 'push button'))
            wait_for(lambda: reader.says(r'^Port \d+ is free'), 'a proposal')
            enter(str(chosen))
            wait_for(lambda: reader.says(f'^Port {chosen} is free'), 'the other one to be looked at')
            picture('port-typed')
            press('Return')
            wait_for(lambda: is_serving(chosen), 'the gateway')
        self.assertEqual(saved_config()['listen']['http_port'], chosen)

    def test_a_taken_port_is_reported_in_the_settings(self):
        port, https, taken = free_ports(3)
        write_config({'version': 1, 'listen': {'http_port': port, 'https_port': https}, 'providers': [{'id': 'demo', 'type': 'demo'}]})
        with socket.socket() as other, socket.socket() as secure:
            for held, number in ((other, taken), (secure, https)):
                held.bind(('127.0.0.1', number))
                held.listen()
            program = self.start(with_ports=False)
            wait_for(lambda: is_serving(port), 'the gateway')
            reader = program.reader
            program.focus()
            reader.find(rf'^HTTPS is not available\. Port {https} is taken by .*python3.*process {os.getpid()}')
            picture('https-taken')
            click(reader.find('^Open settings$', 'push button'))
            wait_for(lambda: reader.says(rf'^Port {https} is taken by .*python3'), 'the same beside the field')
            why = rf'^Not saved yet\. Port {taken} is taken by .*python3.*process {os.getpid()}.*Stop it, or choose another port'
            for field, name in (('HTTP port', 'http_port'), ('HTTPS port', 'https_port')):
                click(reader.find(f'^{field}$', 'spin box'))
                press('ctrl+a')
                enter(str(taken))
                press('Tab')
                wait_for(lambda: reader.says(why), 'who has it')
                wait_for(lambda: reader.says(f'^Not saved: {field}$'), 'the foot')
                picture('setting-' + name)
                self.assertNotEqual(saved_config()['listen'][name], taken)
                press('ctrl+1')
                press('ctrl+comma')
                wait_for(lambda: reader.find(f'^{field}$', 'spin box').text != str(taken), 'the port in force')
                wait_for(lambda: not reader.says(why), 'that it is forgotten')
            self.assertTrue(is_serving(port))
        wait_for(lambda: not reader.says('^HTTPS is not available'), 'HTTPS once it is free', 60)
        click(reader.find('^HTTP port$', 'spin box'))
        press('ctrl+a')
        enter(str(https))
        press('Tab')
        wait_for(lambda: reader.says(f'^Not saved yet. Port {https} is also the HTTPS port.'), 'that it is the other one')

    def later_version(self):
        write_config({'version': 1, 'ui': {'theme': 'light'}, 'providers': [{'id': 'demo', 'type': 'demo'}]})
        program = self.start('--minimized')
        program.port  # its version is stored
        program.end()
        write_config({'version': 9, 'ui': {'theme': 'dark'}, 'warp': 9, 'providers': [{'id': 'demo', 'type': 'demo'}, {'id': 'second', 'type': 'demo'}]})
        return text_of(CONFIG)

    def test_a_newer_configuration_is_read_and_never_written(self):
        before = self.later_version()
        program = self.start()
        reader = program.reader
        reader.find('^The configuration is from a newer version$')
        picture('later-version')
        click(reader.find('^Continue read-only$', 'push button'))
        self.assertEqual(ask(program.port, model='second/demo')[0], 200, 'what is known of it is in force')
        wait_for(lambda: reader.says('written by a newer version of Signalbox'), 'the line that stays')
        program.focus()
        press('ctrl+comma')
        click(reader.find('^Keep running when the window is closed$', 'check box'))
        wait_for(lambda: reader.says('newer version of Signalbox and is read-only here$'), 'the refusal')
        program.focus()
        press('ctrl+q')
        self.assertEqual(program.wait_for_end(), 0)
        self.assertEqual(text_of(CONFIG), before)

    def test_an_older_version_can_be_restored(self):
        self.later_version()
        program = self.start()
        reader = program.reader
        click(reader.find('^Restore an older version…$', 'push button'))
        wait_for(lambda: reader.says('^Data and backup$'), 'the versions')
        picture('later-version-history')

    def test_quitting_is_offered_and_changes_nothing(self):
        before = self.later_version()
        program = self.start()
        click(program.reader.find('^Quit$', 'push button'))
        self.assertEqual(program.wait_for_end(), 0)
        self.assertEqual(text_of(CONFIG), before)


if __name__ == '__main__':
    main()
