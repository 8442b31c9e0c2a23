// The cases of the matrix. Each gets {client, upstream, place, model(scenario), mark, requests(), isDirect} and throws
// if something is wrong; `mark` is in every prompt, so that the upstream's requests of a case can be found.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { CITY_SAMPLE } from './sdks/schema.mjs';
import { CALLS, GREETING, RETRY_AFTER, THOUGHT, USAGE } from './upstreams/scenarios.mjs';

const SYSTEM = 'Be terse: "你好"\nand kind.';
const SAMPLING = { temperature: 0.5, maxTokens: 300, stop: ['END'] };
const PNG = {
    mediaType: 'image/png',
    data: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
};

export const TOOLS = [
    {
        name: 'get_weather',
        description: 'Weather; "quotes" & 天气',
        parameters: {
            type: 'object',
            additionalProperties: false,
            required: ['city'],
            properties: { city: { type: 'string', description: 'Ort' }, days: { type: 'integer', minimum: 1 } },
        },
    },
    {
        name: 'get_time',
        description: 'Time of a zone',
        parameters: { type: 'object', properties: { zone: { type: 'string' } }, required: ['zone'] },
    },
];
export const resultOf = ({ name, args }) => `${name} of ${args.city ?? args.zone}: "☀️ 21°\n"`;
const run = async (call) => (await pause(call.name === 'get_weather' ? 20 : 0), resultOf(call)); // the first call ends last

const prompt = ({ mark }, text) => `${mark}: ${text} 😀`;
const first = (text, size) => `${text.slice(0, size)}${text.length > size ? '…' : ''}`;

function assertUsage({ client, upstream }, usage, thought = 0) {
    const expected = { input: USAGE.fresh + USAGE.cached, output: USAGE.output + thought };
    if (client.shows.cached) expected.cached = upstream.tells.cached ? USAGE.cached : 0;
    // Chats use Cohere's compatible endpoint, whose usage is like OpenAI's.
    const tellsReasoning = upstream.tells.reasoning || (upstream.fake.name === 'cohere' && client.dialect === 'chat');
    if (client.shows.reasoning) expected.reasoning = tellsReasoning ? thought : 0;
    for (const [name, value] of Object.entries(expected))
        assert.equal(usage?.[name], value, `usage ${name} in ${JSON.stringify(usage)}`);
}

async function plain(context, isStream) {
    const { client, upstream, place, model } = context;
    const sampling = upstream.stop ? SAMPLING : { ...SAMPLING, stop: undefined }; // the upstream does not support it
    const asked = { system: SYSTEM, prompt: prompt(context, 'Say "hello"'), sampling };
    const answer = await client.ask(place, model('text'), asked, { isStream });
    const stop = client.sends.stop && upstream.stop ? 'END' : '?';
    assert.equal(
        answer.text,
        `${GREETING}you said "${asked.prompt}" after 0 turns, told "${SYSTEM}", t=${hasTemperature(context) ? 0.5 : '?'} max=300 stop=${stop}`
    );
    assert.equal(answer.finish, 'stop');
    assertUsage(context, answer.usage);
    if (!isStream) return;
    assert.ok(answer.pieces.length > 5, `came in ${answer.pieces.length} pieces`);
    assert.equal(answer.pieces.join(''), answer.text);
}

async function history(context) {
    const { client, place, model } = context;
    const asked = {
        system: SYSTEM,
        prompt: prompt(context, 'And now?'),
        history: [
            ['user', 'First'],
            ['assistant', 'Second 你'],
            ['user', 'Third'],
            ['assistant', 'Fourth'],
        ],
    };
    const answer = await client.ask(place, model('text'), asked);
    assert.ok(
        answer.text.startsWith(`${GREETING}you said "${asked.prompt}" after 4 turns, told "${SYSTEM}"`),
        answer.text
    );
}

