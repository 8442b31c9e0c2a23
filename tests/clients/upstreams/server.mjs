// Common to all fake upstreams: a server, a table of paths, recorded bodies, and
// answers in pieces that respect neither event nor character boundaries.
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Refusal } from './refusal.mjs';

/// A test finds its own requests by the name of its case, which is in every prompt.
const CASE = /case-[a-z0-9_-]+/i;

export class Upstream {
    #server;
    #protocol;
    requests = []; ///< {name, method, path, headers, body, status, isWhole, closed}: as received

    /// `protocol` is {name, paths: [[method, pattern, handler]], authorize(exchange), problem(refusal)}.
    static async start(protocol) {
        const upstream = new Upstream();
        upstream.#protocol = protocol;
        upstream.#server = createServer((request, response) => upstream.#answer(request, response));
        upstream.#server.keepAliveTimeout = 60000;
        await new Promise((resolve) => upstream.#server.listen(0, '127.0.0.1', resolve));
        return upstream;
    }

    get origin() {
        return `http://127.0.0.1:${this.#server.address().port}`;
    }

    /// The requests that name the case, oldest first.
    of(name) {
        return this.requests.filter((request) => request.name === name);
    }

    async #answer(request, response) {
        response.socket.setNoDelay(true);
        const exchange = new Exchange(this, this.#protocol, request, response);
        this.requests.push(exchange.record);
        try {
            await exchange.read(request);
            await this.#handle(exchange);
        } catch (error) {
            if (!(error instanceof Refusal)) console.error(`${this.#protocol.name}:`, error);
            const refusal = error instanceof Refusal ? error : new Refusal(500, error.stack);
            exchange.record.problem = refusal.message;
            if (response.headersSent) return response.destroy();
            const { status = refusal.status, headers = {}, body } = this.#protocol.problem(refusal, exchange);
            const retry = refusal.retryAfter ? { 'retry-after': String(refusal.retryAfter) } : {};
            exchange.json(body, status, { ...retry, ...headers });
        }
    }

    #handle(exchange) {
        for (const [method, pattern, handler] of this.#protocol.paths) {
            const match = pattern.exec(exchange.path);
            if (!match || method !== exchange.method) continue;
            exchange.match = match;
            (handler.authorize ?? this.#protocol.authorize)?.(exchange);
            return handler(exchange);
        }
        throw new Refusal(404, `Invalid URL (${exchange.method} ${exchange.path})`);
    }

    async stop() {
        this.#server.closeAllConnections();
        await new Promise((resolve) => this.#server.close(resolve));
    }
}

class Exchange {
    #response;
    #isGone = false;

    constructor(upstream, protocol, request, response) {
        const url = new URL(request.url, 'http://upstream');
        Object.assign(this, {
            upstream,
            protocol: protocol.name,
            method: request.method,
            path: url.pathname,
            query: url.searchParams,
            target: request.url,
            headers: request.headers,
        });
        this.#response = response;
        this.record = { method: request.method, path: request.url, headers: request.headers, isWhole: false };
        response.on('close', () => {
            this.#isGone = !response.writableFinished;
            this.record.closed = Date.now();
            this.record.isWhole = response.writableFinished;
        });
    }

    async read(request) {
        const chunks = [];
        for await (const chunk of request) chunks.push(chunk);
        this.bytes = Buffer.concat(chunks);
        this.text = this.bytes.toString();
        this.record.name = CASE.exec(this.text)?.[0];
        if (!this.text) return;
        if (!/^application\/(json|x-www-form-urlencoded)/.test(this.headers['content-type'] ?? ''))
            throw new Refusal(415, 'Unsupported content type');
        if (/urlencoded/.test(this.headers['content-type'])) return;
        try {
            this.body = this.record.body = JSON.parse(this.text);
        } catch {
            throw new Refusal(400, 'We could not parse the JSON body of your request.');
        }
    }

    json(body, status = 200, headers = {}) {
        this.record.status = status;
        this.record.answer = body;
        this.#response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    }

    stream(type, headers = {}) {
        this.record.status = 200;
        this.record.events = [];
        this.#response.writeHead(200, { 'content-type': type, ...headers });
    }

    /// Writes one piece of a stream in two halves, the first of which ends within a multi-byte character
    /// if there is one. False: the client has disconnected.
    async write(piece) {
        if (this.#isGone) return false;
        const bytes = Buffer.from(piece);
        if (this.record.events.length < 400) this.record.events.push(piece);
        const wide = bytes.findIndex((byte) => byte >= 0xc0);
        const cut = wide >= 0 ? wide + 1 : bytes.length >> 1;
        this.#response.write(bytes.subarray(0, cut));
        await pause(wide >= 0 ? 1 : 0);
        this.#response.write(bytes.subarray(cut));
        return !this.#isGone;
    }

    end() {
        this.#response.end();
    }

    /// Closes the connection before the end of the answer.
    tear() {
        this.#response.destroy();
    }
}

export const sse = (data, event) =>
    `${event ? `event: ${event}\n` : ''}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
