// OpenAI's chat completions, embeddings and models, as strict as OpenAI; reasoning in the field that compatible hosts use,
// and DeepSeek with its differences.
// Sources: platform.openai.com/docs/api-reference/chat; api-docs.deepseek.com/guides/thinking_mode.
import { setTimeout as pause } from 'node:timers/promises';
import {
    Refusal,
    callArguments,
    imageUrl,
    jsonSchema,
    maybe,
    need,
    oneOf,
    only,
    range,
    refuse,
    toolName,
} from './refusal.mjs';
import { createStateless } from './openai_responses.mjs';
import { sse } from './server.mjs';
import { SCENARIOS, THOUGHT, answerTo, bearer, fresh, isModel, pieces, vectorOf } from './scenarios.mjs';

const FIELDS = `messages model frequency_penalty logit_bias logprobs top_logprobs max_tokens max_completion_tokens metadata
    modalities n parallel_tool_calls prompt_cache_key presence_penalty reasoning_effort response_format safety_identifier seed
    service_tier stop store stream stream_options temperature tool_choice tools top_p user verbosity thinking`;

function textParts(content, path) {
    if (typeof content === 'string') return [{ text: content }];
    return need(content, 'array', path).map((part, at) => {
        oneOf(part.type, ['text'], `${path}[${at}].type`);
        return { text: need(only(part, 'type text', `${path}[${at}]`).text, 'string', `${path}[${at}].text`) };
    });
}

const PARTS = {
    text: (part, path) => ({ text: need(part.text, 'string', `${path}.text`) }),
    image_url: (part, path) => {
        only(need(part.image_url, 'object', `${path}.image_url`), 'url detail', `${path}.image_url`);
        return imageUrl(part.image_url.url, `${path}.image_url.url`);
    },
};

function userParts(content, path) {
    if (typeof content === 'string') return [{ text: content }];
    return need(content, 'array', path).map((part, at) => {
        oneOf(part.type, Object.keys(PARTS), `${path}[${at}].type`);
        return PARTS[part.type](only(part, `type ${part.type}`, `${path}[${at}]`), `${path}[${at}]`);
    });
}

function assistantParts(message, path) {
    const parts = [];
    if (message.reasoning_content)
        parts.push({ thought: { text: need(message.reasoning_content, 'string', `${path}.reasoning_content`) } });
    if (message.content !== null && message.content !== undefined)
        parts.push(...textParts(message.content, `${path}.content`));
    else if (!message.tool_calls) refuse(`${path}.content`, 'expected a string, got null');
    maybe(message.tool_calls, 'array', `${path}.tool_calls`)?.forEach((call, at) => {
        const where = `${path}.tool_calls[${at}]`;
        only(call, 'id type function', where);
        oneOf(call.type, ['function'], `${where}.type`);
        only(call.function, 'name arguments', `${where}.function`);
        parts.push({
            call: {
                id: need(call.id, 'string', `${where}.id`),
                name: toolName(call.function.name, `${where}.function.name`),
                args: callArguments(call.function.arguments, `${where}.function.arguments`),
            },
        });
    });
    if (message.tool_calls?.length === 0) refuse(`${path}.tool_calls`, 'array too short');
    return parts;
}

/// Messages as turns; every call must be answered immediately, and nothing else may be answered.
function turnsOf(messages) {
    const turns = [],
        system = [];
    let open = new Set();
    need(messages, 'array', 'messages').forEach((message, at) => {
        const path = `messages[${at}]`;
        oneOf(message.role, ['developer', 'system', 'user', 'assistant', 'tool'], `${path}.role`);
        if (message.role !== 'tool' && open.size)
            refuse(
                path,
                `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. Missing: ${[...open]}`
            );
        if (message.role === 'tool') {
            only(message, 'role content tool_call_id', path);
            if (!open.delete(message.tool_call_id))
                refuse(path, "messages with role 'tool' must be a response to a preceding message with 'tool_calls'");
            const result = {
                id: message.tool_call_id,
                text: textParts(message.content, `${path}.content`)
                    .map((part) => part.text)
                    .join(''),
            };
            if (messages[at - 1].role === 'tool') turns.at(-1).parts.push({ result });
            else turns.push({ role: 'user', parts: [{ result }] });
        } else if (message.role === 'assistant') {
            const parts = assistantParts(
                only(
                    message,
                    'role content name refusal annotations audio tool_calls reasoning_content reasoning',
                    path
                ),
                path
            );
            const ids = parts.filter((part) => part.call).map((part) => part.call.id);
            open = new Set(ids);
            if (open.size !== ids.length) refuse(`${path}.tool_calls`, 'Duplicate tool call id');
            turns.push({ role: 'assistant', parts });
        } else if (message.role === 'user') {
            turns.push({
                role: 'user',
                parts: userParts(only(message, 'role content name', path).content, `${path}.content`),
            });
        } else
            system.push(
                ...textParts(only(message, 'role content name', path).content, `${path}.content`).map(
                    (part) => part.text
                )
            );
    });
    if (open.size) refuse('messages', `tool_call_ids did not have response messages: ${[...open]}`);
    return { turns, system: system.join('\n') };
}

