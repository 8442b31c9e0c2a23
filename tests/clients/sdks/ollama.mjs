// The ollama package. Its API has images as bare base64 and no ids.
import { Ollama } from 'ollama';
import { CITY_SCHEMA } from './schema.mjs';

export const make = ({ origin }) => new Ollama({ host: origin });

const failureOf = (error) => ({
    kind: error.constructor.name === 'Error' ? error.name : error.constructor.name,
    status: error.status_code,
    message: error.message,
    retryAfter: undefined,
});

function bodyOf(model, request) {
    const { temperature, maxTokens, stop } = request.sampling ?? {};
    const body = {
        model,
        messages: [
            ...(request.system ? [{ role: 'system', content: request.system }] : []),
            ...(request.history ?? []).map(([role, content]) => ({ role, content })),
            { role: 'user', content: request.prompt, ...(request.image ? { images: [request.image.data] } : {}) },
        ],
    };
    if (request.sampling) body.options = { temperature, num_predict: maxTokens, stop };
    if (request.thinks) body.think = true;
    if (request.tools)
        body.tools = request.tools.map(({ name, description, parameters }) => ({
            type: 'function',
            function: { name, description, parameters },
        }));
    return body;
}

function answerOf(message, end, more = {}) {
    const calls = (message.tool_calls ?? []).map((call) => ({
        id: call.id,
        name: call.function.name,
        args: call.function.arguments,
    }));
    return {
        text: message.content ?? '',
        thought: message.thinking,
        calls,
        message,
        finish: calls.length ? 'calls' : end.done_reason,
        usage: { input: end.prompt_eval_count, output: end.eval_count },
        ...more,
    };
}

async function streamed(place, body, { signal, onPiece } = {}) {
    const sdk = make(place);
    const stream = await sdk.chat({ ...body, stream: true });
    signal?.addEventListener('abort', () => stream.abort());
    const pieces = [],
        message = { role: 'assistant', content: '', thinking: '', tool_calls: [] };
    let end;
    for await (const chunk of stream) {
        if (chunk.message.content) (pieces.push(chunk.message.content), onPiece?.(pieces.length));
        message.content += chunk.message.content ?? '';
        message.thinking += chunk.message.thinking ?? '';
        message.tool_calls.push(...(chunk.message.tool_calls ?? []));
        if (chunk.done) end = chunk;
    }
    if (!end) throw new Error('the stream ended without done');
    return answerOf(message, end, { pieces });
}

async function send(place, body, { isStream, ...more } = {}) {
    if (isStream) return streamed(place, body, more);
    const answer = await make(place).chat(body);
    return answerOf(answer.message, answer);
}

export const ollama = {
    name: 'ollama',
    dialect: 'ollama',
    failureOf,
    shows: { thoughts: true, cached: false, reasoning: false },
    sends: { stop: true, imageUrl: false },
    ask: (place, model, request, how) => send(place, bodyOf(model, request), how),
    async loop(place, model, request, how) {
        const body = bodyOf(model, request),
            answers = [];
        for (;;) {
            const answer = await send(place, body, how);
            answers.push(answer);
            if (!answer.calls.length || answers.length > 4) return answers;
            body.messages.push(answer.message);
            for (const call of answer.calls)
                body.messages.push({ role: 'tool', tool_name: call.name, content: await request.run(call) });
        }
    },
    structured: async (place, model, request) =>
        JSON.parse((await send(place, { ...bodyOf(model, request), format: CITY_SCHEMA })).text),
};
