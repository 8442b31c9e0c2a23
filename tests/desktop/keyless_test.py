"""Without a keychain: keys in an encrypted file with a passphrase, or in memory until quit."""
import glob
import os
import stat

from desktop import (DesktopCase, KEY, ask, click, enter, files_with, home_folder, main, notes, choose, picture, press, saved_config, tray,
                     windows, ICON)
from reader import wait_for

PASSPHRASE = 'correct horse battery'
VAULT = os.path.join(home_folder(), 'data', 'signalbox', 'secrets.vault')


class Keyless(DesktopCase):
    def fill_in(self, program, upstream, place):
        """Fills in a new provider with a key stored in `place`, up to the save button."""
        reader = program.reader
        program.focus()
        press('ctrl+2')
        press('ctrl+n')
        search = reader.find('Search by name, model or URL', 'text')
        wait_for(lambda: search.has('focused'), 'the focus in the search field')
        enter('deepseek')
        reader.find('^Add DeepSeek$', 'push button')
        press('Return')
        field = reader.find('^Key$')
        wait_for(lambda: field.has('focused'), 'the focus in the key field')
        enter(KEY)
        press('Tab')
        kept = reader.find('^Encrypted file$', 'combo box')  # the offered default
        wait_for(lambda: kept.has('focused'), 'the focus on the place')
        enter(place)
        address = reader.find('^Base URL$', 'text')
        click(address)
        press('ctrl+a')
        enter(upstream.base_url)
        wait_for(lambda: address.text == upstream.base_url, 'the address in its field')
        return reader

    def type_into(self, reader, name, text):
        click(reader.find(name, 'text'))
        press('ctrl+a')
        enter(text)

    def add(self, reader):
        click(reader.find('^Add DeepSeek$', 'push button'))

    def is_used(self, program):
        return ask(program.port, model='deepseek/deepseek-chat')[0] == 200

    def test_a_key_in_an_encrypted_file_survives_a_restart(self):
        upstream = self.upstream()
        program = self.start()
        program.port
        reader = self.fill_in(program, upstream, 'Enc')
        wait_for(lambda: reader.says('cannot be recovered'), 'what the file means')
        self.add(reader)
        wait_for(lambda: reader.says('Choose a passphrase'), 'that one is needed')
        self.type_into(reader, '^Passphrase$', PASSPHRASE)
        self.type_into(reader, '^Repeat passphrase$', PASSPHRASE)
        picture('encrypted-file-new')
        self.add(reader)
        wait_for(lambda: os.path.exists(VAULT), 'the encrypted file')
        wait_for(lambda: self.is_used(program), 'the key to be used')
        self.assertEqual(stat.S_IMODE(os.stat(VAULT).st_mode), 0o600)
        self.assertEqual(saved_config()['providers'][-1]['keys'][0]['secret'], 'vault:deepseek/main')
        program.focus()
        press('ctrl+q')
        self.assertEqual(program.wait_for_end(), 0)
        for secret in (KEY, PASSPHRASE):
            found, searched = files_with(secret)
            self.assertEqual(found, [])
            self.assertGreater(searched, 4)

        again = self.start()
        reader = again.reader
        self.assertEqual(ask(again.port, model='demo/demo')[0], 200, 'it serves without these keys')
        reader.find('^Unlock keys$', 'push button')
        status, headers, body = ask(again.port, model='deepseek/deepseek-chat')
        self.assertEqual((status, headers['x-signalbox-error']), (503, 'no_usable_key'), body)
        self.type_into(reader, '^Passphrase$', 'not the passphrase')
        press('Return')
        wait_for(lambda: reader.says('Wrong passphrase'), 'the refusal')
        picture('encrypted-file-unlock')
        self.type_into(reader, '^Passphrase$', PASSPHRASE)
        press('Return')
        wait_for(lambda: self.is_used(again), 'the key to be used again')
        wait_for(lambda: not reader.says('encrypted key file is locked'), 'the line about it to go')
        self.assertNotIn(PASSPHRASE, again.log())

    def with_encrypted_file(self):
        """Creates a provider whose key is in the encrypted file."""
        program = self.start()
        program.port
        reader = self.fill_in(program, self.upstream(), 'Enc')
        self.type_into(reader, '^Passphrase$', PASSPHRASE)
        self.type_into(reader, '^Repeat passphrase$', PASSPHRASE)
        self.add(reader)
        wait_for(lambda: os.path.exists(VAULT), 'the encrypted file')
        wait_for(lambda: self.is_used(program), 'the key to be used')
        program.end()

    def test_the_passphrase_can_be_typed_during_the_first_run(self):
        self.with_encrypted_file()
        data = os.path.join(home_folder(), 'data', 'signalbox')
        for path in glob.glob(os.path.join(data, 'ledger.sqlite*')):  # after a successful request the first run is over
            os.remove(path)
        with open(os.path.join(data, 'window.ini'), 'w', encoding='utf-8') as file:
            file.write('[first_run]\nstep=1\n')
        again = self.start()
        reader = again.reader
        reader.find('^Unlock keys$', 'push button')
        field = reader.find('^Passphrase$', 'text')
        wait_for(lambda: field.has('focused'), 'the focus in the field of the passphrase')
        picture('encrypted-file-beside-first-run')
        enter(PASSPHRASE)
        press('Return')
        wait_for(lambda: self.is_used(again), 'the key to be used')
        go_on = reader.find('^Continue$', 'push button')
        wait_for(lambda: go_on.has('focused'), 'the focus in the first run')

    def test_in_the_tray_a_notification_asks_for_the_passphrase(self):
        self.with_encrypted_file()
        again = self.start('--minimized')
        tray('wait', ICON, '40')
        note = wait_for(lambda: next((n for n in notes() if 'encrypted key file' in n.get('title', '')), None), 'the notification')
        self.assertEqual(windows(), [], 'nothing jumps in front of its user')
        self.assertIn('try', note['actions'])
        choose(note, 'try')
        again.window()
        again.reader.find('^Unlock keys$', 'push button')
        self.type_into(again.reader, '^Passphrase$', PASSPHRASE)
        press('Return')
        wait_for(lambda: self.is_used(again), 'the key to be used')

    def test_a_key_in_memory_is_lost_on_quit(self):
        upstream = self.upstream()
        program = self.start()
        program.port
        reader = self.fill_in(program, upstream, 'Mem')
        wait_for(lambda: reader.says('not written to disk'), 'what it means')
        picture('key-in-memory')
        self.add(reader)
        wait_for(lambda: self.is_used(program), 'the key to be used')
        program.focus()
        press('ctrl+q')
        self.assertEqual(program.wait_for_end(), 0)
        self.assertEqual(files_with(KEY)[0], [])
        self.assertFalse(os.path.exists(VAULT))
        again = self.start()
        status, headers, body = ask(again.port, model='deepseek/deepseek-chat')
        self.assertEqual((status, headers['x-signalbox-error']), (503, 'no_usable_key'), body)
        again.focus()
        press('ctrl+2')
        click(again.reader.find('^DeepSeek$', 'cell'))
        wait_for(lambda: again.reader.says('was stored only in memory'), 'why the key is missing')


if __name__ == '__main__':
    main()