function toolsOf(tools) {
    return (maybe(tools, 'array', 'tools') ?? []).map((tool, at) => {
        const path = `tools[${at}]`;
        only(tool, 'type function', path);
        oneOf(tool.type, ['function'], `${path}.type`);
        const { name, parameters, strict } = only(
            tool.function,
            'name description parameters strict',
            `${path}.function`
        );
        if (parameters !== undefined)
            jsonSchema(parameters, `${path}.function.parameters`, { strict: strict === true });
        return { name: toolName(name, `${path}.function.name`), schema: parameters };
    });
}

export function choiceOf(choice, tools, path, nameOf = (each) => each.function?.name) {
    if (choice === undefined) return 'auto';
    if (!tools.length) refuse(path, "'tool_choice' is only allowed when 'tools' are specified.");
    if (typeof choice === 'string') return oneOf(choice, ['auto', 'none', 'required'], path);
    const name = nameOf(choice);
    if (!tools.some((tool) => tool.name === name)) refuse(path, `Tool choice '${name}' not found in 'tools'`);
    return { name };
}

function schemaOf(format) {
    if (format === undefined || format.type === 'text' || format.type === 'json_object') return undefined;
    oneOf(format.type, ['json_schema'], 'response_format.type');
    const { name, schema, strict } = only(
        format.json_schema,
        'name description schema strict',
        'response_format.json_schema'
    );
    toolName(name, 'response_format.json_schema.name');
    return jsonSchema(schema, 'response_format.json_schema.schema', { strict: strict === true });
}

/// DeepSeek has no developer role, limits by max_tokens only, disables reasoning by `thinking`, and requires its reasoning
/// to be returned during tool calls.
function asDeepSeek(view, body) {
    view.maxTokens = body.max_tokens;
    if (body.reasoning_effort === 'none') refuse('reasoning_effort', 'unknown variant `none`');
    if (body.thinking) oneOf(only(body.thinking, 'type', 'thinking').type, ['enabled', 'disabled'], 'thinking.type');
    body.messages.forEach(
        ({ role }, at) => role === 'developer' && refuse(`messages[${at}].role`, 'unknown variant `developer`')
    );
    if (body.response_format?.type === 'json_schema')
        refuse('response_format', 'This response_format type is unavailable now');
    const last = view.turns.findLast((turn) => turn.parts.some((part) => part.call));
    if (view.model !== 'thinking' || !last) return;
    if (last.parts.find((part) => part.thought)?.thought.text !== THOUGHT)
        refuse('messages', 'The reasoning_content in the thinking mode must be passed back to the API.');
}

