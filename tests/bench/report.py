"""Medians of the rounds, the ratios, and the tables as plain text or Markdown."""
import statistics

from scenarios import DIRECT, NGINX, PLAIN, SIGNALBOXD

MEMORY_LIMITS_MB = {'idle_mb': 40, 'slow200_mb': 60, 'wide1000_mb': 110}  # 210 with TLS
TLS_BURST_LIMIT_MB = 210
DECISION_LIMIT_NS = 10000
LIMITS_LIMIT_NS = 5000  # until 20 limits have admitted a request
READY_LIMIT_MS = 150


def median_of(rounds):
    """One row of the medians of all figures; errors are summed up."""
    result = {}
    for key in rounds[0]:
        values = [figures[key] for figures in rounds if key in figures]
        if isinstance(values[0], dict):
            result[key] = median_of(values)
        elif isinstance(values[0], (int, float)):
            result[key] = sum(values) if key == 'errors' else statistics.median(values)
        else:
            result[key] = next((value for value in values if value), values[0])
    return result


def _ratio(rounds, one, other, key):
    """Median over the rounds of one target's figure against another's of the same round."""
    pairs = [(figures[one][key], figures[other][key]) for figures in rounds
             if key in figures.get(one, {}) and figures.get(other, {}).get(key)]
    return statistics.median(a / b for a, b in pairs) if pairs else None


def _added(rounds, target, key, beyond=DIRECT):
    """Median over the rounds of one target's figure less another's of the same round."""
    pairs = [(figures[target][key], figures[beyond][key]) for figures in rounds
             if key in figures.get(target, {}) and key in figures.get(beyond, {})]
    return statistics.median(a - b for a, b in pairs) if pairs else None


def row_of(scenario, variant, rounds, mode):
    """`rounds`: for each round the figures by target."""
    targets = {name: median_of([figures[name] for figures in rounds if name in figures])
               for name in (DIRECT, NGINX, SIGNALBOXD) if any(name in figures for figures in rounds)}
    wait = scenario.added_of()
    row = {'scenario': scenario.name, 'about': scenario.about, 'variant': variant, 'unit': scenario.unit,
           'rounds': len(rounds), 'load': ' '.join(str(word) for word in scenario.load(mode, variant)),
           'targets': targets, 'served': SIGNALBOXD in targets,
           'cpu_thread_ratio': _ratio(rounds, SIGNALBOXD, NGINX, 'cpu_thread_us'),
           'cpu_process_ratio': _ratio(rounds, SIGNALBOXD, NGINX, 'cpu_process_us'),
           'p99_ratio': _ratio(rounds, SIGNALBOXD, NGINX, (wait or 'latency') + '_p99_us'),
           'added_of': wait,
           'added_p50_us': {name: _added(rounds, name, wait + '_p50_us') if wait else None
                            for name in (NGINX, SIGNALBOXD)},
           'beyond_nginx_p50_us': _added(rounds, SIGNALBOXD, wait + '_p50_us', NGINX) if wait else None}
    row['over'] = over_limits(row, scenario.limits)
    return row


def over_limits(row, limits):
    """The names of the limits that the row is over."""
    figures = (('process', row['cpu_process_ratio'], limits.process), ('added', row['beyond_nginx_p50_us'], limits.added_us))
    return [name for name, figure, limit in figures if figure is not None and limit is not None and figure > limit]


def _number(value, digits=None):
    if value is None:
        return '-'
    if digits is None:
        digits = 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0
    return f'{value:,.{digits}f}'


def _times(value, is_over):
    return '-' if value is None else f'{value:.2f}x' + ('!' if is_over else '')


def _with_other(own, other, beyond, is_over):
    if own is None:
        return '-'
    return _number(own, 0) + ('!' if is_over else '') + f' ({_number(other, 0)}' + ('' if beyond is None else f'; {beyond:+.0f}') + ')'


def _name(row):
    return row['scenario'] if row['variant'] == PLAIN else f'{row["scenario"]}, {row["variant"]}'


