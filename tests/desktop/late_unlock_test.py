"""A late keyring: locked and unlocked long after the program gave up waiting, or slow."""
import http.client
import os
import select
import signal
import subprocess

import dbus
import dbus.mainloop.glib
from gi.repository import GLib

from desktop import DesktopCase, KEY, PROGRAM, ask, click, enter, main, picture, press, saved_config, stored_secrets, write_config, xdo
from reader import wait_for

def lock():
    service = dbus.SessionBus().get_object('org.freedesktop.secrets', '/org/freedesktop/secrets', introspect=False)
    service.Lock([dbus.ObjectPath('/org/freedesktop/secrets/collection/login')], dbus_interface='org.freedesktop.Secret.Service')


def prompts():
    return xdo('search', '--onlyvisible', '--class', 'gcr-prompter', check=False).split()


def unlock():
    wait_for(prompts, 'the prompt of the keyring')
    xdo('search', '--sync', '--onlyvisible', '--class', 'gcr-prompter', 'windowfocus', '--sync')
    enter(os.environ['KEYRING_PASSWORD'])
    press('Return')
    wait_for(lambda: not prompts(), 'the prompt to go')


def ours():
    return [secret for attributes, secret in stored_secrets() if attributes.get('server') == 'signalbox']


class Deletions:
    """Entries deleted from the keyring since this was made."""

    def __init__(self):
        self.paths = []
        self.bus = dbus.SessionBus(private=True, mainloop=dbus.mainloop.glib.DBusGMainLoop())
        self.bus.add_signal_receiver(lambda path: self.paths.append(str(path)), 'ItemDeleted', 'org.freedesktop.Secret.Collection')

    def seen(self):
        while GLib.MainContext.default().iteration(False):
            pass
        return self.paths


class LateUnlock(DesktopCase):
    def fill_in(self, program):
        reader = program.reader
        program.focus()
        press('ctrl+2')
        reader.find('^Providers$')
        press('ctrl+n')
        search = reader.find('Search by name, model or URL', 'text')
        wait_for(lambda: search.has('focused'), 'the focus in the search field')
        enter('deepseek')
        reader.find('^Add DeepSeek$', 'push button')
        press('Return')
        field = reader.find('^Key$')
        wait_for(lambda: field.has('focused'), 'the focus in the key field')
        enter(KEY)
        self.assertEqual(prompts(), [], 'nobody is asked for a password while a provider is chosen')
        click(reader.find('^Add DeepSeek$', 'push button'))
        wait_for(lambda: reader.says(r'^The keychain is locked\.'), 'the reason why it was not added')
        return reader

    def test_a_provider_is_added_or_leaves_no_key(self):
        deletions = Deletions()
        lock()
        program = self.start()
        reader = self.fill_in(program)
        picture('late-unlock-refused')
        reader.find('^Cancel$', 'push button').act()  # the prompt grabs the pointer
        wait_for(lambda: not reader.says('^Add a provider$'), 'the dialog to close')
        unlock()
        wait_for(deletions.seen, 'the late key to be deleted again')
        self.assertEqual(ours(), [], 'no key that nothing uses')

        lock()
        reader = self.fill_in(program)
        unlock()
        wait_for(lambda: not reader.says('^Add a provider$'), 'the dialog to close by itself')
        self.assertEqual([each['id'] for each in saved_config()['providers'] if each['type'] == 'deepseek'], ['deepseek'])
        self.assertEqual(ours(), [KEY])
        picture('late-unlock-added')

    def test_a_keychain_check_leaves_nothing_behind_and_is_repeated(self):
        before = ours()
        lock()
        program = self.start()
        reader = program.reader
        program.focus()
        press('ctrl+comma')
        click(reader.find('^Doctor$'))
        wait_for(prompts, 'the prompt of the keyring')
        wait_for(lambda: reader.says(r'^The keychain is locked\.'), 'the check to give up')
        unlock()
        wait_for(lambda: reader.says(r'^The keychain works: an entry was stored, read and deleted'), 'a look at the keychain that is open')
        self.assertEqual(ours(), before)
        picture('late-unlock-doctor')

    def test_the_settings_follow_the_keychain(self):
        before = ours()
        program = self.start()
        reader = program.reader
        program.focus()
        press('ctrl+comma')
        click(reader.find('^Keychain$'))
        wait_for(lambda: reader.says('^Working'), 'the keychain to be tried')
        self.assertTrue(reader.says('^Secret Service$'))
        picture('keychain-open')
        lock()
        click(reader.find('^Check again$', 'push button'))
        wait_for(prompts, 'the prompt of the keyring')
        wait_for(lambda: reader.says('^Locked'), 'the room to say that it is locked')
        unlock()
        wait_for(lambda: reader.says('^Working'), 'the room to look again by itself')
        self.assertEqual(ours(), before)


