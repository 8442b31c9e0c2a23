"""A route is created by keyboard, reordered by mouse, explained and undone."""
import json

from desktop import DesktopCase, click, enter, main, picture, press, saved_config, write_config, xdo
from reader import wait_for


def route():
    return saved_config()['routes'][-1]


def order():
    """Targets in the gateway's order: "demo/one demo/two", with " > " between priorities."""
    stations = {}
    for target in route()['targets']:
        stations.setdefault(target.get('priority', 0), []).append(target.get('model', ''))
    return ' > '.join(' '.join(stations[priority]) for priority in sorted(stations, reverse=True))


def drag(start, end):
    """Drags from one point of the screen to another with intermediate steps, like a person."""
    xdo('mousemove', '--sync', *start)
    xdo('mousedown', 1)
    for part in range(1, 6):
        xdo('mousemove', '--sync', start[0], start[1] + (end[1] - start[1]) * part // 5)
    xdo('mouseup', 1)


class Routes(DesktopCase):
    def test_a_route_is_created_reordered_explained_and_undone(self):
        write_config({'version': 1, 'providers': [{'id': 'demo', 'type': 'demo'}], 'routes': []})
        program = self.start()
        wait_for(lambda: program.port, 'the gateway')
        reader = program.reader
        program.focus()
        press('ctrl+3')
        reader.find('^Add route$', 'push button')
        press('ctrl+n')
        name = reader.find('^Name$', 'text')
        wait_for(lambda: name.has('focused'), 'the focus in the name')
        enter('fast')
        press('Tab')
        enter('fast*')
        press('Tab', 'Tab')
        enter('demo')
        picture('route-new')
        press('Return')  # accepts the suggestion
        press('Return')
        wait_for(lambda: saved_config().get('routes'), 'the route in the file')
        self.assertEqual(route()['match'], {'models': [{'prefix': 'fast'}]})
        self.assertEqual(order(), 'demo')

        click(reader.find('^Add target$', 'push button'))
        provider = reader.find('^Demo$', 'combo box')
        wait_for(lambda: provider.has('focused'), 'the focus in the provider')
        press('Tab')
        enter('demo-rate-limited')
        press('Return')
        press('Return')
        wait_for(lambda: len(route()['targets']) == 2, 'the second target in the file')
        self.assertEqual(order(), 'demo demo-rate-limited')
        picture('route-two-targets')

        # With the mouse below all others: a separate priority.
        card = reader.find(', demo$', 'push button')
        end = reader.find('^If everything fails$')
        x, y, _, height = wait_for(lambda: card.area if card.area[2] > 0 else None, 'the card')
        drag((x + 14, y + height // 2), (x + 14, end.area[1] + end.area[3]))
        wait_for(lambda: order() == 'demo-rate-limited > demo', 'the new order in the file')
        wait_for(lambda: reader.says('^If that fails$'), 'the second priority')
        picture('route-reordered')

        # By keyboard back up: to the priority of the other one, then above it.
        wait_for(lambda: reader.find(', demo$', 'push button').has('focused'), 'the focus on the moved card')
        press('alt+Left')
        wait_for(lambda: order() == 'demo-rate-limited demo', 'both in one priority')

        press('ctrl+z')
        wait_for(lambda: order() == 'demo-rate-limited > demo', 'the step before')

        click(reader.find('^Explain$', 'push button'))
        wait_for(lambda: any('takes the request' in node.description for node in reader.nodes()), 'the explanation', 30)
        picture('route-explained')
        press('ctrl+z')
        wait_for(lambda: order() == 'demo demo-rate-limited', 'the order of the beginning')
        self.assertEqual(json.dumps(saved_config()).count('fast'), 2)


if __name__ == '__main__':
    main()
