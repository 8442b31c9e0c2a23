// The answers of a fake upstream, independent of protocols. The model's name selects the scenario;
// the answer repeats what the request said, so that losses in translation are noticed.
import { createHmac } from 'node:crypto';
import { Refusal, refuse } from './refusal.mjs';

// A request as the protocols' readers see it, the view:
// {model, isStream, system, turns: [{role, parts: [{text} {image} {call} {result} {thought}]}], tools: [{name, schema}],
//  choice: 'auto' 'none' 'required' {name}, schema, thinks, temperature, maxTokens, stop}
// and an answer: {thought, text, calls: [{name, args}], finish: 'stop' 'calls' 'length' 'filter', usage, pace, breaks}

export const GREETING = 'Zwölf Boxkämpfer, 你好世界, 😀👩‍👩‍👧 – ';
export const THOUGHT = 'First I ask the tool: 天气 in Zürich?';
export const CALLS = [
    { name: 'get_weather', args: { city: 'Zürich "Süd"', days: 2 } },
    { name: 'get_time', args: { zone: 'Asia/上海' } },
];
export const USAGE = { fresh: 11, cached: 5, output: 7, reasoning: 3 };
export const RETRY_AFTER = 7;
export const BREAKS_AFTER = 'This will never';

/// What a vendor issues with its reasoning and recognises again; that of another vendor is invalid. Anthropic's
/// own is a protocol buffer in base64 that starts with E.
export const signature = (vendor, thought = THOUGHT) => {
    const kind = vendor === 'anthropic' ? '\x12' : '';
    const proof = createHmac('sha256', vendor).update(thought).digest('hex');
    return Buffer.from(`${kind}${vendor}/${proof}`).toString('base64');
};

const textOf = (turn) => turn.parts.map((part) => part.text ?? '').join('');
const resultsOf = (turn) => turn.parts.filter((part) => part.result).map((part) => part.result);

const isReminder = (turn) =>
    turn.role === 'user' && turn.parts.every((part) => part.text?.startsWith('<system-reminder>'));

/// Without late system text that was moved into the last user message.
function turnsToAnswer({ turns }) {
    const end = turns.findLastIndex((turn) => !isReminder(turn)) + 1;
    return end ? turns.slice(0, end) : turns;
}

/// The results in the last turn, in the order of the calls.
function resultsInOrder(turns) {
    const results = resultsOf(turns.at(-1));
    const calls =
        turns
            .at(-2)
            ?.parts.filter((part) => part.call)
            .map((part) => part.call) ?? [];
    return calls
        .map((call) => results.find((result) => (result.id ?? result.name) === (result.id ? call.id : call.name)))
        .map((result) => result?.text ?? 'nothing');
}

function call(view, ...calls) {
    for (const { name, args } of calls) {
        const tool = view.tools.find((each) => each.name === name);
        if (!tool) refuse('tools', `the scenario calls ${name}, which is not among them`);
        for (const property of Object.keys(args))
            if (!tool.schema?.properties?.[property]) refuse('tools', `${name} lost its property ${property}`);
    }
    return { calls, finish: 'calls' };
}

/// A round of the tool loop: the calls first, then their results.
function loop(view, answer, ...calls) {
    const turns = turnsToAnswer(view);
    if (!resultsOf(turns.at(-1)).length) return { ...answer, ...call(view, ...calls) };
    const results = resultsInOrder(turns);
    if (results.length !== calls.length) refuse('messages', `${calls.length} results expected, got ${results.length}`);
    return { text: `${GREETING}the tools said: ${results.join(' | ')}` };
}

/// The smallest value that a schema allows, with its required properties.
export function sample(schema) {
    const type = [schema.type]
        .flat()
        .find((each) => each !== 'null')
        ?.toLowerCase();
    if (schema.enum) return schema.enum.at(-1);
    if (type === 'object' || schema.properties)
        return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, each]) => [name, sample(each)]));
    return (
        {
            array: () => [sample(schema.items ?? { type: 'string' })],
            integer: () => 42,
            number: () => 2.5,
            boolean: () => true,
        }[type]?.() ?? 'Größe "1"'
    );
}

const failure = (status, message, more) => () => {
    throw new Refusal(status, message, more);
};

