// Anthropic's messages, count_tokens and models, as strict as Anthropic, and another vendor with the same API: it does not
// support answer schemas, and accepts its own signatures or none.
// Sources: docs.anthropic.com/en/api; api-docs.deepseek.com/guides/anthropic_api.
import { setTimeout as pause } from 'node:timers/promises';
import { Refusal, image, imageUrl, jsonSchema, maybe, need, oneOf, only, range, refuse, toolName } from './refusal.mjs';
import { sse } from './server.mjs';
import { SCENARIOS, THOUGHT, answerTo, fresh, isModel, key, pieces, signature } from './scenarios.mjs';

const FIELDS = `model messages max_tokens system metadata stop_sequences stream temperature top_k top_p tools tool_choice thinking
    service_tier output_config container context_management mcp_servers inference_geo anthropic_version cache_control`;
const VENDOR = 'anthropic';
const OTHER = 'anthropic-compatible';

const SOURCES = {
    base64: (source, path) =>
        image(
            only(source, 'type media_type data', path).data,
            oneOf(source.media_type, ['image/jpeg', 'image/png', 'image/gif', 'image/webp'], `${path}.media_type`),
            `${path}.data`
        ),
    url: (source, path) => imageUrl(only(source, 'type url', path).url, `${path}.url`),
};

const text = (block, path) => {
    if (!need(only(block, 'type text cache_control citations', path).text, 'string', `${path}.text`))
        refuse(path, 'text content blocks must be non-empty');
    return { text: block.text };
};
const picture = (block, path) => {
    only(block, 'type source cache_control', path);
    oneOf(block.source?.type, Object.keys(SOURCES), `${path}.source.type`);
    return SOURCES[block.source.type](block.source, `${path}.source`);
};

function result(block, path) {
    only(block, 'type tool_use_id content is_error cache_control', path);
    const content =
        typeof block.content === 'string'
            ? [{ text: block.content }]
            : (maybe(block.content, 'array', `${path}.content`) ?? []).map((each, at) =>
                  ({ text, image: picture })[oneOf(each.type, ['text', 'image'], `${path}.content[${at}].type`)](
                      each,
                      `${path}.content[${at}]`
                  )
              );
    return {
        result: {
            id: need(block.tool_use_id, 'string', `${path}.tool_use_id`),
            isError: block.is_error,
            text: content.map((each) => each.text ?? '').join(''),
        },
    };
}

function toolUse(block, path) {
    only(block, 'type id name input cache_control caller', path);
    if (!/^[a-zA-Z0-9_-]+$/.test(block.id))
        refuse(`${path}.id`, `String should match pattern '^[a-zA-Z0-9_-]+$': ${block.id}`);
    return {
        call: {
            id: block.id,
            name: toolName(block.name, `${path}.name`),
            args: need(block.input, 'object', `${path}.input`),
        },
    };
}

const thinkingOf = (vendor) => (block, path) => {
    only(block, 'type thinking signature', path);
    need(block.thinking, 'string', `${path}.thinking`);
    const isUnsigned = vendor === OTHER && !block.signature;
    if (!isUnsigned && block.signature !== signature(vendor, block.thinking))
        refuse(path, 'Invalid `signature` in `thinking` block');
    return { thought: { text: block.thinking } };
};

const blocksFor = (vendor) => ({
    user: { text, image: picture, tool_result: result },
    assistant: { text, tool_use: toolUse, thinking: thinkingOf(vendor) },
});

function partsOf({ role, content }, path, kinds) {
    if (typeof content === 'string')
        return content ? [{ text: content }] : refuse(`${path}.content`, 'must have non-empty content');
    if (!need(content, 'array', `${path}.content`).length) refuse(`${path}.content`, 'must have non-empty content');
    return content.map((block, at) => {
        const where = `${path}.content[${at}]`;
        return kinds[role][oneOf(block.type, Object.keys(kinds[role]), `${where}.type`)](block, where);
    });
}

