// LangChain, which uses its own older openai package.
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { AIMessage, HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';
import { LIST_DIR, READ_FILE, TURNS, longMessages } from './conversation.mjs';
import { CONSUMER_KEY, Scenario, it } from './scenario.mjs';
import { assertSameText, recording, recordingFetch } from './upstreams.mjs';

const tools = [READ_FILE, LIST_DIR].map((definition) => ({ type: 'function', function: definition }));

/// The messages of conversation.mjs in this SDK's format.
const toMessage = ({ role, content, tool_calls, tool_call_id }) =>
    role === 'system' ? new SystemMessage(content)
        : role === 'user' ? new HumanMessage(content)
        : role === 'tool' ? new ToolMessage({ content, tool_call_id })
        : new AIMessage({ content: content ?? '', tool_calls: (tool_calls ?? []).map((call) => ({
            type: 'tool_call', id: call.id, name: call.function.name, args: JSON.parse(call.function.arguments) })) });

async function joined(stream) {
    let whole;
    for await (const chunk of stream) whole = whole ? whole.concat(chunk) : chunk;
    return whole;
}

describe('@langchain/openai', () => {
    let scenario;
    before(async () => (scenario = await Scenario.start()));
    after(() => scenario?.stop());

    const modelOf = (gateway, model, { fetch, ...options } = {}) => new ChatOpenAI({ model, apiKey: 'unknown',
        maxRetries: 0, configuration: { baseURL: scenario[gateway].baseURL, fetch }, ...options });

    it('gets a plain answer', async () => {
        const answer = await modelOf('demo', 'demo').invoke('Hello');
        assert.ok(answer.content.length > 20);
        assert.equal(answer.response_metadata.finish_reason, 'stop');
        assert.ok(answer.usage_metadata.output_tokens > 4);
    });

    for (const streamUsage of [false, true])
        it(`streams ${streamUsage ? 'with' : 'without'} usage`, async () => {
            for (const [gateway, name] of [['demo', 'demo'], ['gateway', 'fake-large']]) {
                const model = modelOf(gateway, name, { streamUsage, maxTokens: 8 });
                const answer = await joined(await model.stream('Hello'));
                assert.ok(answer.content.length > 20);
                assert.equal(answer.usage_metadata?.output_tokens, streamUsage ? 8 : undefined);
            }
        });

    const refusals = {
        'a misspelled model with a suggestion': { name: 'demoo', status: 404, code: 'model_not_found', kind: 'MODEL_NOT_FOUND',
            words: /"demo"/ },
        'an invalid field by name': { name: 'demo', options: { modelKwargs: { stream_options: [] } }, status: 400,
            code: 'invalid_request', words: /stream_options/ },
        'every provider being out of quota': { gateway: 'gateway', name: 'limited!status=429,retry-after=40',
            status: 429, code: 'upstream_rate_limited', kind: 'MODEL_RATE_LIMIT', words: /limited/ },
        'an unreachable provider': { gateway: 'gateway', name: 'broken!close-before-head', status: 502,
            code: 'upstream_unreachable', words: /broken/ },
        'an unknown key': { gateway: 'locked', name: 'demo', status: 401, code: 'invalid_consumer_key',
            kind: 'MODEL_AUTHENTICATION', words: /key/ },
    };
    for (const [what, { gateway = 'demo', name, options, status, code, kind, words }] of Object.entries(refusals))
        it(`gets an error for ${what}`, () => assert.rejects(modelOf(gateway, name, options).invoke('Hello'), (error) => {
            assert.equal(error.status, status);
            assert.equal(error.code, code);
            assert.equal(error.lc_error_code, kind);
            assert.match(error.message, words);
            if (status === 429) assert.ok(Number(error.headers.get('retry-after')) > 30);
            return true;
        }));

    it('accepts a known key', async () => {
        assert.ok((await modelOf('locked', 'demo', { apiKey: CONSUMER_KEY }).invoke('Hello')).content);
    });

    for (const name of ['demo-rate-limited', 'demo-down'])
        it(`gets an answer from the fallback of ${name}`, async () => {
            const asked = modelOf('demo', name, { maxTokens: 8 });
            assert.ok((await asked.invoke('Hello')).content.length > 20);
            assert.ok((await joined(await asked.stream('Hello'))).content.length > 20);
            for (const isStream of [0, 1]) {
                const row = await scenario.demo.exchange(`asked_model = '${name}' AND is_stream = ${isStream}`);
                assert.deepEqual([row.outcome, row.attempts, row.model], ['answered', 2, 'demo']);
            }
        });

    it('aborts a stream while the gateway keeps serving', async () => {
        const leaving = new AbortController();
        const name = 'fake-aborted!words=1000,gap=20';
        let chunks = 0;
        await assert.rejects(async () => {
            const stream = await modelOf('gateway', name).stream('Hello', { signal: leaving.signal });
            for await (const _ of stream) if (++chunks === 3) leaving.abort();
        });
        assert.equal(chunks, 3);
        const row = await scenario.gateway.exchange(`asked_model = '${name}'`);
        assert.equal(row.outcome, 'cancelled');
        assert.ok((await modelOf('gateway', 'fake-next').invoke('Hello')).content);
    });

    it('gets an error for a stream that broke off', async () => {
        let text = '';
        await assert.rejects(async () => {
            const stream = await modelOf('gateway', 'broken!truncate=4').stream('Hello');
            for await (const chunk of stream) text += chunk.content;
        }, (error) => error.code === 'stream_interrupted');
        assert.match(text, /^word1 /);
    });

    it('sends a long conversation with tools byte for byte', async () => {
        const recorded = recordingFetch();
        const messages = longMessages().map(toMessage);
        const bound = (name) => modelOf('gateway', name, { fetch: recorded.fetch }).bindTools(tools);
        await bound('fake-long').invoke(messages);
        await joined(await bound('fake-long-stream').stream(messages));
        assert.ok(recorded.bodies[0].length > TURNS * 4000);
        assertSameText(await scenario.fake.bodyFor('fake-long'), recorded.bodies[0]);
        assertSameText(await scenario.fake.bodyFor('fake-long-stream'), recorded.bodies[1]);
    });

    it('calls two tools and continues with their results', async () => {
        scenario.played.play(recording('openai-tools.sse'), recording('openai.sse'));
        const bound = modelOf('gateway', 'played').bindTools(tools);
        const asked = await joined(await bound.stream('Hello'));
        assert.deepEqual(asked.tool_calls.map(({ id, name, args }) => ({ id, name, args })), [
            { id: 'call_Zk1', name: 'read_file', args: { path: 'a.cpp' } },
            { id: 'call_Zk2', name: 'list_dir', args: {} },
        ]);
        const results = asked.tool_calls.map(({ id, name }) =>
            new ToolMessage({ tool_call_id: id, content: `result of ${name}` }));
        const answer = await joined(await bound.stream([new HumanMessage('Hello'), asked, ...results]));
        assert.match(answer.content, /^Hello!/);
        const sent = scenario.played.requests[1].body.messages;
        assert.deepEqual(sent[1].tool_calls.map((call) => call.id), ['call_Zk1', 'call_Zk2']);
        assert.deepEqual(sent.slice(2).map((message) => [message.role, message.tool_call_id, message.content]),
            [['tool', 'call_Zk1', 'result of read_file'], ['tool', 'call_Zk2', 'result of list_dir']]);
    });
});