async function loop(context, scenario, calls, isStream) {
    const { client, place, model, isDirect } = context;
    const request = {
        system: SYSTEM,
        prompt: prompt(context, 'Ask the tools'),
        tools: TOOLS,
        run,
        thinks: scenario === 'thinking',
    };
    const answers = await client.loop(place, model(scenario), request, { isStream, echoThoughts: isDirect });
    assert.equal(answers.length, 2, `in ${answers.length} rounds`);
    assert.deepEqual(
        answers[0].calls.map(({ name, args }) => ({ name, args })),
        calls
    );
    assert.equal(answers[0].finish, 'calls');
    assert.equal(answers[1].text, `${GREETING}the tools said: ${calls.map(resultOf).join(' | ')}`);
    assert.equal(answers[1].finish, 'stop');
    const ids = answers[0].calls.map((call) => call.id).filter(Boolean);
    assert.equal(new Set(ids).size, ids.length, `ids ${ids}`);
    if (answers[0].id) assert.notEqual(answers[0].id, answers[1].id, 'two answers of one id');
    return answers;
}

async function parallel(context, isStream) {
    const [answer] = await loop(context, 'parallel', CALLS, isStream);
    // Text that Cohere sends before its calls is its plan, which is reasoning for others.
    const isPlan = context.upstream.fake.name === 'cohere' && context.client.dialect !== 'chat';
    if (!isPlan)
        assert.equal(answer.text, `${GREETING}let me see.`);
}

async function thinking(context, isStream) {
    const { client, upstream } = context;
    const answers = await loop(context, 'thinking', [CALLS[0]], isStream);
    if (client.shows.thoughts && upstream.thoughts === 'shown') assert.equal(answers[0].thought, THOUGHT);
    assertUsage(context, answers[0].usage, USAGE.reasoning);
}

async function image(context, picture, expected) {
    const answer = await context.client.ask(context.place, context.model('image'), {
        prompt: prompt(context, 'What is it?'),
        image: picture,
    });
    assert.equal(answer.text, `I saw ${expected}`);
}

async function structured(context) {
    const { client, place, model } = context;
    assert.deepEqual(
        await client.structured(place, model('schema'), { prompt: prompt(context, 'Describe a city') }),
        CITY_SAMPLE
    );
}

async function ends(context, scenario, expected) {
    for (const isStream of [false, true]) {
        const answer = await context.client.ask(
            context.place,
            context.model(scenario),
            { prompt: prompt(context, 'Go on') },
            { isStream }
        );
        assert.equal(answer.finish, expected, isStream ? 'of a stream' : 'of a whole answer');
    }
}

async function abort(context) {
    const { client, place, model, requests } = context;
    const leaving = new AbortController();
    let left;
    const onPiece = (count) => count === 3 && ((left = Date.now()), leaving.abort());
    await assert.rejects(
        client.ask(
            place,
            model('slow'),
            { prompt: prompt(context, 'Slowly') },
            { isStream: true, signal: leaving.signal, onPiece }
        )
    );
    assert.ok(left, 'failed before it was aborted');
    for (const end = left + 10000; !requests()[0].closed && Date.now() < end;) await pause(20);
    const [{ closed, isWhole }] = requests();
    assert.ok(closed && !isWhole, closed ? 'the upstream sent its whole answer' : 'the upstream was not told');
}

/// A stream that ends early is not a valid answer.
async function broken(context, scenario) {
    let pieces = 0;
    const asked = context.client.ask(
        context.place,
        context.model(scenario),
        { prompt: prompt(context, 'Break') },
        { isStream: true, onPiece: (count) => (pieces = count) }
    );
    await assert.rejects(
        asked,
        (error) =>
            !(error instanceof assert.AssertionError) && !/is not (a function|defined)|of undefined/.test(error.message)
    );
    assert.ok(pieces > 0, 'nothing came before');
}

/// ai-sdk omits it for unknown Claude models, which it takes for newer ones.
function hasTemperature({ client, upstream }) {
    const isTakenForClaude = client.name === 'ai-sdk anthropic' && (upstream.modelPrefix ?? '').endsWith('claude-');
    return client.sends.temperature !== false && !isTakenForClaude;
}

