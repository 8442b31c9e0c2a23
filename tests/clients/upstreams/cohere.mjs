// Cohere's v2 chat and embed, and its OpenAI-compatible endpoint. Source: docs.cohere.com/reference/chat, .../chat-stream.
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
import { sse } from './server.mjs';
import { answerTo, bearer, fresh, pieces, vectorOf } from './scenarios.mjs';
import { chat as openaiChat, embeddings, modelList } from './openai_chat.mjs';

const FIELDS = `model messages stream tools documents citation_options response_format safety_mode max_tokens stop_sequences temperature
    seed frequency_penalty presence_penalty k p logprobs tool_choice thinking strict_tools priority`;

const PARTS = {
    text: (part, path) => ({ text: need(only(part, 'type text', path).text, 'string', `${path}.text`) }),
    image_url: (part, path) =>
        imageUrl(only(only(part, 'type image_url', path).image_url, 'url detail', path).url, `${path}.image_url.url`),
    thinking: (part, path) => ({
        thought: { text: need(only(part, 'type thinking', path).thinking, 'string', `${path}.thinking`) },
    }),
    document: (part) => ({
        text: typeof part.document.data === 'string' ? part.document.data : JSON.stringify(part.document.data),
    }),
};
const PARTS_OF = {
    user: ['text', 'image_url'],
    assistant: ['text', 'thinking'],
    tool: ['text', 'document'],
    system: ['text'],
};

function contentOf(message, path) {
    if (typeof message.content === 'string') return message.content ? [{ text: message.content }] : [];
    if (message.role === 'assistant' && (message.content ?? null) === null) return [];
    return need(message.content, 'array', `${path}.content`).map((part, at) =>
        PARTS[oneOf(part.type, PARTS_OF[message.role], `${path}.content[${at}].type`)](part, `${path}.content[${at}]`)
    );
}

function callsOf(calls, path) {
    return (maybe(calls, 'array', path) ?? []).map((call, at) => {
        oneOf(only(call, 'id type function', `${path}[${at}]`).type, ['function'], `${path}[${at}].type`);
        return {
            call: {
                id: need(call.id, 'string', `${path}[${at}].id`),
                name: call.function.name,
                args: callArguments(call.function.arguments, `${path}[${at}].function.arguments`),
            },
        };
    });
}

const FIELDS_OF = {
    system: 'role content',
    user: 'role content',
    assistant: 'role content tool_calls tool_plan citations',
    tool: 'role content tool_call_id',
};

function turnsOf(messages) {
    const turns = [],
        system = [];
    let open = new Set();
    need(messages, 'array', 'messages').forEach((message, at) => {
        const path = `messages[${at}]`;
        oneOf(message.role, Object.keys(FIELDS_OF), `${path}.role`);
        only(message, FIELDS_OF[message.role], path);
        const parts = contentOf(message, path);
        if (message.role === 'system') return system.push(...parts.map((part) => part.text));
        if (message.role !== 'tool' && open.size) refuse(path, `tool call ids without results: ${[...open]}`);
        if (message.role === 'tool') {
            if (!open.delete(message.tool_call_id))
                refuse(`${path}.tool_call_id`, 'does not belong to a tool call of the message before');
            const result = { id: message.tool_call_id, text: parts.map((part) => part.text).join('') };
            if (messages[at - 1].role === 'tool') return turns.at(-1).parts.push({ result });
            return turns.push({ role: 'user', parts: [{ result }] });
        }
        if (message.tool_plan) parts.push({ text: need(message.tool_plan, 'string', `${path}.tool_plan`) });
        parts.push(...callsOf(message.tool_calls, `${path}.tool_calls`));
        if (!parts.length) refuse(path, 'must have non-empty content or tool calls');
        open = new Set(parts.filter((part) => part.call).map((part) => part.call.id));
        turns.push({ role: message.role, parts });
    });
    return { turns, system: system.join('\n') };
}

function viewOf(body) {
    only(body, FIELDS, '');
    const tools = (maybe(body.tools, 'array', 'tools') ?? []).map(({ type, function: declared }, at) => {
        oneOf(type, ['function'], `tools[${at}].type`);
        only(declared, 'name description parameters', `tools[${at}].function`);
        return {
            name: toolName(declared.name, `tools[${at}].function.name`),
            schema: jsonSchema(declared.parameters, `tools[${at}].function.parameters`),
        };
    });
    if (body.tool_choice !== undefined) oneOf(body.tool_choice, ['REQUIRED', 'NONE'], 'tool_choice');
    const format = only(body.response_format ?? {}, 'type json_schema', 'response_format');
    if (format.type) oneOf(format.type, ['text', 'json_object'], 'response_format.type');
    if (format.json_schema && tools.length) refuse('response_format', 'is not supported with tools');
    if (body.thinking)
        oneOf(only(body.thinking, 'type token_budget', 'thinking').type, ['enabled', 'disabled'], 'thinking.type');
    return {
        model: need(body.model, 'string', 'model'),
        ...turnsOf(body.messages),
        tools,
        choice: body.tool_choice === 'REQUIRED' ? 'required' : 'auto',
        schema: format.json_schema && jsonSchema(format.json_schema, 'response_format.json_schema'),
        isStream: maybe(body.stream, 'boolean', 'stream'),
        temperature: range(body.temperature, 0, 1, 'temperature'),
        maxTokens: range(body.max_tokens, 1, 1e6, 'max_tokens'),
        stop: maybe(body.stop_sequences, 'array', 'stop_sequences'),
        thinks: body.thinking?.type === 'enabled',
    };
}

