// Checks besides conversations: embeddings, model lists, token counts, the rules of the wire, requests as
// real agents send them. Each check is {group, client, upstream, run(origin, model)}; `isDirect` ones also apply to a fake.
import assert from 'node:assert/strict';
import { embedMany } from 'ai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { betaTool } from '@anthropic-ai/sdk/helpers/beta/json-schema';
import { OpenAIEmbeddings } from '@langchain/openai';
import { TOOLS, resultOf } from './cases.mjs';
import { make as makeAnthropic } from './sdks/anthropic.mjs';
import { make as makeGenai } from './sdks/genai.mjs';
import { make as makeOllama } from './sdks/ollama.mjs';
import { make as makeOpenai } from './sdks/openai.mjs';
import { BAD } from './upstreams/bad_requests.mjs';
import { CALLS, GREETING, key, vectorOf } from './upstreams/scenarios.mjs';
import { HEADERS, RULES } from './wire_rules.mjs';
import { AGENTS } from './agent_requests.mjs';
import { ODD } from './odd_requests.mjs';

const TEXTS = ['Boxkämpfer', 'second text'];
const VECTORS = TEXTS.map((text) => vectorOf(text));

const EMBEDDINGS = {
    'openai (base64)': async (place, model) =>
        (await makeOpenai(place).embeddings.create({ model, input: TEXTS })).data.map((each) => each.embedding),
    'openai (float)': async (place, model) =>
        (await makeOpenai(place).embeddings.create({ model, input: TEXTS, encoding_format: 'float' })).data.map(
            (each) => each.embedding
        ),
    'ai-sdk compatible': async ({ origin }, model) =>
        (
            await embedMany({
                model: createOpenAICompatible({
                    name: 'fake',
                    apiKey: key,
                    baseURL: `${origin}/v1`,
                }).textEmbeddingModel(model),
                values: TEXTS,
                maxRetries: 0,
            })
        ).embeddings,
    langchain: ({ origin }, model) =>
        new OpenAIEmbeddings({
            model,
            apiKey: key,
            maxRetries: 0,
            configuration: { baseURL: `${origin}/v1` },
        }).embedDocuments(TEXTS),
    genai: async (place, model) =>
        (await makeGenai(place).models.embedContent({ model, contents: TEXTS })).embeddings.map((each) => each.values),
    ollama: async (place, model) => (await makeOllama(place).embed({ model, input: TEXTS })).embeddings,
};

async function embed(client, place, model) {
    const vectors = await EMBEDDINGS[client](place, model('embed'));
    assert.deepEqual(
        vectors.map((vector) => [...vector]),
        VECTORS
    );
}

const TURNS = 'Count these words, please.';
const COUNTS = {
    anthropic: async (place, model) =>
        (
            await makeAnthropic(place).messages.countTokens({
                model: model('text'),
                system: 'Be terse.',
                messages: [{ role: 'user', content: TURNS }],
            })
        ).input_tokens,
    genai: async (place, model) =>
        (await makeGenai(place).models.countTokens({ model: model('text'), contents: TURNS })).totalTokens,
};

async function listed(pages, nameOf, name) {
    const names = [];
    for await (const each of pages) names.push(nameOf(each));
    assert.ok(names.includes(name), `${name} is not among ${names.slice(0, 20)}`);
}

const MODELS = {
    openai: async (place, name) => {
        await listed(await makeOpenai(place).models.list(), (model) => model.id, name);
        assert.equal((await makeOpenai(place).models.retrieve(name)).id, name);
    },
    anthropic: async (place, name) =>
        listed(
            await makeAnthropic(place).models.list(),
            (model) => (assert.equal(model.type, 'model'), assert.ok(model.display_name), model.id),
            name
        ),
    genai: async (place, name) => listed(await makeGenai(place).models.list(), (model) => model.name, `models/${name}`),
    ollama: async (place, name) => {
        const sdk = makeOllama(place);
        await listed((await sdk.list()).models, (model) => model.model, name);
        const shown = await sdk.show({ model: name });
        for (const field of ['details', 'model_info', 'capabilities']) assert.ok(shown[field], `show has no ${field}`);
        assert.match((await sdk.version()).version, /^\d+\.\d+/);
    },
};

