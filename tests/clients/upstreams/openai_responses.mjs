// OpenAI's Responses, as strict as OpenAI. Source: platform.openai.com/docs/api-reference/responses.
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
import { THOUGHT, answerTo, bearer, fresh, pieces, signature } from './scenarios.mjs';
import { asOllama, choiceOf, embeddings, modelList, problem } from './openai_chat.mjs';

const FIELDS = `background conversation include input instructions max_output_tokens max_tool_calls metadata model parallel_tool_calls
    previous_response_id prompt prompt_cache_key reasoning safety_identifier service_tier store stream stream_options temperature text
    tool_choice tools top_logprobs top_p truncation user`;
const VENDOR = 'openai';
const stored = new Map(); ///< id of an answer: the items up to its end
const thoughtful = new Set(); ///< ids of calls with reasoning
const known = new Map(); ///< id of a stored item: the item

const idOf = (item, prefix, path) => {
    if (item.id && !item.id.startsWith(prefix))
        refuse(`${path}.id`, `Invalid ID '${item.id}'. Expected an ID that begins with '${prefix}'.`);
    return item.id;
};

const PARTS = {
    input_text: (part, path) => ({ text: need(only(part, 'type text', path).text, 'string', `${path}.text`) }),
    output_text: (part, path) => ({
        text: need(only(part, 'type text annotations logprobs', path).text, 'string', `${path}.text`),
    }),
    refusal: (part, path) => ({ text: need(only(part, 'type refusal', path).refusal, 'string', `${path}.refusal`) }),
    input_image: (part, path) => imageUrl(only(part, 'type image_url detail', path).image_url, `${path}.image_url`),
};
const PARTS_OF = {
    user: ['input_text', 'input_image'],
    system: ['input_text'],
    developer: ['input_text'],
    assistant: ['output_text', 'refusal'],
};

function contentOf(content, allowed, path) {
    if (typeof content === 'string') return [{ text: content }];
    return need(content, 'array', path).map((part, at) =>
        PARTS[oneOf(part.type, allowed, `${path}[${at}].type`)](part, `${path}[${at}]`)
    );
}

const ITEMS = {
    message: (item, path) => {
        oneOf(item.role, Object.keys(PARTS_OF), `${path}.role`);
        only(item, 'type role content id status phase', path);
        idOf(item, 'msg', path);
        return { role: item.role, parts: contentOf(item.content, PARTS_OF[item.role], `${path}.content`) };
    },
    function_call: (item, path) => {
        only(item, 'type id call_id name arguments status', path);
        if (need(item.call_id, 'string', `${path}.call_id`).length > 64) refuse(`${path}.call_id`, 'string too long');
        return {
            role: 'assistant',
            parts: [
                {
                    call: {
                        itemId: idOf(item, 'fc', path),
                        id: item.call_id,
                        name: toolName(item.name, `${path}.name`),
                        args: callArguments(item.arguments, `${path}.arguments`),
                    },
                },
            ],
        };
    },
    function_call_output: (item, path) => {
        only(item, 'type id call_id output status', path);
        const text = contentOf(item.output, ['input_text', 'input_image'], `${path}.output`)
            .map((part) => part.text)
            .join('');
        return { role: 'user', parts: [{ result: { id: need(item.call_id, 'string', `${path}.call_id`), text } }] };
    },
    reasoning: (item, path) => {
        only(item, 'type id summary content encrypted_content status', path);
        need(item.summary, 'array', `${path}.summary`);
        idOf(item, 'rs', path);
        const isOurs = item.encrypted_content ? item.encrypted_content === signature(VENDOR) : known.has(item.id);
        if (item.encrypted_content && !isOurs)
            refuse(`${path}.encrypted_content`, 'The encrypted content could not be verified.');
        if (!isOurs)
            throw new Refusal(
                404,
                `Item with id '${item.id}' not found. Items are not persisted when \`store\` is set to false.`
            );
        return { role: 'assistant', parts: [{ thought: { text: THOUGHT } }] };
    },
};

function itemsOf(body) {
    const own = (
        typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : need(body.input, 'array', 'input')
    ).map((item, at) => {
        if (item.type !== 'item_reference') return item;
        const found = known.get(only(item, 'type id', `input[${at}]`).id);
        if (!found) throw new Refusal(404, `Item with id '${item.id}' not found.`);
        return found;
    });
    if (!body.previous_response_id) return own;
    const earlier = stored.get(body.previous_response_id);
    if (!earlier) throw new Refusal(400, `Previous response with id '${body.previous_response_id}' not found.`);
    return [...earlier, ...own];
}

