"""Compares the ledger's rows with the providers' books."""
import collections
import json
import sqlite3
import subprocess

TOKENS = ('fresh', 'cached', 'written', 'output', 'reasoning')
COLUMNS = ('input_tokens', 'cached_input_tokens', 'cache_write_tokens', 'output_tokens', 'reasoning_tokens')
# Currency units per million tokens of each kind. Reasoning costs the same as output.
PRICES = {'alpha': ('USD', 2.5, 1.25, 2.5, 10.0), 'beta': ('CNY', 2.0, 0.2, 2.0, 3.0), 'gamma': ('USD', 3.0, 0.3, 3.75, 15.0),
          'delta': ('USD', 1.25, 0.125, 1.25, 10.0)}


def price_of(provider, tokens):
    """(currency, cost in 10⁻¹² of a unit)."""
    currency, fresh, cached, written, output = PRICES[provider]
    cost = (tokens['fresh'] * fresh + tokens['cached'] * cached + tokens['written'] * written
            + (tokens['output'] + tokens['reasoning']) * output)
    return currency, round(cost * 1_000_000)


def billed(entries):
    """{(provider, model, key): Counter} of complete answers, and of empty answers before them."""
    sums = collections.defaultdict(collections.Counter)
    for entry in entries:
        if entry.result in ('ok', 'empty'):
            found = sums[entry.provider, entry.model, entry.key]
            found['exchanges'] += entry.result == 'ok'
            found.update(dict(zip(COLUMNS, (entry.billed[kind] for kind in TOKENS))))
            found['cost_' + price_of(entry.provider, entry.billed)[0]] += price_of(entry.provider, entry.billed)[1]
    return sums


def attempts(entries):
    """{(provider, model, key, status): count}."""
    return collections.Counter((entry.provider, entry.model, entry.key, entry.status) for entry in entries)


class Ledger:
    def __init__(self, file):
        self.connection = sqlite3.connect(f'file:{file}?mode=ro', uri=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()

    def rows(self, text):
        return self.connection.execute(text).fetchall()

    def is_sound(self):
        return self.rows('PRAGMA integrity_check') == [('ok',)]

    def ids(self):
        return [row[0] for row in self.rows('SELECT id FROM exchanges')]

    def outcomes(self):
        return collections.Counter(dict(self.rows('SELECT outcome, COUNT(*) FROM exchanges GROUP BY outcome')))

    def billed(self):
        sums = {}
        for row in self.rows(
                f'SELECT last_provider, last_model, last_key, COUNT(*), {", ".join(f"SUM(IFNULL({name}, 0))" for name in COLUMNS)},'
                " SUM(IIF(currency = 'USD', cost_pico, 0)), SUM(IIF(currency = 'CNY', cost_pico, 0))"
                " FROM exchanges WHERE outcome = 'answered' AND charges IS NULL GROUP BY 1, 2, 3"):
            sums[row[:3]] = collections.Counter(dict(zip(('exchanges',) + COLUMNS + ('cost_USD', 'cost_CNY'), row[3:])))
        for row in self.rows(
                f'SELECT c.provider, c.model, c.key, SUM(c.number = e.attempts), {", ".join(f"SUM(IFNULL(c.{name}, 0))" for name in COLUMNS)},'
                " SUM(IIF(c.currency = 'USD', c.cost_pico, 0)), SUM(IIF(c.currency = 'CNY', c.cost_pico, 0))"
                " FROM charges c JOIN exchanges e ON e.seq = c.exchange WHERE e.outcome = 'answered' GROUP BY 1, 2, 3"):
            sums.setdefault(row[:3], collections.Counter()).update(
                dict(zip(('exchanges',) + COLUMNS + ('cost_USD', 'cost_CNY'), row[3:])))
        return sums

    def attempts(self):
        return collections.Counter({row[:4]: row[4] for row in self.rows(
            'SELECT provider, model, key, status, COUNT(*) FROM (SELECT provider, model, key, status FROM attempts UNION ALL'
            ' SELECT last_provider, last_model, last_key, last_status FROM exchanges WHERE attempts > 0) GROUP BY 1, 2, 3, 4')})


def attempts_in_all(by_status):
    """The same without the status."""
    sums = collections.Counter()
    for (provider, model, key, _), count in by_status.items():
        sums[provider, model, key] += count
    return sums


def reported(signalboxd, data):
    """(the same totals, all attempts) as `signalboxd usage` prints them."""
    printed = json.loads(subprocess.run(
        [signalboxd, 'usage', '--since', '2000-01-01', '--by', 'provider,model,key,outcome', '--format', 'json', '--data-dir', data],
        check=True, stdout=subprocess.PIPE, text=True).stdout)
    sums, tried = {}, collections.Counter()
    for row in printed['rows']:
        place = row['provider'], row['model'], row['key']
        tried[place] += row['attempts']
        if row['outcome'] == 'answered':
            counts = {name: row[name] for name in ('exchanges',) + COLUMNS}
            for currency in ('usd', 'cny'):
                counts['cost_' + currency.upper()] = round(float(row[f'cost_{currency}']) * 1e12)
            if any(counts.values()):  # otherwise it was only tried
                sums[place] = collections.Counter(counts)
    return sums, tried


def differences(what, books, ledger):
    """A sentence for each difference."""
    found = []
    for place in sorted(set(books) | set(ledger), key=str):
        ours, theirs = ledger.get(place, 0), books.get(place, 0)
        if +ours != +theirs:
            found.append(f'{what} of {"/".join(str(part) for part in place)}: the books have {theirs}, the ledger has {ours}')
    return found