const SPEAKS = {
    chat: 'openai-chat',
    responses: 'openai-responses',
    messages: 'anthropic',
    gemini: 'gemini',
    'gemini-array': 'gemini',
    ollama: 'ollama',
};
/// Upstreams that get the request unchanged.
const SAME = {
    chat: ['openai-chat', 'ollama'],
    responses: ['openai-responses', 'azure'],
    messages: ['anthropic', 'anthropic-compatible', 'vertex-claude', 'ollama'],
    gemini: ['gemini', 'vertex'],
    ollama: ['ollama'],
};
const KINDS = { text: { calls: 0 }, parallel: { calls: 2 }, thinking: { calls: 1 } };

async function wire(dialect, scenario, { origin }, model) {
    const rule = RULES[dialect],
        seen = [];
    for (let turn = 0; turn < 2; ++turn) {
        const body = rule.body(
            model(scenario),
            `Hello ${turn}`,
            KINDS[scenario].calls ? TOOLS : undefined,
            scenario === 'thinking'
        );
        const answer = await fetch(origin + rule.path(model(scenario)), {
            method: 'POST',
            body: JSON.stringify(body),
            headers: {
                ...HEADERS,
                authorization: `Bearer ${key}`,
                ...(dialect.startsWith('gemini') ? { 'x-goog-api-key': key } : {}),
            },
        });
        const text = await answer.text();
        assert.equal(answer.status, 200, text.slice(0, 300));
        assert.match(answer.headers.get('content-type'), rule.type);
        seen.push(...rule.check(text, KINDS[scenario]));
    }
    assert.equal(new Set(seen.filter(Boolean)).size, seen.filter(Boolean).length, `an id comes twice: ${seen}`);
}

/// The SDK's own runner, which first requests a conversation stored by the provider.
async function runner(place, model) {
    const tools = TOOLS.map(({ name, description, parameters }) =>
        betaTool({ name, description, inputSchema: parameters, run: async (args) => resultOf({ name, args }) })
    );
    const last = await makeAnthropic(place).beta.messages.toolRunner({
        model: model('parallel'),
        max_tokens: 1024,
        tools,
        messages: [{ role: 'user', content: 'Ask the tools' }],
    });
    assert.equal(
        last.content.map((block) => block.text).join(''),
        `${GREETING}the tools said: ${CALLS.map(resultOf).join(' | ')}`
    );
}

async function odd(request, { origin }, model) {
    const answer = await fetch(origin + request.path(model(request.scenario)), {
        method: 'POST',
        headers: { ...HEADERS, authorization: 'Bearer any', ...request.headers },
        body: JSON.stringify(request.body(model(request.scenario))),
    });
    const text = await answer.text();
    assert.equal(answer.status, 200, text.slice(0, 400));
    for (const expected of request.expects ?? [])
        assert.ok(text.includes(expected), `no ${expected} in ${text.slice(0, 600)}`);
    const dropped = answer.headers.get('x-signalbox-dropped') ?? '';
    for (const name of request.drops ?? []) assert.ok(dropped.includes(name), `${name} is not told as dropped: ${dropped}`);
}

/// The fake accepts the good request and none of the bad ones.
async function refuses({ path, headers, good, bad }, { origin }) {
    const sent = JSON.parse(
        JSON.stringify({ 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers })
    );
    const statusOf = async (body) =>
        (await fetch(origin + path, { method: 'POST', headers: sent, body: JSON.stringify(body) })).status;
    assert.equal(await statusOf(good), 200);
    for (const [name, body] of Object.entries(bad)) assert.equal(await statusOf(body), 400, `takes this: ${name}`);
}