/// Items as turns; each call has its result somewhere after it, and nothing else has one.
function turnsOf(items) {
    const turns = [],
        system = [],
        open = new Set(),
        seen = new Set();
    items.forEach((item, at) => {
        const path = `input[${at}]`;
        const {
            role,
            parts: [...parts],
        } = ITEMS[oneOf(item.type ?? 'message', Object.keys(ITEMS), `${path}.type`)](item, path);
        if (['system', 'developer'].includes(role)) return system.push(...parts.map((part) => part.text));
        for (const { call, result } of parts) {
            if (call && seen.has(call.id)) refuse(path, `Duplicate call_id ${call.id}`);
            if (call) (open.add(call.id), seen.add(call.id));
            if (result && !open.delete(result.id))
                refuse(path, `No tool call found for function call output with call_id ${result.id}.`);
            const before =
                items[at - 1]?.type === 'function_call'
                    ? items.slice(0, at).findLast((each) => each.type !== 'function_call')
                    : items[at - 1];
            if (call?.itemId && thoughtful.has(call.itemId) && before?.type !== 'reasoning')
                refuse(
                    path,
                    `Item '${call.itemId}' of type 'function_call' was provided without its required 'reasoning' item.`
                );
        }
        if (
            (turns.at(-1)?.role === role && role === 'assistant') ||
            (parts[0].result && turns.at(-1)?.parts.at(-1).result)
        )
            turns.at(-1).parts.push(...parts);
        else turns.push({ role, parts });
    });
    if (open.size) refuse('input', `No tool output found for function call ${[...open][0]}.`);
    if (items.at(-1)?.type === 'reasoning')
        refuse('input', "Item of type 'reasoning' was provided without its required following item.");
    return { turns, system };
}

function toolsOf(tools) {
    return (maybe(tools, 'array', 'tools') ?? []).map((tool, at) => {
        const path = `tools[${at}]`;
        oneOf(tool.type, ['function'], `${path}.type`);
        only(tool, 'type name description parameters strict', path);
        jsonSchema(tool.parameters, `${path}.parameters`, { strict: tool.strict === true });
        return { name: toolName(tool.name, `${path}.name`), schema: tool.parameters };
    });
}

function schemaOf(text) {
    const format = only(text ?? {}, 'format verbosity', 'text').format;
    if (!format || format.type === 'text' || format.type === 'json_object') return undefined;
    oneOf(format.type, ['json_schema'], 'text.format.type');
    only(format, 'type name description schema strict', 'text.format');
    toolName(format.name, 'text.format.name');
    return jsonSchema(format.schema, 'text.format.schema', { strict: format.strict === true });
}

