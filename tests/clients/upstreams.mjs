// Upstreams behind the gateway: fake_upstream, which answers with words and shows the requests it received,
// and one that plays given answers in order.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Program } from './programs.mjs';

export class FakeUpstream {
    #program;

    static async start() {
        const upstream = new FakeUpstream();
        upstream.#program = await Program.start('fake_upstream', []);
        return upstream;
    }

    get baseURL() {
        return `${this.#program.origin}/v1`;
    }

    /// The body of the request for `model`, as received.
    async bodyFor(model) {
        const named = `"model":"${model}"`;
        const line = await this.#program.line((text) => text.startsWith('POST ') && text.includes(named));
        return line.slice(line.indexOf('{'));
    }

    stop() {
        return this.#program.stop();
    }
}

export class PlayingUpstream {
    #server;
    #answers = [];
    requests = []; ///< {text, body, at}: a body as received and as JSON, and when

    static async start() {
        const upstream = new PlayingUpstream();
        upstream.#server = createServer((request, response) => upstream.#answer(request, response));
        await new Promise((resolve) => upstream.#server.listen(0, '127.0.0.1', resolve));
        return upstream;
    }

    get baseURL() {
        return `http://127.0.0.1:${this.#server.address().port}/v1`;
    }

    /// Sets the answers to the next requests, one each, and discards earlier ones.
    play(...answers) {
        this.#answers = answers;
        this.requests = [];
    }

    async #answer(request, response) {
        const chunks = [];
        for await (const chunk of request) chunks.push(chunk);
        const text = Buffer.concat(chunks).toString();
        this.requests.push({ text, body: JSON.parse(text), at: Date.now() });
        const { status = 200, headers, body } = this.#answers.shift() ?? { status: 500, body: 'nothing left to play' };
        response.writeHead(status, headers).end(body);
    }

    async stop() {
        this.#server.closeAllConnections();
        await new Promise((resolve) => this.#server.close(resolve));
    }
}

/// A stream as a provider sent it, from tests/data/openai-chat.
export function recording(name) {
    const file = new URL(`../data/openai-chat/${name}`, import.meta.url);
    return { headers: { 'content-type': 'text/event-stream' }, body: readFileSync(file) };
}

export function json(body, status = 200, headers = {}) {
    return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/// A fetch for an SDK, and the bodies that passed through it.
export function recordingFetch() {
    const bodies = [];
    const recorded = (url, init) => {
        bodies.push(String(init.body));
        return fetch(url, init);
    };
    return { fetch: recorded, bodies };
}

/// Like assert.equal for megabyte texts, which it would print.
export function assertSameText(actual, expected) {
    if (actual === expected) return;
    let at = 0;
    while (actual[at] === expected[at]) ++at;
    const part = (text) => JSON.stringify(text.slice(Math.max(0, at - 40), at + 40));
    assert.fail(`differs at ${at}: ${part(actual)} instead of ${part(expected)}`);
}
