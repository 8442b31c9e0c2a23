// The official openai package.
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import OpenAI from 'openai';
import { LIST_DIR, READ_FILE, TURNS, longMessages } from './conversation.mjs';
import { CONSUMER_KEY, Scenario, it } from './scenario.mjs';
import { assertSameText, json, recording, recordingFetch } from './upstreams.mjs';

const messages = [{ role: 'user', content: 'Hello' }];
const toolOf = (definition) => ({ type: 'function', function: definition });

const textOf = (chunks) => chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');

async function all(stream) {
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    return chunks;
}

describe('openai', () => {
    let scenario;
    before(async () => (scenario = await Scenario.start()));
    after(() => scenario?.stop());

    const clientOf = (gateway, options) =>
        new OpenAI({ baseURL: scenario[gateway].baseURL, apiKey: 'unknown', maxRetries: 0, ...options });
    const create = (gateway, body, options) =>
        clientOf(gateway, options).chat.completions.create({ messages, ...body });

    it('gets a plain answer', async () => {
        const answer = await create('demo', { model: 'demo' });
        assert.equal(answer.object, 'chat.completion');
        assert.equal(answer.model, 'demo');
        assert.equal(answer.choices.length, 1);
        assert.equal(answer.choices[0].message.role, 'assistant');
        assert.ok(answer.choices[0].message.content.length > 20);
        assert.equal(answer.choices[0].finish_reason, 'stop');
        assert.equal(answer.usage.prompt_tokens + answer.usage.completion_tokens, answer.usage.total_tokens);
    });

    it('gets many answers at once', async () => {
        const models = Array.from({ length: 20 }, (_, i) => `fake-${i}!words=${i + 1}`);
        const answers = await Promise.all(models.map((model) => create('gateway', { model })));
        assert.deepEqual(answers.map((answer) => answer.model), models);
        assert.deepEqual(answers.map((answer) => answer.usage.completion_tokens), models.map((_, i) => i + 1));
    });

    for (const [gateway, model, finish] of [['demo', 'demo', 'length'], ['gateway', 'fake-large', 'stop']]) {
        const brief = { model, stream: true, max_completion_tokens: 8 }; // the demo answers slowly
        it(`streams from ${model} without usage`, async () => {
            const chunks = await all(await create(gateway, brief));
            assert.ok(chunks.length > 8);
            assert.ok(textOf(chunks).length > 20);
            assert.equal(chunks[0].choices[0].delta.role, 'assistant');
            assert.equal(chunks.at(-1).choices[0].finish_reason, finish);
            for (const chunk of chunks) {
                assert.equal(chunk.choices.length, 1);
                assert.ok(!chunk.usage);
            }
        });

        it(`streams from ${model} with the requested usage`, async () => {
            const chunks = await all(await create(gateway, { ...brief, stream_options: { include_usage: true } }));
            const last = chunks.pop();
            assert.deepEqual(last.choices, []);
            assert.ok(last.usage.prompt_tokens > 0);
            assert.equal(last.usage.completion_tokens, 8);
            assert.equal(chunks.at(-1).choices[0].finish_reason, finish);
            for (const chunk of chunks) assert.equal(chunk.usage, null);
        });
    }

    it('assembles a stream', async () => {
        const stream = clientOf('demo').chat.completions.stream({ model: 'demo', messages });
        let heard = '';
        stream.on('content', (delta) => (heard += delta));
        const { choices } = await stream.finalChatCompletion();
        assert.equal(choices[0].message.role, 'assistant');
        assert.equal(choices[0].message.content, heard);
        assert.equal(choices[0].finish_reason, 'stop');
    });

    it('lists the models', async () => {
        const names = [];
        for await (const model of clientOf('demo').models.list()) names.push(model.id);
        assert.deepEqual(names.sort(), ['demo', 'demo-down', 'demo-rate-limited']);
        assert.equal((await clientOf('demo').models.retrieve('demo')).id, 'demo');
    });

    it('gets a suggestion for a misspelled model', async () => {
        for (const stream of [false, true])
            await assert.rejects(create('demo', { model: 'demoo', stream }), (error) => {
                assert.ok(error instanceof OpenAI.NotFoundError);
                assert.equal(error.code, 'model_not_found');
                assert.equal(error.param, 'model');
                assert.match(error.message, /"demo"/);
                assert.equal(error.headers.get('x-signalbox-error'), 'model_not_found');
                return true;
            });
    });

    const malformed = {
        'a number as model': { body: { model: 7 }, param: 'model' },
        'no model': { body: {}, param: 'model' },
        'a string as stream': { body: { model: 'demo', stream: 'yes' }, param: 'stream' },
        'a list as stream_options': { body: { model: 'demo', stream: true, stream_options: [] }, param: 'stream_options' },
        'no messages': { body: { model: 'demo', messages: undefined }, param: 'messages' },
    };
    for (const [name, { body, param }] of Object.entries(malformed))
        it(`gets an error that names the field: ${name}`, () => assert.rejects(create('demo', body), (error) => {
            assert.ok(error instanceof OpenAI.BadRequestError);
            assert.equal(error.type, 'invalid_request_error');
            assert.equal(error.param, param);
            assert.match(error.message, new RegExp(param));
            return true;
        }));

    it('gets the text of an upstream refusal', async () => {
        const refused = create('gateway', { model: 'refusing!status=400,code=too_odd,message=Too odd for us' });
        await assert.rejects(refused, (error) => {
            assert.ok(error instanceof OpenAI.BadRequestError);
            assert.equal(error.code, 'too_odd');
            assert.match(error.message, /Too odd for us/);
            return true;
        });
    });

    for (const model of ['demo-rate-limited', 'demo-down'])
        for (const stream of [false, true])
            it(`gets an answer from the fallback of ${model}${stream ? ', streaming' : ''}`, async () => {
                const asked = create('demo', { model, stream, max_tokens: 8 });
                const { data, response } = await asked.withResponse();
                assert.equal(response.headers.get('x-signalbox-attempts'), '2');
                assert.equal(response.headers.get('x-signalbox-provider'), 'demo');
                assert.equal(response.headers.get('x-signalbox-route'), model);
                assert.ok((stream ? textOf(await all(data)) : data.choices[0].message.content).length > 20);
                const row = await scenario.demo.exchange(`asked_model = '${model}' AND is_stream = ${Number(stream)}`);
                assert.equal(row.outcome, 'answered');
                assert.equal(row.is_fallback, 1);
            });

    it('gets the answer unchanged', async () => {
        const response = await create('demo', { model: 'demo' }).asResponse();
        assert.equal(response.headers.get('x-signalbox-attempts'), '1');
        assert.ok(response.headers.get('x-signalbox-request-id'));
        assert.match(response.headers.get('content-type'), /^application\/json/);
        assert.equal((await response.json()).model, 'demo');
    });

    it('leaves a stream while others continue', async () => {
        const model = 'fake-left!words=1000,gap=20';
        const stream = await create('gateway', { model, stream: true });
        const staying = create('gateway', { model: 'fake-staying!words=20,gap=20', stream: true }).then(all);
        let chunks = 0;
        for await (const _ of stream) if (++chunks === 3) break; // as most programs leave a stream
        assert.equal(chunks, 3);
        const left = await scenario.gateway.exchange(`asked_model = '${model}'`);
        assert.equal(left.outcome, 'cancelled');
        assert.equal(textOf(await staying).split(' ').length, 20);
    });

    for (const before of ['the first token', 'the end'])
        it(`aborts before ${before} while the gateway keeps serving`, async () => {
            const leaving = new AbortController();
            const model = before === 'the end' ? 'fake-aborted!words=1000,gap=20' : 'fake-aborted!hang';
            const asked = clientOf('gateway').chat.completions
                .create({ model, messages, stream: true }, { signal: leaving.signal });
            if (before === 'the end') {
                const chunks = [];
                for await (const chunk of await asked) // the SDK ends the loop without an error
                    if (chunks.push(chunk) === 3) leaving.abort();
                assert.ok(chunks.length < 1000);
            } else {
                setTimeout(() => leaving.abort(), 200);
                await assert.rejects(asked, OpenAI.APIUserAbortError);
            }
            const row = await scenario.gateway.exchange(`asked_model = '${model}'`);
            assert.equal(row.outcome, 'cancelled');
            assert.equal(row.is_stream, 1);
            assert.equal((await create('gateway', { model: 'fake-next' })).choices[0].finish_reason, 'stop');
        });

    it('gets an error for a stream that broke off', async () => {
        const stream = await create('gateway', { model: 'broken!truncate=4', stream: true });
        const chunks = [];
        await assert.rejects(async () => {
            for await (const chunk of stream) chunks.push(chunk);
        }, (error) => {
            assert.ok(error instanceof OpenAI.APIError);
            assert.equal(error.code, 'stream_interrupted');
            return true;
        });
        assert.match(textOf(chunks), /^word1 word2/);
    });

    for (const stream of [false, true])
        it(`sends a long conversation with tools byte for byte${stream ? ', streaming' : ''}`, async () => {
            const recorded = recordingFetch();
            const model = `fake-long${stream ? '-stream' : ''}`;
            const body = { model, messages: longMessages(), tools: [READ_FILE, LIST_DIR].map(toolOf), seed: 2 ** 53,
                temperature: 1e-7, tool_choice: 'auto', metadata: { model: 'inner' },
                ...(stream && { stream, stream_options: { include_usage: true } }) };
            const answer = await create('gateway', body, { fetch: recorded.fetch });
            if (stream) await all(answer);
            assert.ok(recorded.bodies[0].length > TURNS * 4000);
            assertSameText(await scenario.fake.bodyFor(model), recorded.bodies[0]);
        });

    it('sends half a character unchanged', async () => {
        scenario.played.play(recording('openai.sse'));
        const recorded = recordingFetch();
        const cut = [{ role: 'user', content: '\ud83d and no more' }]; // where a program split an emoji
        await all(await create('gateway', { model: 'played', messages: cut, stream: true,
            stream_options: { include_usage: true } }, { fetch: recorded.fetch }));
        assertSameText(scenario.played.requests[0].text, recorded.bodies[0]);
    });

    it('calls two tools and continues with their results', async () => {
        scenario.played.play(recording('openai-tools.sse'), recording('openai.sse'));
        const called = [];
        const runnable = (definition) => toolOf({ ...definition, parse: JSON.parse,
            function: (given) => (called.push([definition.name, given]), `result of ${definition.name}`) });
        const runner = clientOf('gateway').chat.completions.runTools(
            { model: 'played', messages, stream: true, tools: [READ_FILE, LIST_DIR].map(runnable) });
        assert.match(await runner.finalContent(), /^Hello!/);
        assert.deepEqual(called, [['read_file', { path: 'a.cpp' }], ['list_dir', {}]]);
        const second = scenario.played.requests[1].body.messages;
        assert.deepEqual(second.map((message) => message.role), ['user', 'assistant', 'tool', 'tool']);
        assert.deepEqual(second[1].tool_calls.map((call) => call.id), ['call_Zk1', 'call_Zk2']);
        assert.deepEqual(second.slice(2).map((message) => [message.tool_call_id, message.content]),
            [['call_Zk1', 'result of read_file'], ['call_Zk2', 'result of list_dir']]);
    });

    it('gets an error when every provider is out of quota', async () => {
        for (const stream of [false, true])
            await assert.rejects(create('gateway', { model: 'limited!status=429,retry-after=40', stream }), (error) => {
                assert.ok(error instanceof OpenAI.RateLimitError);
                assert.equal(error.code, 'upstream_rate_limited');
                const seconds = Number(error.headers.get('retry-after'));
                assert.ok(seconds > 30 && seconds <= 40, `retry-after: ${seconds}`);
                return true;
            });
    });

    it('retries after the given Retry-After', async () => {
        scenario.played.play(json({ error: { message: 'Slowly.', type: 'requests', code: 'rate_limit_exceeded' } },
            429, { 'retry-after': '2' }), recording('openai.sse'));
        const chunks = await all(await create('gateway', { model: 'played', stream: true }, { maxRetries: 1 }));
        assert.match(textOf(chunks), /^Hello!/);
        const [first, second] = scenario.played.requests;
        assert.ok(second.at - first.at >= 1900, `after ${second.at - first.at} ms`);
        assert.ok(second.at - first.at < 6000, `after ${second.at - first.at} ms`);
    });

    it('gets an error for an unreachable provider', () =>
        assert.rejects(create('gateway', { model: 'broken!close-before-head' }), (error) => {
            assert.ok(error instanceof OpenAI.InternalServerError);
            assert.equal(error.status, 502);
            assert.equal(error.code, 'upstream_unreachable');
            assert.match(error.message, /broken/);
            return true;
        }));

    it('needs a known key when one is required', async () => {
        const keys = { 'unknown': false, 'sb-client-test': false, [CONSUMER_KEY]: true };
        for (const [apiKey, isKnown] of Object.entries(keys))
            for (const ask of [() => create('locked', { model: 'demo' }, { apiKey }),
                () => clientOf('locked', { apiKey }).models.list()]) {
                if (isKnown) await ask();
                else await assert.rejects(ask(), (error) => {
                    assert.ok(error instanceof OpenAI.AuthenticationError);
                    assert.equal(error.code, 'invalid_consumer_key');
                    assert.ok(!error.message.includes(apiKey));
                    return true;
                });
            }
    });
});
