"""One client of the replay with its own connections."""
import asyncio
import dataclasses
import json
import re
import time

from wire import WORD, request

MODELS = {'chat': 'm-chat', 'messages': 'm-messages', 'responses': 'm-responses'}
PATIENCE_S = 60
ERROR = re.compile(rb'"error": *{')


@dataclasses.dataclass
class Seen:
    """One exchange as the client saw it."""
    marker: int
    request_id: str = ''
    result: str = 'lost'  # answered, error (documented), interrupted, left; lost: anything else
    status: int = 0
    ended: float = 0.0  # by time.monotonic()


class Reader:
    """The part of an answer received so far."""

    def __init__(self, stream):
        self.stream = stream
        self.body = b''

    async def head(self):
        lines = (await self.stream.readuntil(b'\r\n\r\n')).decode('latin-1').split('\r\n')
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(':') for line in lines[1:])}
        return int(lines[0].split(' ')[1]), headers

    async def piece(self, headers):
        """False: the answer has ended."""
        if 'content-length' in headers:
            self.body += await self.stream.readexactly(int(headers['content-length']))
            return False
        size = int((await self.stream.readuntil(b'\r\n')).split(b';')[0], 16)
        data = await self.stream.readexactly(size + 2)
        self.body += data[:-2]
        return size > 0


class Client:
    def __init__(self, port):
        self.port = port
        self.streams = None

    async def ask(self, plan):
        """Returns `Seen`, which also covers connection failures."""
        seen = Seen(plan.marker)
        try:
            await asyncio.wait_for(self._ask(plan, seen), PATIENCE_S)
        except (asyncio.IncompleteReadError, ConnectionError):
            # A stream that cannot continue ends by breaking off.
            seen.result = 'interrupted' if seen.status == 200 else 'lost'
            self.close()
        except asyncio.TimeoutError:
            seen.result = 'lost'
            self.close()
        seen.ended = time.monotonic()
        return seen

    async def _ask(self, plan, seen):
        if not self.streams:
            self.streams = await asyncio.open_connection('127.0.0.1', self.port(), limit=1 << 20)
        reader, writer = self.streams
        path, body = request(plan.dialect, MODELS[plan.dialect], plan.marker, plan.is_stream)
        text = json.dumps(body).encode()
        writer.write(f'POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n'
                     .encode() + text)
        if plan.leaves() and not plan.is_stream:
            await plan.stalled.wait()
            seen.result = 'left'
            return self.close()
        answer = Reader(reader)
        seen.status, headers = await answer.head()
        seen.request_id = headers.get('x-signalbox-request-id', '')
        while await answer.piece(headers):
            if plan.leaves() and WORD.encode().strip() in answer.body:
                seen.result = 'left'
                return self.close()
        seen.result = self._result(seen.status, plan, answer.body)
        if headers.get('connection', '').lower() == 'close' or seen.result == 'interrupted':
            self.close()

    @staticmethod
    def _result(status, plan, body):
        is_error = ERROR.search(body) is not None
        if status >= 400:
            return 'error' if is_error else 'lost'
        if is_error:
            return 'interrupted'
        ends = {'chat': b'data: [DONE]\n\n', 'messages': b'"type":"message_stop"}\n\n', 'responses': b'response.completed'}
        is_whole = (ends[plan.dialect] in body.replace(b'": "', b'":"')) if plan.is_stream else body.endswith(b'}')
        return 'answered' if is_whole and body.count(WORD.strip().encode()) >= plan.words else 'lost'

    def close(self):
        if self.streams:
            self.streams[1].transport.abort()
            self.streams = None