const FINISH = { stop: 'COMPLETE', calls: 'TOOL_CALL', length: 'MAX_TOKENS', filter: 'ERROR' };
const usageOf = ({ fresh: input, cached, output, reasoning }) => ({
    billed_units: { input_tokens: input, output_tokens: output + reasoning },
    tokens: { input_tokens: input + cached, output_tokens: output + reasoning },
    cached_tokens: cached,
});
const toolCall = ({ name, args }) => ({
    id: fresh(`${name}_`),
    type: 'function',
    function: { name, arguments: JSON.stringify(args) },
});

/// Text before a call is its plan.
function messageOf(answer) {
    const content = [];
    if (answer.thought) content.push({ type: 'thinking', thinking: answer.thought });
    if (answer.text && !answer.calls.length) content.push({ type: 'text', text: answer.text });
    return {
        role: 'assistant',
        ...(content.length ? { content } : {}),
        ...(answer.calls.length
            ? { tool_calls: answer.calls.map(toolCall), ...(answer.text ? { tool_plan: answer.text } : {}) }
            : {}),
    };
}

function* events(answer) {
    const message = messageOf(answer);
    yield {
        type: 'message-start',
        id: fresh(''),
        delta: { message: { role: 'assistant', content: [], tool_plan: '', tool_calls: [], citations: [] } },
    };
    for (const [index, part] of (message.content ?? []).entries()) {
        const field = part.type;
        yield { type: 'content-start', index, delta: { message: { content: { type: field, [field]: '' } } } };
        for (const piece of pieces(part[field]))
            yield { type: 'content-delta', index, delta: { message: { content: { [field]: piece } } } };
        yield { type: 'content-end', index };
    }
    for (const piece of pieces(message.tool_plan ?? ''))
        yield { type: 'tool-plan-delta', delta: { message: { tool_plan: piece } } };
    for (const [index, call] of (message.tool_calls ?? []).entries()) {
        yield {
            type: 'tool-call-start',
            index,
            delta: { message: { tool_calls: { ...call, function: { name: call.function.name, arguments: '' } } } },
        };
        for (const piece of pieces(call.function.arguments))
            yield {
                type: 'tool-call-delta',
                index,
                delta: { message: { tool_calls: { function: { arguments: piece } } } },
            };
        yield { type: 'tool-call-end', index };
    }
    yield { type: 'message-end', delta: { finish_reason: FINISH[answer.finish], usage: usageOf(answer.usage) } };
}

async function streamed(exchange, answer) {
    exchange.stream('text/event-stream');
    let left = answer.breaks ? 4 : Infinity;
    for (const event of events(answer)) {
        if (!(await exchange.write(sse(event, event.type)))) return;
        if (!--left) break;
        if (answer.pace) await pause(answer.pace);
    }
    if (answer.breaks === 'cut') return exchange.tear();
    if (answer.breaks)
        await exchange.write(
            sse(
                {
                    type: 'message-end',
                    delta: { finish_reason: 'ERROR', error: 'internal server error', usage: usageOf(answer.usage) },
                },
                'message-end'
            )
        );
    else await exchange.write(sse('[DONE]'));
    exchange.end();
}

function chat(exchange) {
    const view = viewOf(exchange.body);
    const answer = answerTo(view);
    if (view.isStream) return streamed(exchange, answer);
    return exchange.json({
        id: fresh(''),
        finish_reason: FINISH[answer.finish],
        message: messageOf(answer),
        usage: usageOf(answer.usage),
    });
}

function embed(exchange) {
    const body = only(
        exchange.body,
        'model input_type texts images inputs embedding_types max_tokens output_dimension truncate',
        ''
    );
    if (body.model !== 'embed') throw new Refusal(404, `model '${body.model}' not found`);
    oneOf(body.input_type, ['search_document', 'search_query', 'classification', 'clustering', 'image'], 'input_type');
    const texts = need(body.texts, 'array', 'texts');
    for (const type of body.embedding_types ?? ['float']) oneOf(type, ['float'], 'embedding_types');
    exchange.json({
        id: fresh(''),
        embeddings: { float: texts.map((text) => vectorOf(text)) },
        texts,
        meta: { billed_units: { input_tokens: 4 * texts.length } },
    });
}

export const cohere = {
    name: 'cohere',
    authorize: bearer,
    problem: (refusal) => ({ body: { id: fresh(''), message: refusal.message } }),
    paths: [
        ['POST', /^\/v2\/chat$/, chat],
        ['POST', /^\/v2\/embed$/, embed],
        ['POST', /^\/compatibility\/v1\/chat\/completions$/, openaiChat],
        [
            'POST',
            /^\/compatibility\/v1\/embeddings$/,
            (exchange) => embeddings(exchange, (body) => exchange.json(body)),
        ],
        ['GET', /^\/compatibility\/v1\/models$/, (exchange) => exchange.json(modelList())],
    ],
};