function viewOf(body, vendor) {
    only(body, FIELDS, '');
    const tools = toolsOf(body.tools);
    if (body.stream_options && !body.stream)
        refuse('stream_options', "The 'stream_options' parameter is only allowed when 'stream' is enabled.");
    if (body.max_tokens !== undefined && body.max_completion_tokens !== undefined)
        refuse('max_tokens', 'set together with max_completion_tokens');
    if (body.parallel_tool_calls !== undefined && !tools.length)
        refuse('parallel_tool_calls', "is only allowed when 'tools' are specified");
    if (body.reasoning_effort !== undefined)
        oneOf(body.reasoning_effort, ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'], 'reasoning_effort');
    const view = {
        model: need(body.model, 'string', 'model'),
        ...turnsOf(body.messages),
        tools,
        choice: choiceOf(body.tool_choice, tools, 'tool_choice'),
        schema: schemaOf(body.response_format),
        isStream: maybe(body.stream, 'boolean|null', 'stream'),
        temperature: range(body.temperature, 0, 2, 'temperature'),
        maxTokens: range(body.max_completion_tokens ?? body.max_tokens, 1, 1e6, 'max_tokens'),
        stop: [body.stop ?? []].flat(),
        thinks: (body.reasoning_effort ?? 'none') !== 'none' || body.thinking?.type === 'enabled',
    };
    if (vendor === 'deepseek') asDeepSeek(view, body);
    return view;
}

function usageOf({ fresh, cached, output, reasoning }) {
    return {
        prompt_tokens: fresh + cached,
        completion_tokens: output + reasoning,
        total_tokens: fresh + cached + output + reasoning,
        prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: reasoning },
    };
}

const FINISH = { stop: 'stop', calls: 'tool_calls', length: 'length', filter: 'content_filter' };
const toolCall = ({ name, args }) => ({
    id: fresh('call_'),
    type: 'function',
    function: { name, arguments: JSON.stringify(args) },
});

function whole(view, answer) {
    const message = { role: 'assistant', content: answer.text || null, refusal: null, annotations: [] };
    if (answer.thought) message[answer.thoughtField ?? 'reasoning_content'] = answer.thought;
    if (answer.calls.length) message.tool_calls = answer.calls.map(toolCall);
    return {
        id: fresh('chatcmpl-'),
        object: 'chat.completion',
        created: 1700000000,
        model: view.model,
        system_fingerprint: 'fp_1',
        choices: [{ index: 0, message, logprobs: null, finish_reason: FINISH[answer.finish] }],
        usage: usageOf(answer.usage),
    };
}

function* deltas(answer) {
    yield { role: 'assistant', content: '', refusal: null };
    for (const piece of pieces(answer.thought ?? ''))
        yield { content: null, [answer.thoughtField ?? 'reasoning_content']: piece };
    for (const piece of pieces(answer.text)) yield { content: piece };
    for (const [index, call] of answer.calls.map(toolCall).entries()) {
        yield { tool_calls: [{ index, ...call, function: { name: call.function.name, arguments: '' } }] };
        for (const piece of pieces(call.function.arguments))
            yield { tool_calls: [{ index, function: { arguments: piece } }] };
    }
}

async function streamed(exchange, view, answer) {
    const withUsage = exchange.body.stream_options?.include_usage;
    const head = {
        id: fresh('chatcmpl-'),
        object: 'chat.completion.chunk',
        created: 1700000000,
        model: view.model,
        system_fingerprint: 'fp_1',
    };
    const write = (chunk) =>
        exchange.write(sse({ ...head, ...chunk, ...(withUsage && !chunk.usage ? { usage: null } : {}) }));
    exchange.stream('text/event-stream; charset=utf-8');
    let left = answer.breaks ? 5 : Infinity;
    for (const delta of deltas(answer)) {
        if (!(await write({ choices: [{ index: 0, delta, logprobs: null, finish_reason: null }] })) || !--left) break;
        if (answer.pace) await pause(answer.pace);
    }
    if (answer.breaks === 'cut') return exchange.tear();
    if (answer.breaks) {
        await exchange.write(
            sse({
                error: {
                    message: 'The server had an error while processing your request',
                    type: 'server_error',
                    param: null,
                    code: null,
                },
            })
        );
        return exchange.end();
    }
    await write({ choices: [{ index: 0, delta: {}, logprobs: null, finish_reason: FINISH[answer.finish] }] });
    if (withUsage) await write({ choices: [], usage: usageOf(answer.usage) });
    await exchange.write(sse('[DONE]'));
    return exchange.end();
}

/// Ollama's OpenAI-compatible endpoint: only image bytes, and no separate token counts.
export function asOllama(view) {
    if (view.turns.some((turn) => turn.parts.some((part) => part.image?.url)))
        refuse('messages', 'invalid image input');
    const answer = answerTo(view);
    const { fresh: input, cached, output, reasoning } = answer.usage;
    return {
        ...answer,
        finish: answer.finish === 'filter' ? 'stop' : answer.finish,
        thoughtField: 'reasoning',
        usage: { fresh: input + cached, cached: 0, output: output + reasoning, reasoning: 0 },
    };
}