const CLASSES = {
    400: 'BadRequestError',
    401: 'AuthenticationError',
    403: 'PermissionDeniedError',
    404: 'NotFoundError',
    429: 'RateLimitError',
};
/// Names in Anthropic's own package for errors that are InternalServerError elsewhere.
const ANTHROPIC_CLASSES = { 503: 'ServiceUnavailableError' };
const KINDS = { genai: 'ApiError', 'genai vertexai': 'ApiError', ollama: 'ResponseError' };
const kindOf = ({ name }, status) =>
    KINDS[name] ??
    (name.startsWith('ai-sdk')
        ? 'AI_APICallError'
        : ((name.startsWith('anthropic') && ANTHROPIC_CLASSES[status]) || (CLASSES[status] ?? 'InternalServerError')));

export async function failure({ client, place, mark }, model, status, { isStream } = {}) {
    try {
        await client.ask(place, model, { prompt: `${mark}: fail` }, { isStream });
    } catch (error) {
        const found = client.failureOf(error);
        assert.deepEqual(
            [found.status, found.kind],
            [status, kindOf(client, status)],
            `${found.status} ${found.kind}: ${first(found.message, 300)}`
        );
        return found;
    }
    return assert.fail('there was no error');
}

async function fails(context, scenario, status, check = () => {}) {
    for (const isStream of [false, true])
        check(await failure(context, context.model(scenario, isStream), status, { isStream }));
}

/// A key that the provider rejects is the gateway's problem, not the client's.
const keyStatus = ({ isDirect, upstream }) =>
    !isDirect ? 503 : ({ gemini: 400, bedrock: 403 }[upstream.fake.name] ?? 401);

function waits({ client, upstream, isDirect }, found) {
    if (found.retryAfter === undefined || !upstream.wait) return;
    if (isDirect && ['gemini', 'vertex'].includes(upstream.fake.name)) return; // it is in the body
    const seconds = Number(found.retryAfter);
    assert.ok(
        found.retryAfter !== null && seconds >= 1 && seconds <= RETRY_AFTER,
        `retry-after is ${found.retryAfter} for ${client.name}`
    );
}

const says = (text) => (found) => assert.ok(found.message.includes(text), found.message);

/// `fails` marks cases that cause a cooldown, so each needs its own provider.
export const CASES = {
    plain: { run: (context) => plain(context, false) },
    stream: { run: (context) => plain(context, true) },
    history: { run: history },
    tools: { run: (context) => loop(context, 'tools', [CALLS[0]], false) },
    'tools-stream': { run: (context) => loop(context, 'tools', [CALLS[0]], true) },
    parallel: { run: (context) => parallel(context, false) },
    'parallel-stream': { run: (context) => parallel(context, true) },
    image: { run: (context) => image(context, PNG, `image/png of ${Buffer.from(PNG.data, 'base64').length} bytes`) },
    'image-url': {
        run: (context) =>
            image(
                context,
                { url: 'https://pictures.example/a.png', mediaType: 'image/png' },
                'https://pictures.example/a.png'
            ),
    },
    schema: { run: structured },
    thinking: { run: (context) => thinking(context, false) },
    'thinking-stream': { run: (context) => thinking(context, true) },
    length: { run: (context) => ends(context, 'length', 'length') },
    filter: {
        run: (context) =>
            ends(context, 'refusal', context.client.dialect === 'ollama' ? 'stop' : context.upstream.filter),
    },
    abort: { run: abort },
    midstream: { fails: true, run: (context) => broken(context, 'midstream') },
    truncated: { fails: true, run: (context) => broken(context, 'truncated') },
    err429: { fails: true, run: (context) => fails(context, 'err429', 429, (found) => waits(context, found)) },
    err401: { fails: true, run: (context) => fails(context, 'err401', keyStatus(context)) },
    err500: { fails: true, run: (context) => fails(context, 'err500', 500, says('stumbled')) },
    err400: { fails: true, run: (context) => fails(context, 'err400', 400, says('unbecoming')) },
    err404: { fails: true, run: (context) => fails(context, 'no-such-model', 404) },
};