/// Results are at the beginning of a turn and answer all calls of the turn before.
function checkResults(turns) {
    turns.forEach(({ role, parts }, at) => {
        const called = (turns[at - 1]?.parts ?? []).filter((part) => part.call).map((part) => part.call.id);
        const answered = parts.filter((part) => part.result).map((part) => part.result.id);
        if (parts.slice(0, answered.length).some((part) => !part.result))
            refuse(`messages[${at}]`, 'tool_result blocks must come first');
        for (const id of answered)
            if (!called.includes(id))
                refuse(`messages[${at}]`, `unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${id}`);
        for (const id of called)
            if (role === 'user' && !answered.includes(id))
                refuse(
                    `messages[${at - 1}]`,
                    `\`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${id}`
                );
    });
    const ids = turns
        .flatMap((turn) => turn.parts)
        .filter((part) => part.call)
        .map((part) => part.call.id);
    if (new Set(ids).size !== ids.length) refuse('messages', '`tool_use` ids must be unique');
    if (turns.at(-1).parts.some((part) => part.call))
        refuse('messages', '`tool_use` ids were found without `tool_result` blocks');
}

/// The API itself merges turns of one role; a strict proxy in front of it requires alternating turns.
function turnsOf(messages, vendor) {
    const kinds = blocksFor(vendor);
    const turns = need(messages, 'array', 'messages').map((message, at) => {
        only(message, 'role content', `messages[${at}]`);
        oneOf(message.role, ['user', 'assistant'], `messages[${at}].role`);
        if (messages[at - 1]?.role === message.role)
            refuse(`messages[${at}]`, 'roles must alternate between "user" and "assistant"');
        return { role: message.role, parts: partsOf(message, `messages[${at}]`, kinds) };
    });
    if (turns[0]?.role !== 'user') refuse('messages', 'first message must use the "user" role');
    checkResults(turns);
    return turns;
}

function toolsOf(tools) {
    return (maybe(tools, 'array', 'tools') ?? []).map((tool, at) => {
        const path = `tools[${at}]`;
        only(tool, 'type name description input_schema cache_control strict eager_input_streaming defer_loading', path);
        oneOf(tool.type ?? 'custom', ['custom'], `${path}.type`);
        if (jsonSchema(tool.input_schema, `${path}.input_schema`).type !== 'object')
            refuse(`${path}.input_schema.type`, "Input should be 'object'");
        return { name: toolName(tool.name, `${path}.name`), schema: tool.input_schema };
    });
}

function choiceOf(choice, tools) {
    if (choice === undefined) return 'auto';
    if (!tools.length) refuse('tool_choice', 'may only be specified while providing tools');
    only(choice, 'type name disable_parallel_tool_use', 'tool_choice');
    oneOf(choice.type, ['auto', 'any', 'tool', 'none'], 'tool_choice.type');
    return { auto: 'auto', any: 'required', none: 'none', tool: { name: choice.name } }[choice.type];
}

function thinksOf(body) {
    const thinking = maybe(body.thinking, 'object', 'thinking');
    if (!thinking || thinking.type === 'disabled') return false;
    oneOf(thinking.type, ['enabled', 'adaptive'], 'thinking.type');
    if (thinking.type === 'enabled') {
        range(need(thinking.budget_tokens, 'number', 'thinking.budget_tokens'), 1024, 1e6, 'thinking.budget_tokens');
        if (thinking.budget_tokens >= body.max_tokens)
            refuse('max_tokens', '`max_tokens` must be greater than `thinking.budget_tokens`');
    }
    if ((body.temperature ?? 1) !== 1)
        refuse('temperature', '`temperature` may only be set to 1 when thinking is enabled');
    if (['any', 'tool'].includes(body.tool_choice?.type))
        refuse('tool_choice', 'Thinking may not be enabled when tool_choice forces tool use.');
    return true;
}

