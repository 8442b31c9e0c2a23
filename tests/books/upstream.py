"""The fake providers of the replay, which keep books of their answers by key."""
import asyncio
import collections
import json
import socket
import struct

from mix import PLAN
from wire import WIRE

# Path prefix -> (provider, dialect). Each provider offers one model with its own name.
PROVIDERS = {'/alpha/v1/chat/completions': ('alpha', 'chat'), '/beta/v1/chat/completions': ('beta', 'chat'),
             '/gamma/v1/messages': ('gamma', 'messages'), '/delta/v1/responses': ('delta', 'responses')}

# The result of one attempt, as the provider saw it. `status`: 0 means none.
Entry = collections.namedtuple('Entry', 'marker provider model key status result billed')


class Books:
    def __init__(self):
        self.plans = {}
        self.entries = []


class Connection(asyncio.Protocol):
    def __init__(self, books):
        self.books = books
        self.received = b''
        self.transport = None
        self.served = 0

    def connection_made(self, transport):
        self.transport = transport

    def connection_lost(self, _):
        self.transport = None

    def data_received(self, data):
        self.received += data
        end = self.received.find(b'\r\n\r\n')
        if end < 0:
            return
        head = self.received[:end].decode('latin-1').split('\r\n')
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(':') for line in head[1:])}
        length = int(headers.get('content-length', 0))
        if len(self.received) < end + 4 + length:
            return
        body = self.received[end + 4:end + 4 + length]
        self.received = self.received[end + 4 + length:]
        self.serve(head[0].split(' ')[1].partition('?')[0], headers, body)

    def serve(self, path, headers, body):
        found = PLAN.search(body)
        if path not in PROVIDERS or not found:
            self.send(404, json.dumps({'error': {'message': f'nothing is here: {path}'}}))
            return
        provider, dialect = PROVIDERS[path]
        key = (headers.get('x-api-key') or headers.get('authorization', '').removeprefix('Bearer ')).rpartition('-')[2]
        plan = self.books.plans[int(found[1])]
        model = json.loads(body)['model']
        is_stream = json.loads(body).get('stream', False)
        wire, step = WIRE[dialect], plan.step()
        self.served += 1
        if self.served > 1 and (step == 'reset' or (step == 'error-event' and not is_stream)):
            step = '503'  # a reused connection that breaks is retried within the same attempt

        def book(status, result, billed=None):
            self.books.entries.append(Entry(plan.marker, provider, model, key, status, result, billed))

        if step in ('ok', 'empty'):
            words = plan.words if step == 'ok' else 0
            book(200, step, wire.billed(plan.tokens))
            if is_stream:
                self.stream(wire.begin(model, words, plan.tokens) + wire.end(model, plan.tokens, words), words % 3)
            else:
                self.send(200, json.dumps(wire.whole(model, plan.tokens, words)))
        elif step.isdigit():
            book(int(step), 'refused')
            self.send(int(step), json.dumps(wire.error(step)))
        elif step == 'reset' or (step == 'error-event' and not is_stream):
            book(0, 'refused')
            self.reset()
        elif step == 'error-event':
            book(200, 'refused')
            self.stream(wire.error_event(), 0)
        elif step == 'broken':
            book(200, 'broken')
            self.begin_stream()
            self.piece(wire.begin(model, plan.words, plan.tokens))
            asyncio.get_running_loop().call_later(0.02, self.reset)
        else:  # stall
            book(200 if is_stream else 0, 'left')
            if is_stream:
                self.begin_stream()
                self.piece(wire.begin(model, plan.words, plan.tokens))
            plan.stalled.set()

    def send(self, status, text):
        body = text.encode()
        self.transport.write(f'HTTP/1.1 {status} S\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n'.encode() + body)

    def begin_stream(self):
        self.transport.write(b'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n')

    def piece(self, text):
        data = text.encode()
        self.transport.write(b'%x\r\n%s\r\n' % (len(data), data))

    def stream(self, text, pauses):
        """Sends in one piece, or in several with pauses between."""
        self.begin_stream()
        size = len(text) // (pauses + 1) + 1

        def go_on(at):
            if not self.transport:
                return
            self.piece(text[at:at + size])
            if at + size >= len(text):
                self.transport.write(b'0\r\n\r\n')
            else:
                asyncio.get_running_loop().call_later(0.001, go_on, at + size)
        go_on(0)

    def reset(self):
        if self.transport:
            self.transport.get_extra_info('socket').setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
            self.transport.abort()


async def serve(books):
    """Returns the port."""
    server = await asyncio.get_running_loop().create_server(lambda: Connection(books), '127.0.0.1', 0)
    return server, server.sockets[0].getsockname()[1]
