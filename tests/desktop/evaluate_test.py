"""A newcomer's first evaluation: a built-in dataset, a model of the demo, the results, rows rated by keyboard."""
import glob
import os
import re
import sqlite3

from desktop import DesktopCase, click, home_folder, main, picture, press
from reader import wait_for


def run_file():
    files = glob.glob(os.path.join(home_folder(), 'data', 'signalbox', 'evaluations', '*.db'))
    return files[0] if files else None


def ratings():
    with sqlite3.connect(f'file:{run_file()}?mode=ro', uri=True) as database:
        return database.execute('SELECT COUNT(*) FROM human_ratings').fetchone()[0]


class Evaluate(DesktopCase):
    def test_a_built_in_dataset_is_run_with_models_of_the_demo(self):
        program = self.start()
        wait_for(lambda: program.port, 'the gateway')
        reader = program.reader
        program.focus()
        click(reader.find('^Evaluate$'))
        click(reader.find('^Run a built-in dataset$', 'push button'))
        targets = reader.find('^Targets$', 'table')

        def target(name):
            return next((node for node in targets.walk() if re.match(name + r'\b(?!/)', node.name)), None)
        click(wait_for(lambda: target('demo/demo'), 'the models of the demo'))
        click(target('demo-rate-limited'))  # a route: its second target answers
        picture('evaluate-new')
        start = reader.find('^Start run$', 'push button')
        wait_for(lambda: start.has('enabled'), 'the run to be ready')
        click(start)
        wait_for(lambda: reader.says(r'^40 of 40$'), 'all answers', seconds=60)
        picture('evaluate-run')

        click(reader.find('^Compare rows$', 'push button'))
        wait_for(lambda: reader.says('^Which answer is better\\?$'), 'two answers')
        wait_for(lambda: reader.find('^Tie$', 'push button').has('enabled'), 'the answers of the first row')
        press('Down')
        wait_for(lambda: run_file() and ratings() == 1, 'the rating in the file of the run')
        picture('evaluate-rows')
        press('Escape')
        wait_for(lambda: reader.says('^Quality and cost$'), 'the results again')
        press('Escape')
        wait_for(lambda: reader.says('^3 datasets, 1 run$'), 'the list of runs')


if __name__ == '__main__':
    main()
