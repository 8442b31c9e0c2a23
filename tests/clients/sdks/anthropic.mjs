// @anthropic-ai/sdk.
import Anthropic from '@anthropic-ai/sdk';
import { CITY_SCHEMA } from './schema.mjs';

export const make = ({ origin, key }) => new Anthropic({ baseURL: origin, apiKey: key, maxRetries: 0, timeout: 30000 });

const failureOf = (error) => ({
    kind: error.constructor.name,
    status: error.status,
    message: error.message,
    retryAfter: error.headers?.get?.('retry-after') ?? null,
});

const sourceOf = (image) =>
    image.url ? { type: 'url', url: image.url } : { type: 'base64', media_type: image.mediaType, data: image.data };

function bodyOf(model, request) {
    const { temperature, maxTokens = 8192, stop } = request.sampling ?? {};
    const content = request.image
        ? [
              { type: 'image', source: sourceOf(request.image) },
              { type: 'text', text: request.prompt },
          ]
        : request.prompt;
    const body = {
        model,
        max_tokens: maxTokens,
        messages: [
            ...(request.history ?? []).map(([role, text]) => ({ role, content: text })),
            { role: 'user', content },
        ],
    };
    if (request.system) body.system = request.system;
    if (temperature !== undefined) body.temperature = temperature;
    if (stop) body.stop_sequences = stop;
    if (request.thinks) body.thinking = { type: 'enabled', budget_tokens: 2048 };
    if (request.tools)
        body.tools = request.tools.map(({ name, description, parameters }) => ({
            name,
            description,
            input_schema: parameters,
        }));
    return body;
}

const FINISH = { end_turn: 'stop', stop_sequence: 'stop', tool_use: 'calls', max_tokens: 'length', refusal: 'filter' };

function answerOf(message, more = {}) {
    const of = (type) => message.content.filter((block) => block.type === type);
    const { input_tokens, cache_read_input_tokens, output_tokens } = message.usage;
    return {
        id: message.id,
        text: of('text')
            .map((block) => block.text)
            .join(''),
        thought: of('thinking')
            .map((block) => block.thinking)
            .join(''),
        message,
        calls: of('tool_use').map(({ id, name, input }) => ({ id, name, args: input })),
        finish: FINISH[message.stop_reason],
        usage: {
            input: input_tokens + (cache_read_input_tokens ?? 0),
            cached: cache_read_input_tokens ?? 0,
            output: output_tokens,
        },
        ...more,
    };
}

async function streamed(place, body, { signal, onPiece } = {}) {
    const stream = make(place).messages.stream(body, { signal });
    const pieces = [];
    stream.on('text', (piece) => (pieces.push(piece), onPiece?.(pieces.length)));
    return answerOf(await stream.finalMessage(), { pieces });
}

const send = async (place, body, { isStream, ...more } = {}) =>
    isStream ? streamed(place, body, more) : answerOf(await make(place).messages.create(body, { signal: more.signal }));

export const anthropicMessages = {
    name: 'anthropic',
    dialect: 'messages',
    failureOf,
    shows: { thoughts: true, cached: true, reasoning: false },
    sends: { stop: true },
    ask: (place, model, request, how) => send(place, bodyOf(model, request), how),
    async loop(place, model, request, how) {
        const body = bodyOf(model, request),
            answers = [];
        for (;;) {
            const answer = await send(place, body, how);
            answers.push(answer);
            if (!answer.calls.length || answers.length > 4) return answers;
            body.messages.push({ role: 'assistant', content: answer.message.content });
            const results = [];
            for (const call of answer.calls)
                results.unshift({ type: 'tool_result', tool_use_id: call.id, content: await request.run(call) });
            body.messages.push({ role: 'user', content: results }); // in reverse order, like agents that run them in parallel
        }
    },
    async structured(place, model, request) {
        const body = {
            ...bodyOf(model, request),
            output_config: { format: { type: 'json_schema', schema: CITY_SCHEMA } },
        };
        return JSON.parse((await send(place, body)).text);
    },
};
