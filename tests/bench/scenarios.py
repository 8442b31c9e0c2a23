"""What is measured: the loads, the ways to the upstream, and how long each takes."""
from dataclasses import dataclass
from math import ceil

PLAIN, TLS_UPSTREAM, HTTPS_LISTENER = VARIANTS = ('plain', 'TLS upstream', 'HTTPS listener')
DIRECT, NGINX, SIGNALBOXD = TARGETS = ('direct', 'nginx', 'signalboxd')


@dataclass(frozen=True)
class Mode:
    """How much of everything."""
    name: str
    rounds: int
    tls_rounds: int
    turns: int  # in a round, of what is not held: each is a connection of its own, which the system may put on other cores
    warmup_ms: int
    measure_ms: int
    hold_ms: int
    starts: int  # of which the median is the time to be ready
    idle_s: float  # in which wake-ups are counted
    streams: float = 1.0  # share of the streams that a scenario has
    settle_ms: int = 400  # held streams go on for this much longer than they are measured, at least
    left_out: tuple = ()


FULL = Mode('full', rounds=3, tls_rounds=3, turns=5, warmup_ms=100, measure_ms=300, hold_ms=2500, starts=7, idle_s=10)
QUICK = Mode('quick', rounds=2, tls_rounds=1, turns=4, warmup_ms=50, measure_ms=150, hold_ms=1200, starts=5, idle_s=10)
SMOKE = Mode('smoke', rounds=1, tls_rounds=1, turns=1, warmup_ms=10, measure_ms=80, hold_ms=100, starts=1, idle_s=0.1,
             streams=0.05, settle_ms=20, left_out=('wide1000',))


@dataclass(frozen=True)
class Limits:
    """What issue and documents ask for; going over one is shown and is no error."""
    process: float = None  # CPU of the whole process against nginx
    added_us: float = None  # added p50 over nginx's added p50


@dataclass(frozen=True)
class Scenario:
    name: str
    about: str
    connections: int
    prompt: int = 1000
    events: int = 0  # of a stream; 0: one answer
    interval_ms: int = 0
    delayed: bool = False  # the answer comes after 2 to 50 ms, as from the quickest real ones
    held: bool = False  # all streams at once, measured while all of them run
    limits: Limits = Limits()
    tls: bool = False  # also with TLS at either end

    @property
    def unit(self):
        return 'event' if self.events or self.held else 'request'

    def variants(self):
        return VARIANTS if self.tls else (PLAIN,)

    def added_of(self):
        """What the way through a gateway adds to; None: many at once only wait for each other."""
        if self.held:
            return 'lag'
        if self.connections > 1:
            return None
        return 'first_byte' if self.interval_ms else 'latency'

    def turns(self, mode):
        return 1 if self.held else mode.turns

    def streams(self, mode):
        return max(2, round(self.connections * mode.streams)) if self.held else self.connections

    def behaviour(self, mode, variant):
        """The end of the model name: what the upstream is to do."""
        if self.unit == 'request':
            return 'delayed' if self.delayed else 'small'
        events = self.events
        if self.held:  # enough for the handshakes before it is measured, and a rest
            setup_ms = mode.settle_ms + self.streams(mode) * (0.5 if variant == PLAIN else 2)
            events = ceil((mode.hold_ms + setup_ms) / self.interval_ms) + 2
        return f'{events}x{self.interval_ms}'

    def model(self, mode, variant):
        return f'{variant.replace(" ", "-").lower()}-{self.name}!{self.behaviour(mode, variant)}'

    def load(self, mode, variant):
        """Arguments of bench_driver."""
        words = ['--model', self.model(mode, variant), '--connections', self.streams(mode), '--prompt', self.prompt]
        if self.held:
            return words + ['--hold', 1, '--measure', mode.hold_ms]
        return words + ['--warmup', mode.warmup_ms, '--measure', mode.measure_ms]


SCENARIOS = (
    Scenario('small1', '1 KB, 1 connection', 1, limits=Limits(added_us=150)),
    Scenario('small32', '1 KB, 32 connections', 32, limits=Limits(process=2.5), tls=True),
    Scenario('delayed32', '1 KB, 32 connections, answers after 2 to 50 ms', 32, delayed=True, limits=Limits(process=2.5)),
    Scenario('big8', '100 KB prompt, 8 connections', 8, prompt=100_000,
             limits=Limits(process=2.5), tls=True),
    Scenario('body2m', '2 MB body, 1 connection', 1, prompt=2_000_000),
    Scenario('ttfb', 'one short stream at a time', 1, events=5, interval_ms=2, limits=Limits(added_us=150)),
    Scenario('bulk', 'one stream, as fast as it goes', 1, events=5000),
    Scenario('slow200', '200 streams, an event each 20 ms', 200, interval_ms=20, held=True,
             limits=Limits(process=1.5), tls=True),
    Scenario('wide1000', '1,000 streams, an event each 100 ms', 1000, interval_ms=100, held=True,
             limits=Limits(process=1.5), tls=True),
)


def all_models(mode):
    """(model, whether its upstream is the one with TLS) of all that can be asked for."""
    return [(scenario.model(mode, variant), variant == TLS_UPSTREAM)
            for scenario in SCENARIOS for variant in VARIANTS]
