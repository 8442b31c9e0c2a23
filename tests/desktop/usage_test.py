"""Requests appear on the pages Usage and Requests, can be found, and open from their numbers."""
import os
import sqlite3

from desktop import DesktopCase, ask, click, enter, home_folder, main, picture, press
from reader import wait_for


class Usage(DesktopCase):
    def rows(self):
        path = os.path.join(home_folder(), 'data', 'signalbox', 'ledger.sqlite')
        if not os.path.exists(path):
            return []
        with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as database:
            return database.execute('SELECT asked_model, status, input_tokens + IFNULL(cached_input_tokens, 0)'
                                    ' FROM exchanges ORDER BY seq').fetchall()

    def test_requests_are_counted_listed_and_found(self):
        program = self.start()
        port = program.port
        for model in ('demo', 'demo', 'demo-rate-limited', 'nobody-has-this'):
            ask(port, model=model)
        rows = wait_for(lambda: len(self.rows()) == 4 and self.rows(), 'four rows in the ledger')
        self.assertEqual([row[:2] for row in rows],
                         [('demo', 200), ('demo', 200), ('demo-rate-limited', 200), ('nobody-has-this', 404)])

        reader = program.reader
        program.focus()
        click(reader.find('^Usage$'))
        wait_for(lambda: reader.says(r'^4 requests$'), 'the number of requests beside the title')
        wait_for(lambda: reader.says('^By model$'), 'the table below the charts')
        wait_for(lambda: reader.says('^demo$'), 'the row of the model')
        picture('usage')

        press('ctrl+1')
        click(reader.find('^Requests$'))
        listed = reader.find('^Requests$', 'table')
        wait_for(lambda: 'nobody-has-this' in [node.name for node in listed.walk()], 'the refused request in the list')
        picture('requests')

        field = reader.find('^Filter: ', 'text')
        click(field)
        wait_for(lambda: field.has('focused'), 'the focus in the filter')
        enter('model:demo')
        wait_for(lambda: 'nobody-has-this' not in [node.name for node in listed.walk()], 'the list to hold what is asked for')
        names = [node.name for node in listed.walk()]
        self.assertTrue(any('demo' in name for name in names), names)
        picture('requests-found')


if __name__ == '__main__':
    main()