const LOST = { seed: 7, logit_bias: { 5: 1 } };
/// The fields that each upstream does not support.
const LOSSES = {
    anthropic: 'seed logit_bias',
    'openai-responses': 'seed logit_bias',
    gemini: 'logit_bias',
    bedrock: 'seed logit_bias',
    vertex: 'logit_bias',
    'vertex-claude': 'seed logit_bias',
};
const post = (origin, path, body) =>
    fetch(origin + path, {
        method: 'POST',
        headers: { ...HEADERS, authorization: 'Bearer any' },
        body: JSON.stringify(body),
    });

async function loses(upstream, { origin }, model) {
    const answer = await post(origin, '/v1/chat/completions', {
        model: model('text'),
        messages: [{ role: 'user', content: 'Hello' }],
        ...LOST,
    });
    assert.equal(answer.status, 200, await answer.text());
    const dropped = (answer.headers.get('x-signalbox-dropped') ?? '').split(', ').filter(Boolean).sort().join(' ');
    assert.equal(dropped, LOSSES[upstream].split(' ').sort().join(' '));
}

/// These return one answer per request: several are requested one by one, up to a limit.
const NO_COUNT = ['anthropic', 'anthropic-compatible', 'openai-responses', 'bedrock', 'vertex-claude']; // chats go to Cohere's compatible endpoint

/// These do not support stop sequences.
const NO_STOP = ['openai-responses'];
/// A tool that only OpenAI runs, without any other, and an unknown one.
const search = { type: 'web_search' };
const NO_SEARCH = ['anthropic', 'gemini', 'bedrock', 'vertex', 'vertex-claude'];

async function refusesField(field, value, param, { origin }, model) {
    const answer = await post(origin, '/v1/chat/completions', {
        model: model('text'),
        [field]: value,
        messages: [{ role: 'user', content: 'Hello' }],
    });
    const { error } = await answer.json();
    assert.deepEqual([answer.status, error?.param], [400, param], JSON.stringify(error));
}

/// What the upstream does not support and the gateway does itself.
const DONE_HERE = [
    ['n of 2 returns two answers', NO_COUNT, { n: 2 }, (choices) => assert.deepEqual(choices.map((each) => each.index), [0, 1])],
    [
        'the text ends at the stop sequence',
        NO_STOP,
        { stop: ['you said'] },
        ([{ message, finish_reason }]) => assert.deepEqual([message.content.includes('you said'), finish_reason], [false, 'stop']),
    ],
];

async function doesHere(fields, check, { origin }, model) {
    const answer = await post(origin, '/v1/chat/completions', {
        model: model('text'),
        ...fields,
        messages: [{ role: 'user', content: 'Hello' }],
    });
    const body = await answer.json();
    assert.equal(answer.status, 200, JSON.stringify(body));
    check(body.choices);
}

/// Bodies that no upstream may receive, and what the 400 in the client's format names. `tells` returns its message.
const WRONG = {
    chat: [
        (model) => ['/v1/chat/completions', { model, messages: [{ role: 'user', content: 5 }] }],
        'messages[0].content',
        ({ error }) => (assert.equal(error.type, 'invalid_request_error'), `${error.param} ${error.message}`),
    ],
    responses: [
        (model) => ['/v1/responses', { model, input: [{ type: 'function_call_output', call_id: 'c', output: 'x' }] }],
        'input[0]',
        ({ error }) => (assert.equal(error.type, 'invalid_request_error'), `${error.param} ${error.message}`),
    ],
    messages: [
        (model) => [
            '/v1/messages',
            {
                model,
                max_tokens: 64,
                messages: [
                    {
                        role: 'user',
                        content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: '???' } }],
                    },
                ],
            },
        ],
        'messages[0].content[0].source',
        ({ type, error }) => (assert.deepEqual([type, error.type], ['error', 'invalid_request_error']), error.message),
    ],
    gemini: [
        (model) => [`/v1beta/models/${model}:generateContent`, { contents: [{ role: 'user', parts: [{ text: 5 }] }] }],
        'contents[0].parts[0].text',
        ({ error }) => (assert.deepEqual([error.code, error.status], [400, 'INVALID_ARGUMENT']), error.message),
    ],
    ollama: [
        (model) => ['/api/chat', { model, messages: [{ role: 'user', content: 'x', images: ['???'] }] }],
        'messages[0].images[0]',
        ({ error }) => (assert.equal(typeof error, 'string'), error),
    ],
};

