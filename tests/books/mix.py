"""What the clients request and how it ends: the plan of each exchange."""
import dataclasses
import random
import re

DIALECTS = ('chat', 'messages', 'responses')
# What an upstream does with one attempt. The last step of a plan applies to all further attempts.
FAILURES = ('429', '500', '503', 'reset', 'error-event')
PLAN = re.compile(rb'plan:(\d+):')


@dataclasses.dataclass
class Plan:
    """One exchange. `steps` are the upstream's reactions to its attempts, in order."""
    marker: int
    dialect: str
    is_stream: bool
    steps: list
    tokens: dict  # uncached, cached, cache-write, output, reasoning: as the upstream counts them
    words: int
    arrivals: int = 0
    stalled: object = None  # an event: set when an attempt waits for its client to leave

    def leaves(self):
        return self.steps[-1] == 'stall'

    def step(self):
        """The upstream's reaction to the current attempt."""
        self.arrivals += 1
        return self.steps[min(self.arrivals, len(self.steps)) - 1]


class Mix:
    """Draws plans; equal seeds give equal plans."""

    def __init__(self, seed, only_streams_stall):
        self.random = random.Random(seed)
        self.only_streams_stall = only_streams_stall
        self.drawn = 0

    def draw(self):
        self.drawn += 1
        draw = self.random
        is_stream = draw.random() < 0.6
        kind = draw.random()
        if kind < 0.70:
            steps = ['ok']
        elif kind < 0.83:
            steps = [draw.choice(FAILURES), 'ok']
        elif kind < 0.85:
            steps = ['empty', 'ok']  # it is billed like any other answer, and the request is retried
        elif kind < 0.89:
            steps = [draw.choice(('429', '500', '503'))]  # from every target
        elif kind < 0.92:
            steps = ['400']
        elif kind < 0.95 and is_stream:
            steps = ['broken']
        else:
            is_stream = is_stream or self.only_streams_stall
            steps = ['stall'] if draw.random() < 0.7 else ['500', 'stall']
        has_cache = draw.random() < 0.4
        return Plan(self.drawn, draw.choice(DIALECTS), is_stream, steps,
                    {'fresh': draw.randint(1, 20000), 'cached': draw.randint(1, 90000) if has_cache else 0,
                     'written': draw.randint(0, 5000) if has_cache else 0, 'output': draw.randint(1, 4000),
                     'reasoning': draw.randint(1, 3000) if draw.random() < 0.3 else 0}, draw.randint(1, 12))