function viewOf(body) {
    only(body, FIELDS, '');
    const items = itemsOf(body);
    const { turns, system } = turnsOf(items);
    const tools = toolsOf(body.tools);
    if (body.reasoning) only(body.reasoning, 'effort summary generate_summary', 'reasoning');
    if (body.reasoning?.effort)
        oneOf(body.reasoning.effort, ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'], 'reasoning.effort');
    return {
        model: need(body.model, 'string', 'model'),
        items,
        turns,
        tools,
        schema: schemaOf(body.text),
        system: [...(body.instructions ? [need(body.instructions, 'string', 'instructions')] : []), ...system].join(
            '\n'
        ),
        choice: choiceOf(body.tool_choice, tools, 'tool_choice', (each) => each.name),
        isStream: maybe(body.stream, 'boolean|null', 'stream'),
        temperature: range(body.temperature, 0, 2, 'temperature'),
        maxTokens: range(body.max_output_tokens, 16, 1e6, 'max_output_tokens'),
        thinks: (body.reasoning?.effort ?? 'none') !== 'none',
        thoughtsShown: Boolean(body.reasoning?.summary),
        encrypts: (maybe(body.include, 'array|null', 'include') ?? []).includes('reasoning.encrypted_content'),
    };
}

const usageOf = ({ fresh, cached, output, reasoning }) => ({
    input_tokens: fresh + cached,
    input_tokens_details: { cached_tokens: cached },
    output_tokens: output + reasoning,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: fresh + cached + output + reasoning,
});

function outputOf(view, answer) {
    const output = [];
    if (answer.thought) {
        const summary = view.thoughtsShown ? [{ type: 'summary_text', text: answer.thought }] : [];
        output.push({
            id: fresh('rs_'),
            type: 'reasoning',
            summary,
            ...(view.encrypts ? { encrypted_content: signature(VENDOR) } : {}),
        });
    }
    const content = [{ type: 'output_text', text: answer.text, annotations: [], logprobs: [] }];
    if (answer.text)
        output.push({ id: fresh('msg_'), type: 'message', status: 'completed', role: 'assistant', content });
    for (const { name, args } of answer.calls)
        output.push({
            id: fresh('fc_'),
            type: 'function_call',
            status: 'completed',
            arguments: JSON.stringify(args),
            call_id: fresh('call_'),
            name,
        });
    return output;
}

function responseOf(exchange, view, answer) {
    const reason = { length: 'max_output_tokens', filter: 'content_filter' }[answer.finish];
    const response = {
        id: fresh('resp_'),
        object: 'response',
        created_at: 1700000000,
        status: reason ? 'incomplete' : 'completed',
        error: null,
        incomplete_details: reason ? { reason } : null,
        instructions: exchange.body.instructions ?? null,
        max_output_tokens: view.maxTokens ?? null,
        model: view.model,
        output: outputOf(view, answer),
        parallel_tool_calls: true,
        previous_response_id: exchange.body.previous_response_id ?? null,
        reasoning: { effort: null, summary: null },
        store: exchange.body.store ?? true,
        temperature: view.temperature ?? 1,
        text: { format: { type: 'text' } },
        tool_choice: 'auto',
        tools: exchange.body.tools ?? [],
        top_p: 1,
        truncation: 'disabled',
        usage: usageOf(answer.usage),
        user: null,
        metadata: {},
    };
    if (answer.thought)
        response.output.filter((item) => item.type === 'function_call').forEach((item) => thoughtful.add(item.id));
    if (exchange.body.store === false) return response;
    for (const item of response.output) known.set(item.id, item);
    stored.set(response.id, [...view.items, ...response.output]);
    return response;
}

function* partEvents(at, item, part, names) {
    const place = { item_id: item.id, output_index: at, [names.index]: 0 };
    yield { type: names.added, ...place, part: { ...part, text: '' } };
    for (const delta of pieces(part.text)) yield { type: `${names.text}.delta`, ...place, delta, ...names.more };
    yield { type: `${names.text}.done`, ...place, text: part.text, ...names.more };
    yield { type: names.done, ...place, part };
}

const SUMMARY = {
    index: 'summary_index',
    added: 'response.reasoning_summary_part.added',
    done: 'response.reasoning_summary_part.done',
    text: 'response.reasoning_summary_text',
};
const CONTENT = {
    index: 'content_index',
    added: 'response.content_part.added',
    done: 'response.content_part.done',
    text: 'response.output_text',
    more: { logprobs: [] },
};

function* itemEvents(item, at) {
    const empty = {
        reasoning: { summary: [] },
        message: { content: [], status: 'in_progress' },
        function_call: { arguments: '', status: 'in_progress' },
    }[item.type];
    yield { type: 'response.output_item.added', output_index: at, item: { ...item, ...empty } };
    for (const part of item.summary ?? []) yield* partEvents(at, item, part, SUMMARY);
    for (const part of item.content ?? []) yield* partEvents(at, item, part, CONTENT);
    if (item.type === 'function_call') {
        for (const delta of pieces(item.arguments))
            yield { type: 'response.function_call_arguments.delta', item_id: item.id, output_index: at, delta };
        yield {
            type: 'response.function_call_arguments.done',
            item_id: item.id,
            output_index: at,
            name: item.name,
            arguments: item.arguments,
        };
    }
    yield { type: 'response.output_item.done', output_index: at, item };
}

function* events(response) {
    const begun = { ...response, status: 'in_progress', output: [], usage: null, incomplete_details: null };
    yield { type: 'response.created', response: begun };
    yield { type: 'response.in_progress', response: begun };
    for (const [at, item] of response.output.entries()) yield* itemEvents(item, at);
    yield { type: `response.${response.status}`, response };
}

async function streamed(exchange, response, answer) {
    exchange.stream('text/event-stream; charset=utf-8');
    let number = 0,
        left = answer.breaks ? 6 : Infinity;
    const write = (event) => exchange.write(sse({ type: event.type, sequence_number: number++, ...event }, event.type));
    for (const event of events(response)) {
        if (!(await write(event))) return;
        if (!--left) break;
        if (answer.pace) await pause(answer.pace);
    }
    if (answer.breaks === 'cut') return exchange.tear();
    const error = { code: 'server_error', message: 'The model had an error.' };
    if (answer.breaks)
        await write({
            type: 'response.failed',
            response: { ...response, status: 'failed', output: [], usage: null, error },
        });
    exchange.end();
}

export function create(exchange) {
    const view = viewOf(exchange.body);
    const answer = exchange.protocol === 'ollama' ? asOllama(view) : answerTo(view);
    const response = responseOf(exchange, view, answer);
    return view.isStream ? streamed(exchange, response, answer) : exchange.json(response);
}

/// DeepSeek's and Ollama's store nothing, and Ollama's supports functions only. Unsupported fields that they would
/// ignore are refused here, as they should never be sent.
/// Sources: api-docs.deepseek.com/guides/responses_api; docs.ollama.com/api/openai-compatibility.
export function createStateless(exchange) {
    const { store, tools = [], ...body } = exchange.body;
    if (store !== false) refuse('store', 'Responses are not kept.');
    for (const field of ['previous_response_id', 'conversation', 'background']) if (body[field]) refuse(field, 'not supported');
    if (exchange.protocol === 'ollama')
        tools.forEach((tool, at) => oneOf(tool.type, ['function'], `tools[${at}].type`));
    return create(exchange);
}

export const openaiResponses = {
    name: 'openai-responses',
    authorize: bearer,
    problem,
    paths: [
        ['POST', /^\/v1\/responses$/, create],
        ['POST', /^\/v1\/embeddings$/, (exchange) => embeddings(exchange, (body) => exchange.json(body))],
        ['GET', /^\/v1\/models$/, (exchange) => exchange.json(modelList())],
    ],
};