/// Like the chat template of Qwen 3.5 and later, with any engine.
/// Sources: vllm-project/vllm issue 41114; ggml-org/llama.cpp issue 27367. Read 2026-11-28.
function refuseLateSystem(messages) {
    if (messages.slice(1).some(({ role }) => role === 'system' || role === 'developer'))
        throw new Refusal(400, 'System message must be at the beginning.');
}

export function chat(exchange) {
    const isAzure = exchange.protocol === 'azure'; // its reasoning is hidden
    const view = viewOf(exchange.body, exchange.protocol);
    if (exchange.protocol === 'qwen-engine') refuseLateSystem(exchange.body.messages);
    if (isAzure)
        exchange.body.messages.forEach(
            (message, at) =>
                message.reasoning_content !== undefined && refuse(`messages[${at}].reasoning_content`, 'unknown field')
        );
    const answer = exchange.protocol === 'ollama' ? asOllama(view) : answerTo(view);
    if (isAzure) answer.thought = '';
    return view.isStream
        ? streamed(exchange, view, answer)
        : exchange.json(whole(view, answer), 200, { 'x-request-id': fresh('req_') });
}

export function embeddings({ body, ...exchange }, json) {
    only(body, 'input model encoding_format dimensions user', '');
    if (body.model !== 'embed') throw new Refusal(404, `The model ${body.model} does not exist`, { kind: 'model' });
    oneOf(body.encoding_format ?? 'float', ['float', 'base64'], 'encoding_format');
    const inputs = [need(body.input, 'string|array', 'input')].flat();
    const encode = (vector) =>
        body.encoding_format === 'base64' ? Buffer.from(new Float32Array(vector).buffer).toString('base64') : vector;
    json({
        object: 'list',
        model: body.model,
        usage: { prompt_tokens: 4 * inputs.length, total_tokens: 4 * inputs.length },
        data: inputs.map((text, index) => ({
            object: 'embedding',
            index,
            embedding: encode(vectorOf(text, body.dimensions)),
        })),
    });
}

export const modelList = () => ({
    object: 'list',
    data: [...Object.keys(SCENARIOS), 'embed'].map((id) => ({
        id,
        object: 'model',
        created: 1700000000,
        owned_by: 'fake',
    })),
});

const TYPES = {
    401: ['invalid_request_error', 'invalid_api_key'],
    429: ['requests', 'rate_limit_exceeded'],
    500: ['server_error', null],
};

export function problem(refusal) {
    const [type, code] =
        refusal.kind === 'model'
            ? ['invalid_request_error', 'model_not_found']
            : (TYPES[refusal.status] ?? ['invalid_request_error', null]);
    return { body: { error: { message: refusal.message, type, param: refusal.param, code } } };
}

export const openaiChat = {
    name: 'openai-chat',
    problem,
    authorize: bearer,
    paths: [
        ['POST', /^\/v1\/chat\/completions$/, chat],
        ['POST', /^\/v1\/embeddings$/, (exchange) => embeddings(exchange, (body) => exchange.json(body))],
        ['GET', /^\/v1\/models$/, (exchange) => exchange.json(modelList())],
        [
            'GET',
            /^\/v1\/models\/(.+)$/,
            (exchange) => {
                if (!isModel(exchange.match[1])) throw new Refusal(404, 'The model does not exist', { kind: 'model' });
                exchange.json({ id: exchange.match[1], object: 'model', created: 1700000000, owned_by: 'fake' });
            },
        ],
    ],
};

export const deepseek = {
    name: 'deepseek',
    problem,
    authorize: bearer,
    paths: [
        ['POST', /^\/v1\/chat\/completions$/, chat],
        ['POST', /^\/v1\/responses$/, createStateless],
        ['GET', /^\/v1\/models$/, (exchange) => exchange.json(modelList())],
    ],
};

/// A local engine whose model accepts one system message, at the beginning.
export const qwenEngine = { ...openaiChat, name: 'qwen-engine' };