class SlowKeyring(DesktopCase):
    """As at the start of a session when everything starts at once: its process is suspended for a while."""

    def keyring(self):
        bus = dbus.SessionBus().get_object('org.freedesktop.DBus', '/org/freedesktop/DBus', introspect=False)
        return int(bus.GetConnectionUnixProcessID('org.freedesktop.secrets', dbus_interface='org.freedesktop.DBus'))

    def setUp(self):
        super().setUp()
        self.daemon = self.keyring()
        self.addCleanup(os.kill, self.daemon, signal.SIGCONT)
        subprocess.run([PROGRAM + 'd', 'key', 'set', 'deepseek/main'], input=KEY, text=True, check=True, capture_output=True, timeout=30)
        upstream = self.upstream()
        write_config({'version': 1, 'providers': [{'id': 'deepseek', 'type': 'deepseek', 'base_url': upstream.base_url,
                                                   'keys': [{'name': 'main', 'secret': 'keychain:deepseek/main'}]}]})

    def serving(self):
        os.kill(self.daemon, signal.SIGSTOP)
        return self.start('--minimized').port

    def test_a_request_waits_for_its_key(self):
        port = self.serving()
        asking = http.client.HTTPConnection('127.0.0.1', port, timeout=30)
        self.addCleanup(asking.close)
        asking.request('POST', '/v1/chat/completions', '{"model":"deepseek/deepseek-chat","messages":[{"role":"user","content":"hello"}]}',
                       {'Content-Type': 'application/json'})
        self.assertEqual(ask(port, '/health')[0], 200)  # came later and does not wait
        self.assertEqual(select.select([asking.sock], [], [], 0)[0], [], 'it waits')
        os.kill(self.daemon, signal.SIGCONT)
        answer = asking.getresponse()
        self.assertEqual(answer.status, 200, answer.read())

    def test_a_request_does_not_wait_forever(self):
        port = self.serving()
        status, headers, body = ask(port, model='deepseek/deepseek-chat')
        self.assertEqual((status, headers['x-signalbox-error']), (503, 'no_usable_key'), body)
        self.assertIn('The keychain may be waiting for its password in another window', body)


class FirstRun(DesktopCase):
    def decline_first_run(self):
        pass

    def test_the_first_run_continues_by_itself(self):
        before = ours()
        lock()
        program = self.start()
        reader = program.reader
        reader.find('^Welcome to Signalbox$', seconds=60)
        xdo('windowactivate', '--sync', xdo('search', '--sync', '--onlyvisible', '--name', '^Set up Signalbox').split()[0])
        languages = reader.find('^System$', 'combo box')
        wait_for(lambda: languages.has('focused'), 'the focus on the languages')
        press('Return')
        reader.find('^Choose a provider$')
        click(reader.find('^Back$', 'push button'))  # to the step of the gateway, which was left out
        wait_for(lambda: reader.says('^Locked'), 'the step to say that it is locked')
        unlock()
        wait_for(lambda: reader.says('^Working'), 'the step to look again by itself')
        wait_for(lambda: ours() == before, 'nothing of the check in the keyring')
        picture('late-unlock-first-run')


if __name__ == '__main__':
    main()
