// The Vercel AI SDK with its provider for compatible endpoints.
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, RetryError, Output, generateText, jsonSchema, stepCountIs, streamText, tool } from 'ai';
import { LIST_DIR, READ_FILE, TURNS, longMessages } from './conversation.mjs';
import { CONSUMER_KEY, Scenario, it } from './scenario.mjs';
import { assertSameText, json, recording, recordingFetch } from './upstreams.mjs';

const silent = { onError: () => {} }; // errors are reported by the parts of the stream

/// The messages of conversation.mjs in this SDK's format.
function toModelMessages(messages) {
    const idsOfNames = Object.fromEntries(messages.flatMap((message) => message.tool_calls ?? [])
        .map((call) => [call.id, call.function.name]));
    return messages.map((message) => {
        if (message.tool_calls)
            return { role: 'assistant', content: message.tool_calls.map((call) => ({ type: 'tool-call',
                toolCallId: call.id, toolName: call.function.name, input: JSON.parse(call.function.arguments) })) };
        if (message.role === 'tool')
            return { role: 'tool', content: [{ type: 'tool-result', toolCallId: message.tool_call_id,
                toolName: idsOfNames[message.tool_call_id], output: { type: 'text', value: message.content } }] };
        return message;
    });
}

describe('ai with @ai-sdk/openai-compatible', () => {
    let scenario;
    before(async () => (scenario = await Scenario.start()));
    after(() => scenario?.stop());

    const modelOf = (gateway, name, options) => createOpenAICompatible({ name: 'signalbox',
        baseURL: scenario[gateway].baseURL, apiKey: 'unknown', ...options })(name);
    const generate = (gateway, name, { provider, ...options } = {}) =>
        generateText({ model: modelOf(gateway, name, provider), prompt: 'Hello', maxRetries: 0, ...options });
    const stream = (gateway, name, { provider, ...options } = {}) =>
        streamText({ model: modelOf(gateway, name, provider), prompt: 'Hello', maxRetries: 0, ...silent, ...options });

    it('gets a plain answer', async () => {
        const answer = await generate('demo', 'demo');
        assert.ok(answer.text.length > 20);
        assert.equal(answer.finishReason, 'stop');
        assert.ok(answer.usage.inputTokens > 0);
        assert.equal(answer.response.headers['x-signalbox-attempts'], '1');
    });

    for (const includeUsage of [false, true])
        it(`streams ${includeUsage ? 'with' : 'without'} usage`, async () => {
            for (const [gateway, name] of [['demo', 'demo'], ['gateway', 'fake-large']]) {
                const answer = stream(gateway, name, { provider: { includeUsage }, maxOutputTokens: 8 });
                const pieces = [];
                for await (const piece of answer.textStream) pieces.push(piece);
                assert.ok(pieces.length > 4);
                assert.equal(pieces.join(''), await answer.text);
                assert.equal(await answer.finishReason, gateway === 'demo' ? 'length' : 'stop');
                assert.equal((await answer.usage).outputTokens, includeUsage ? 8 : undefined);
            }
        });

    it('gets a suggestion for a misspelled model', () => assert.rejects(generate('demo', 'demoo'), (error) => {
        assert.ok(APICallError.isInstance(error));
        assert.equal(error.statusCode, 404);
        assert.equal(error.isRetryable, false);
        assert.match(error.message, /"demo"/);
        assert.equal(error.data.error.code, 'model_not_found');
        return true;
    }));

    it('gets an error that names the field', async () => {
        const body = (args) => ({ ...args, stream: 'yes' });
        await assert.rejects(generate('demo', 'demo', { provider: { transformRequestBody: body } }), (error) => {
            assert.ok(APICallError.isInstance(error));
            assert.equal(error.statusCode, 400);
            assert.equal(error.data.error.param, 'stream');
            return true;
        });
    });

    for (const name of ['demo-rate-limited', 'demo-down'])
        it(`gets an answer from the fallback of ${name}`, async () => {
            const answer = await generate('demo', name, { maxOutputTokens: 8 });
            assert.equal(answer.response.headers['x-signalbox-attempts'], '2');
            assert.ok(answer.text.length > 20);
            const streamed = stream('demo', name, { maxOutputTokens: 8 });
            assert.ok((await streamed.text).length > 20);
            assert.equal((await streamed.response).headers['x-signalbox-provider'], 'demo');
        });

    it('aborts a stream while the gateway keeps serving', async () => {
        const leaving = new AbortController();
        const name = 'fake-aborted!words=1000,gap=20';
        const parts = [];
        const answer = stream('gateway', name, { abortSignal: leaving.signal });
        for await (const part of answer.fullStream) {
            parts.push(part.type);
            if (parts.filter((type) => type === 'text-delta').length === 3) leaving.abort();
        }
        assert.equal(parts.at(-1), 'abort');
        const row = await scenario.gateway.exchange(`asked_model = '${name}'`);
        assert.equal(row.outcome, 'cancelled');
        assert.equal((await generate('gateway', 'fake-next')).finishReason, 'stop');
    });

    it('gets an error for a stream that broke off', async () => {
        const parts = [];
        for await (const part of stream('gateway', 'broken!truncate=4').fullStream) parts.push(part);
        const [error] = parts.filter((part) => part.type === 'error');
        assert.match(error.error.message ?? error.error, /broke off/);
        assert.match(parts.filter((part) => part.type === 'text-delta').map((part) => part.text).join(''), /^word1 /);
        assert.ok(!parts.some((part) => part.type === 'finish' && part.finishReason === 'stop'));
    });

    it('sends a long conversation with tools byte for byte', async () => {
        const recorded = recordingFetch();
        const tools = Object.fromEntries([READ_FILE, LIST_DIR].map(({ name, description, parameters }) =>
            [name, tool({ description, inputSchema: jsonSchema(parameters) })]));
        const [system, ...messages] = toModelMessages(longMessages());
        const options = { prompt: undefined, system: system.content, messages, tools,
            provider: { fetch: recorded.fetch, includeUsage: true } };
        await generate('gateway', 'fake-long', options);
        await stream('gateway', 'fake-long-stream', options).text;
        assert.ok(recorded.bodies[0].length > TURNS * 4000);
        assertSameText(await scenario.fake.bodyFor('fake-long'), recorded.bodies[0]);
        assertSameText(await scenario.fake.bodyFor('fake-long-stream'), recorded.bodies[1]);
    });

    it('calls two tools and continues with their results', async () => {
        scenario.played.play(recording('openai-tools.sse'), recording('openai.sse'));
        const called = [];
        const tools = Object.fromEntries([READ_FILE, LIST_DIR].map(({ name, description, parameters }) =>
            [name, tool({ description, inputSchema: jsonSchema(parameters),
                execute: (given) => (called.push([name, given]), `result of ${name}`) })]));
        const answer = stream('gateway', 'played', { tools, stopWhen: stepCountIs(3) });
        assert.match(await answer.text, /^Hello!/);
        assert.deepEqual((await answer.steps).map((step) => step.finishReason), ['tool-calls', 'stop']);
        assert.deepEqual(called, [['read_file', { path: 'a.cpp' }], ['list_dir', {}]]);
        const results = scenario.played.requests[1].body.messages.filter((message) => message.role === 'tool');
        assert.deepEqual(results.map((message) => [message.tool_call_id, message.content]),
            [['call_Zk1', 'result of read_file'], ['call_Zk2', 'result of list_dir']]);
    });

    it('requests an object by schema', async () => {
        const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
        const answer = { role: 'assistant', content: '{"city":"Ulm"}' };
        scenario.played.play(json({ choices: [{ index: 0, message: answer, finish_reason: 'stop' }] }));
        const { output } = await generate('gateway', 'played', { output: Output.object({ schema: jsonSchema(schema) }),
            provider: { supportsStructuredOutputs: true } });
        assert.deepEqual(output, { city: 'Ulm' });
        assert.deepEqual(scenario.played.requests[0].body.response_format.json_schema.schema, schema);
    });

    it('gets an error when every provider is out of quota', () =>
        assert.rejects(generate('gateway', 'limited!status=429,retry-after=40'), (error) => {
            assert.ok(APICallError.isInstance(error));
            assert.equal(error.statusCode, 429);
            assert.equal(error.isRetryable, true);
            assert.equal(error.data.error.code, 'upstream_rate_limited');
            const seconds = Number(error.responseHeaders['retry-after']);
            assert.ok(seconds > 30 && seconds <= 40, `retry-after: ${seconds}`);
            return true;
        }));

    it('retries after the given Retry-After', async () => {
        // Its own first delay is 2 s, so 4 s come from the gateway.
        scenario.played.play(json({ error: { message: 'Slowly.', type: 'requests', code: 'rate_limit_exceeded' } },
            429, { 'retry-after': '4' }), recording('openai.sse'));
        assert.match(await stream('gateway', 'played', { maxRetries: 1 }).text, /^Hello!/);
        const [first, second] = scenario.played.requests;
        assert.ok(second.at - first.at >= 3900, `after ${second.at - first.at} ms`);
    });

    it('gives up after its retries', () =>
        assert.rejects(generate('gateway', 'broken!close-before-head', { maxRetries: 1 }), (error) => {
            assert.ok(RetryError.isInstance(error));
            assert.deepEqual(error.errors.map((each) => each.statusCode), [502, 502]);
            assert.equal(error.lastError.data.error.code, 'upstream_unreachable');
            return true;
        }));

    it('needs a known key when one is required', async () => {
        assert.ok((await generate('locked', 'demo', { provider: { apiKey: CONSUMER_KEY } })).text);
        await assert.rejects(generate('locked', 'demo'), (error) => {
            assert.ok(APICallError.isInstance(error));
            assert.equal(error.statusCode, 401);
            assert.equal(error.data.error.code, 'invalid_consumer_key');
            return true;
        });
    });
});
