"""With a locked or missing keyring the problem is shown and the gateway keeps serving."""
import json
import os

from desktop import DesktopCase, KEY, ask, home_folder, main, picture, press
from reader import wait_for


class Locked(DesktopCase):
    def test_the_gateway_serves_and_the_provider_shows_the_problem(self):
        folder = os.path.join(home_folder(), 'config', 'signalbox')
        os.makedirs(folder)
        config = {'version': 1, 'providers': [
            {'id': 'deepseek', 'type': 'deepseek', 'keys': [{'name': 'main', 'secret': 'keychain:deepseek/main'}]},
            {'id': 'demo', 'type': 'demo'}],
            'routes': [{'id': 'either', 'match': {'models': [{'exact': 'either'}]}, 'targets': [
                {'provider': 'deepseek', 'model': 'deepseek-chat', 'priority': 1},
                {'provider': 'demo', 'model': 'demo', 'priority': 0}]}]}
        with open(os.path.join(folder, 'config.json'), 'w', encoding='utf-8') as file:
            json.dump(config, file)
        program = self.start()
        port = program.port
        self.assertEqual(ask(port, model='demo/demo')[0], 200)
        status, headers, body = ask(port, model='deepseek/deepseek-chat')
        self.assertEqual(status, 503, body)
        self.assertEqual(headers['x-signalbox-error'], 'no_usable_key')
        self.assertIn('deepseek', body)
        status, headers, body = ask(port, model='either')  # the keychain is locked for one provider
        self.assertEqual((status, headers['x-signalbox-provider']), (200, 'demo'), body)
        program.focus()
        press('ctrl+2')
        wait_for(lambda: program.reader.says(r'(?i)locked|keychain|keyring'), 'the reason beside the provider')
        if os.environ['SIGNALBOX_KEYRING'] == 'locked':
            wait_for(lambda: program.reader.says(r'The keychain is locked\.') and program.reader.says('Unlock…'), 'the line in the window that unlocks it')
        picture('keychain-' + os.environ['SIGNALBOX_KEYRING'])


if __name__ == '__main__':
    main()