/// With adaptive thinking, thinking blocks need not be returned.
function checkThoughts(view) {
    const last = view.turns.at(-1).parts.some((part) => part.result) && view.turns.at(-2);
    if (view.wantsThoughts && last && last.parts[0]?.thought?.text !== THOUGHT)
        refuse(
            'messages',
            'Expected `thinking` or `redacted_thinking`, but found `tool_use`. When `thinking` is enabled, a final `assistant` message must start with a thinking block'
        );
}

function systemOf(system) {
    if (system === undefined || typeof system === 'string') return system ?? '';
    return need(system, 'array', 'system')
        .map((block, at) => text(block, `system[${at}]`).text)
        .join('\n');
}

/// Stored conversations are not supported, and the SDK's runner copes without them.
function refuseThread(thread) {
    const unsupported = ['thread'];
    if (thread)
        throw new Refusal(400, 'thread is not supported', {
            details: { error_code: 'thread_unsupported_request', unsupported },
        });
}

export function viewOf(body, vendor = VENDOR) {
    refuseThread(body.thread);
    only(body, FIELDS, '');
    const tools = toolsOf(body.tools);
    need(body.max_tokens, 'number', 'max_tokens');
    const format = only(body.output_config ?? {}, 'format effort', 'output_config').format;
    if (format) oneOf(format.type, ['json_schema'], 'output_config.format.type');
    if (format && vendor === OTHER) refuse('output_config', 'only effort is supported');
    if (body.temperature !== undefined && body.top_p !== undefined)
        refuse('top_p', '`temperature` and `top_p` cannot both be specified for this model.');
    const view = {
        vendor,
        model: need(body.model, 'string', 'model'),
        turns: turnsOf(body.messages, vendor),
        system: systemOf(body.system),
        tools,
        choice: choiceOf(body.tool_choice, tools),
        schema: format && jsonSchema(format.schema, 'output_config.format.schema', { strict: true }),
        isStream: maybe(body.stream, 'boolean', 'stream'),
        thinks: thinksOf(body),
        wantsThoughts: body.thinking?.type === 'enabled',
        temperature: range(body.temperature, 0, 1, 'temperature'),
        maxTokens: range(body.max_tokens, 1, 1e6, 'max_tokens'),
        stop: maybe(body.stop_sequences, 'array', 'stop_sequences'),
    };
    checkThoughts(view);
    return view;
}

const FINISH = { stop: 'end_turn', calls: 'tool_use', length: 'max_tokens', filter: 'refusal' };
const inputUsage = ({ fresh, cached }) => ({
    input_tokens: fresh,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cached,
});

function blocksOf(answer, vendor) {
    const blocks = [];
    if (answer.thought)
        blocks.push({ type: 'thinking', thinking: answer.thought, signature: signature(vendor, answer.thought) });
    if (answer.text) blocks.push({ type: 'text', text: answer.text });
    for (const { name, args } of answer.calls)
        blocks.push({ type: 'tool_use', id: fresh('toolu_'), name, input: args });
    return blocks;
}

const head = (model) => ({
    id: fresh('msg_'),
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
});

function* events(view, answer) {
    yield {
        type: 'message_start',
        message: { ...head(view.model), usage: { ...inputUsage(answer.usage), output_tokens: 1 } },
    };
    yield { type: 'ping' };
    for (const [index, block] of blocksOf(answer, view.vendor).entries()) {
        const empty = { thinking: { thinking: '', signature: '' }, text: { text: '' }, tool_use: { input: {} } }[
            block.type
        ];
        yield { type: 'content_block_start', index, content_block: { ...block, ...empty } };
        const delta = (fields) => ({ type: 'content_block_delta', index, delta: fields });
        for (const piece of pieces(block.thinking ?? '')) yield delta({ type: 'thinking_delta', thinking: piece });
        if (block.signature) yield delta({ type: 'signature_delta', signature: block.signature });
        for (const piece of pieces(block.text ?? '')) yield delta({ type: 'text_delta', text: piece });
        for (const piece of ['', ...pieces(JSON.stringify(block.input ?? ''))])
            if (block.input) yield delta({ type: 'input_json_delta', partial_json: piece });
        yield { type: 'content_block_stop', index };
    }
    yield {
        type: 'message_delta',
        delta: { stop_reason: FINISH[answer.finish], stop_sequence: null },
        usage: { output_tokens: answer.usage.output + answer.usage.reasoning },
    };
    yield { type: 'message_stop' };
}