async function refusesWrong(dialect, { origin }, model) {
    const [request, path, tells] = WRONG[dialect];
    const answer = await post(origin, ...request(model('text')));
    const body = await answer.json();
    assert.equal(answer.status, 400, JSON.stringify(body));
    assert.ok(tells(body).includes(path), JSON.stringify(body));
}

const NATIVE = {
    'openai (base64)': 'openai-chat',
    'openai (float)': 'openai-chat',
    'ai-sdk compatible': 'openai-chat',
    langchain: 'openai-chat',
    genai: 'gemini',
    ollama: 'ollama',
    anthropic: 'anthropic',
    openai: 'openai-chat',
};

export function checks(upstreams, embeds, isDirect) {
    const all = [];
    const add = (group, client, own, names, run) =>
        names
            .filter((upstream) => !isDirect || upstream === own)
            .forEach((upstream) => all.push({ group, client, upstream, run }));
    for (const client of Object.keys(EMBEDDINGS))
        add('embeddings', client, NATIVE[client], upstreams.filter(embeds), (...args) => embed(client, ...args));
    for (const client of Object.keys(COUNTS))
        add('count tokens', client, NATIVE[client], upstreams, async (...args) =>
            assert.ok((await COUNTS[client](...args)) > 0)
        );
    for (const client of Object.keys(MODELS))
        add('models', client, NATIVE[client], isDirect ? upstreams : ['openai-chat'], (place) =>
            MODELS[client](place, 'text')
        );
    for (const dialect of Object.keys(RULES))
        for (const scenario of Object.keys(KINDS))
            add(`wire: ${scenario}`, dialect, SPEAKS[dialect], upstreams, (...args) =>
                wire(dialect, scenario, ...args)
            );
    add('tool runner', 'anthropic', 'anthropic', upstreams, runner);
    if (isDirect) {
        for (const [name, row] of Object.entries(BAD))
            add(`refuses ${Object.keys(row.bad).length} bad requests`, name, name, [name], (...args) =>
                refuses(row, ...args)
            );
        return all;
    }
    const translated = (dialect) => upstreams.filter((each) => !SAME[dialect].includes(each));
    for (const upstream of upstreams.filter((each) => LOSSES[each]))
        add('dropped fields are reported', 'chat', undefined, [upstream], (...args) => loses(upstream, ...args));
    for (const [name, those, field, value, param] of [
        ['n of 9 is refused', NO_COUNT, 'n', 9, 'n'],
        ['an unsupported tool is refused', NO_SEARCH, 'tools', [search], 'tools[0].type'],
        ['an unknown tool is refused', NO_SEARCH, 'tools', [{ type: 'frobnicate' }], 'tools[0].type'],
    ])
        add(
            name,
            'chat',
            undefined,
            upstreams.filter((each) => those.includes(each)),
            (...args) => refusesField(field, value, param, ...args)
        );
    for (const [name, those, fields, check] of DONE_HERE)
        add(
            name,
            'chat',
            undefined,
            upstreams.filter((each) => those.includes(each)),
            (...args) => doesHere(fields, check, ...args)
        );
    for (const dialect of Object.keys(WRONG))
        add(
            'a wrong body is refused',
            dialect,
            undefined,
            translated(dialect).filter((each) => dialect !== 'chat' || !each.startsWith('azure')),
            (...args) => refusesWrong(dialect, ...args)
        );
    for (const request of [...ODD, ...AGENTS])
        add(`real request: ${request.name}`, request.dialect, undefined, translated(request.dialect), (...args) =>
            odd(request, ...args)
        );
    return all;
}