export const SCENARIOS = {
    text: (view) => ({
        text:
            `${GREETING}you said "${textOf(view.turns.at(-1))}" after ${view.turns.length - 1} turns, told "${view.system}", ` +
            `t=${view.temperature ?? '?'} max=${view.maxTokens ?? '?'} stop=${(view.stop ?? []).join(',') || '?'}`,
    }),
    tools: (view) => loop(view, {}, CALLS[0]),
    'first-tool': (view) => {
        const tool = view.tools[0] ?? refuse('tools', 'the scenario calls the first of them, and there is none');
        const args = sample(tool.schema ?? {});
        return loop(view, {}, { name: tool.name, args: typeof args === 'object' ? args : {} });
    },
    parallel: (view) => loop(view, { text: `${GREETING}let me see.` }, ...CALLS),
    image: (view) => {
        const seen = view.turns
            .flatMap((turn) => turn.parts)
            .filter((part) => part.image)
            .map(({ image }) => image);
        if (!seen.length) refuse('messages', 'the scenario wants an image');
        return {
            text: `I saw ${seen.map(({ url, mediaType, bytes }) => url ?? `${mediaType} of ${bytes} bytes`).join(' and ')}`,
        };
    },
    schema: (view) => {
        if (view.schema) return { text: JSON.stringify(sample(view.schema)) };
        const forced =
            view.choice?.name ?? (view.choice === 'required' && view.tools.length === 1 && view.tools[0].name);
        const tool = view.tools.find((each) => each.name === forced);
        if (!tool) refuse('output', 'the scenario wants a schema');
        return { calls: [{ name: tool.name, args: sample(tool.schema) }], finish: 'calls' };
    },
    thinking: (view) => {
        if (!view.thinks) refuse('thinking', 'the scenario wants to be asked for thoughts');
        return { thought: THOUGHT, ...loop(view, {}, CALLS[0]) };
    },
    length: () => ({ text: `${GREETING}and then`, finish: 'length' }),
    refusal: () => ({ text: 'No', finish: 'filter' }),
    slow: () => ({ text: 'word '.repeat(2000), pace: 25 }),
    midstream: () => ({ text: `${BREAKS_AFTER} come to its end.`, breaks: 'error' }),
    truncated: () => ({ text: `${BREAKS_AFTER} come to its end.`, breaks: 'cut' }),
    err400: failure(400, 'The fake refuses: temperature is unbecoming.', { param: 'temperature' }),
    err401: failure(401, 'The fake does not know this key.'),
    err429: failure(429, 'The fake is asked too often.', { retryAfter: RETRY_AFTER }),
    err500: failure(500, 'The fake stumbled.'),
};

/// The model names that the fakes serve; others are 404.
export const isModel = (name) => Object.hasOwn(SCENARIOS, name) || name === 'embed';

export function answerTo(view) {
    if (!Object.hasOwn(SCENARIOS, view.model))
        throw new Refusal(404, `The model ${view.model} does not exist`, { kind: 'model', param: 'model' });
    if (!view.turns.length) refuse('messages', 'there are none');
    const answer = { text: '', calls: [], finish: 'stop', pace: 0, ...SCENARIOS[view.model](view) };
    answer.usage = { ...USAGE, reasoning: answer.thought ? USAGE.reasoning : 0 };
    return answer;
}

/// Splits a text into pieces of a few characters without splitting a character.
export function* pieces(text, size = 6) {
    const points = [...text];
    for (let at = 0; at < points.length; at += size) yield points.slice(at, at + size).join('');
}

let last = 0;
/// Unique in the run.
export const fresh = (prefix) =>
    `${prefix}${(++last).toString(36).padStart(4, '0')}${Math.random().toString(36).slice(2, 12)}`;

/// A vector for a text, exact in float32.
export const vectorOf = (text, size = 8) =>
    Array.from({ length: size }, (_, at) => ((text.charCodeAt(at % text.length) || 1) % 64) / 64);

export const key = 'upstream-key';
export function bearer(exchange) {
    if (exchange.headers.authorization !== `Bearer ${key}`) throw new Refusal(401, 'Incorrect API key provided.');
}