def ratio_rows(rows):
    yield ('scenario', 'per', 'CPU nginx', 'CPU thread', 'CPU process', 'thread', 'process', 'added p50 (nginx; beyond it)', 'of',
           'p99')
    for row in rows:
        if not row['served']:
            yield (_name(row), row['unit'], 'not served', *['-'] * 7)
            continue
        nginx, own, over = row['targets'].get(NGINX, {}), row['targets'][SIGNALBOXD], row['over']
        added = row['added_p50_us']
        yield (_name(row), row['unit'], _number(nginx.get('cpu_process_us')), _number(own.get('cpu_thread_us')),
               _number(own.get('cpu_process_us')), _times(row['cpu_thread_ratio'], False),
               _times(row['cpu_process_ratio'], 'process' in over),
               _with_other(added[SIGNALBOXD], added[NGINX], row['beyond_nginx_p50_us'], 'added' in over),
               (row['added_of'] or '-').replace('_', ' '), _times(row['p99_ratio'], False))


def detail_rows(rows):
    yield ('scenario', 'target', 'requests/s', 'events/s', 'p50', 'p99', 'TTFB p50', 'TTFB p99', 'lag p50', 'lag p99',
           'CPU', 'RSS MB', 'connections', 'errors')
    for row in rows:
        for name, figures in row['targets'].items():
            keys = ('latency_p50_us', 'latency_p99_us', 'first_byte_p50_us', 'first_byte_p99_us', 'lag_p50_us',
                    'lag_p99_us', 'cpu_process_us', 'rss_mb')
            rates = (_number(figures.get(key) or None, 0) for key in ('requests_per_s', 'events_per_s'))
            yield (_name(row), name, *rates, *(_number(figures.get(key)) for key in keys),
                   _number(figures['upstream_connections'], 0), str(figures['errors']))


def memory_rows(memory):
    yield 'RSS, MB', 'variant', 'idle', '200 streams', '1,000 streams', 'peak', 'after the burst'
    for row in memory:
        limits = MEMORY_LIMITS_MB | ({} if row['variant'] == PLAIN else {'wide1000_mb': TLS_BURST_LIMIT_MB})
        yield (row['target'], row['variant'],
               *(_number(row[key], 1) + ('!' if row['target'] == SIGNALBOXD and row[key] > limits.get(key, 1e9) else '')
                 for key in ('idle_mb', 'slow200_mb', 'wide1000_mb', 'peak_mb', 'later_mb')))


def process_lines(process):
    yield f'ready {process["ready_ms"]:.0f} ms after start' + ('!' if process['ready_ms'] > READY_LIMIT_MS else '')
    yield (f'wake-ups in {process["seconds"]:g} s idle: {process["wakeups_idle"]}; with {process["pooled"]} pooled '
           f'connections: {process["wakeups_full_pool"]}')


def decision_line(decision):
    over = '!' if max(decision['well_ns'], decision['resting_ns']) > DECISION_LIMIT_NS else ''
    return (f'deciding with {decision["routes"]} routes, {decision["providers"]} providers and {decision["keys"]} keys: '
            f'{decision["well_ns"] / 1000:.2f} us, {decision["resting_ns"] / 1000:.2f} us where a fifth of the keys rests{over}; '
            f'with an answer of 100 pieces {decision["policies_off_ns"] / 1000:.2f} us while all policies are off, '
            f'{decision["without_policies_ns"] / 1000:.2f} us without their chain; '
            f'20 limits admit a request in {decision["limits_admission_ns"] / 1000:.2f} us{"!" if decision["limits_admission_ns"] > LIMITS_LIMIT_NS else ""} '
            f'and add {decision["limits_ns"] / 1000:.2f} us in all')


EXPLANATION = ('CPU in us per request or event; thread and process: signalboxd\'s gateway thread and whole process '
               'against nginx in the same round; added: over asking the upstream directly, in us; '
               '!: more than was aimed at; connections: that the upstream took.')


def plain_table(rows):
    rows = [tuple(str(cell) for cell in row) for row in rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return '\n'.join('  '.join(cell.ljust(width) if column == 0 else cell.rjust(width)
                               for column, (cell, width) in enumerate(zip(row, widths))).rstrip() for row in rows)


def markdown_table(rows):
    head, *rest = [[str(cell) for cell in row] for row in rows]
    return '\n'.join('| ' + ' | '.join(row) + ' |' for row in [head, ['---'] + ['--:'] * (len(head) - 1)] + rest)


def text(result, table, with_details):
    parts = [result['about'], EXPLANATION]
    if result['rows']:
        if with_details:
            parts.append(table(detail_rows(result['rows'])))
        parts.append(table(ratio_rows(result['rows'])))
    if result.get('decision'):
        parts.append(decision_line(result['decision']))
    if result.get('process'):
        parts.append(table(memory_rows(result['process']['memory'])))
        parts.append('\n'.join(process_lines(result['process'])))
    return '\n\n'.join(parts)