async function streamed(exchange, view, answer) {
    exchange.stream('text/event-stream; charset=utf-8');
    let left = answer.breaks ? 6 : Infinity;
    for (const event of events(view, answer)) {
        if (!(await exchange.write(sse(event, event.type)))) return;
        if (!--left) break;
        if (answer.pace) await pause(answer.pace);
    }
    if (answer.breaks === 'cut') return exchange.tear();
    if (answer.breaks)
        await exchange.write(
            sse({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }, 'error')
        );
    exchange.end();
}

export function answered(exchange, view, answer = answerTo(view)) {
    if (view.isStream) return streamed(exchange, view, answer);
    return exchange.json({
        ...head(view.model),
        content: blocksOf(answer, view.vendor),
        stop_reason: FINISH[answer.finish],
        usage: { ...inputUsage(answer.usage), output_tokens: answer.usage.output + answer.usage.reasoning },
    });
}

function authorize({ headers }) {
    if (headers['x-api-key'] !== key && headers.authorization !== `Bearer ${key}`)
        throw new Refusal(401, 'invalid x-api-key');
    if (headers['x-api-key'] && headers.authorization) throw new Refusal(401, 'two credentials');
    if (!/^20\d\d-\d\d-\d\d$/.test(headers['anthropic-version'] ?? ''))
        refuse('anthropic-version', 'header is required');
}

const TYPES = {
    400: 'invalid_request_error',
    401: 'authentication_error',
    404: 'not_found_error',
    415: 'invalid_request_error',
    429: 'rate_limit_error',
    500: 'api_error',
};

export const problem = (refusal) => ({
    headers: { 'request-id': fresh('req_') },
    body: {
        type: 'error',
        error: {
            type: TYPES[refusal.status],
            message: refusal.message,
            ...(refusal.details ? { details: refusal.details } : {}),
        },
        request_id: fresh('req_'),
    },
});

const model = (id) => ({ type: 'model', id, display_name: id, created_at: '2026-01-01T00:00:00Z' });

export const anthropic = {
    name: 'anthropic',
    authorize,
    problem,
    paths: [
        ['POST', /^\/v1\/messages$/, (exchange) => answered(exchange, viewOf(exchange.body))],
        [
            'POST',
            /^\/v1\/messages\/count_tokens$/,
            (exchange) => {
                const { turns, system } = viewOf({ max_tokens: 1, ...exchange.body });
                if ('max_tokens' in exchange.body) refuse('max_tokens', 'Extra inputs are not permitted');
                exchange.json({ input_tokens: 100 * turns.length + system.length });
            },
        ],
        [
            'GET',
            /^\/v1\/models$/,
            (exchange) =>
                exchange.json({
                    data: Object.keys(SCENARIOS).map(model),
                    has_more: false,
                    first_id: 'text',
                    last_id: Object.keys(SCENARIOS).at(-1),
                }),
        ],
        [
            'GET',
            /^\/v1\/models\/(.+)$/,
            (exchange) => {
                if (!isModel(exchange.match[1])) throw new Refusal(404, `model: ${exchange.match[1]}`);
                exchange.json(model(exchange.match[1]));
            },
        ],
    ],
};

export const anthropicCompatible = {
    name: OTHER,
    authorize,
    problem,
    paths: [['POST', /^\/v1\/messages$/, (exchange) => answered(exchange, viewOf(exchange.body, OTHER))]],
};
