// Ollama's own API: NDJSON, images as bare base64, arguments as objects, no ids; and its endpoints compatible with OpenAI
// and Anthropic.
// Source: docs.ollama.com/api and ollama/ollama:api/types.go.
import { setTimeout as pause } from 'node:timers/promises';
import { Refusal, image, jsonSchema, maybe, need, oneOf, only, refuse } from './refusal.mjs';
import { answered, problem as messagesProblem, viewOf as messagesView } from './anthropic.mjs';
import { asOllama, chat as openaiChat, embeddings, problem as openaiProblem } from './openai_chat.mjs';
import { createStateless } from './openai_responses.mjs';
import { SCENARIOS, answerTo, isModel, pieces, vectorOf } from './scenarios.mjs';

const OPTIONS = `num_keep seed num_predict top_k top_p min_p typical_p repeat_last_n temperature repeat_penalty presence_penalty
    frequency_penalty penalize_newline stop numa num_ctx num_batch num_gpu main_gpu use_mmap num_thread`;

function callOf(call, path) {
    only(call, 'id type function', path);
    only(call.function, 'index name description arguments', `${path}.function`);
    return {
        call: {
            name: need(call.function.name, 'string', `${path}.function.name`),
            args: need(call.function.arguments, 'object', `${path}.function.arguments`),
        },
    };
}

function turnsOf(messages) {
    const turns = [],
        system = [];
    let open = [];
    need(messages, 'array', 'messages').forEach((message, at) => {
        const path = `messages[${at}]`;
        only(message, 'role content thinking images tool_calls tool_name tool_call_id', path);
        oneOf(message.role, ['system', 'user', 'assistant', 'tool'], `${path}.role`);
        const content = maybe(message.content, 'string', `${path}.content`) ?? '';
        if (message.role === 'system') return system.push(content);
        const parts = (maybe(message.images, 'array', `${path}.images`) ?? []).map((each, n) =>
            image(each, undefined, `${path}.images[${n}]`)
        );
        if (message.thinking) parts.push({ thought: { text: need(message.thinking, 'string', `${path}.thinking`) } });
        if (message.role === 'tool') {
            if (!open.includes(message.tool_name)) refuse(`${path}.tool_name`, `${message.tool_name} was not called`);
            open.splice(open.indexOf(message.tool_name), 1);
            parts.push({ result: { name: message.tool_name, text: content } });
        } else if (content) parts.push({ text: content });
        parts.push(
            ...(maybe(message.tool_calls, 'array', `${path}.tool_calls`) ?? []).map((call, n) =>
                callOf(call, `${path}.tool_calls[${n}]`)
            )
        );
        if (message.role !== 'tool') open = parts.filter((part) => part.call).map((part) => part.call.name);
        if (message.role === 'tool' && messages[at - 1].role === 'tool') turns.at(-1).parts.push(...parts);
        else turns.push({ role: message.role === 'assistant' ? 'assistant' : 'user', parts });
    });
    if (open.length) refuse('messages', `no result of ${open}`);
    return { turns, system: system.join('\n') };
}

function viewOf(body) {
    only(body, 'model messages stream format keep_alive tools options think logprobs top_logprobs truncate shift', '');
    const options = only(body.options ?? {}, OPTIONS, 'options');
    const tools = (maybe(body.tools, 'array', 'tools') ?? []).map(({ type, function: declared }, at) => {
        oneOf(type, ['function'], `tools[${at}].type`);
        jsonSchema(declared.parameters, `tools[${at}].function.parameters`);
        return { name: need(declared.name, 'string', `tools[${at}].function.name`), schema: declared.parameters };
    });
    if (body.think !== undefined) oneOf(body.think, [true, false, 'low', 'medium', 'high', 'max'], 'think');
    if (typeof body.format === 'string') oneOf(body.format, ['json', ''], 'format');
    return {
        model: need(body.model, 'string', 'model'),
        ...turnsOf(body.messages),
        tools,
        choice: tools.length === 1 ? 'required' : 'auto', // the API has no tool choice: a model with one tool uses it
        schema: typeof body.format === 'object' ? jsonSchema(body.format, 'format') : undefined,
        isStream: maybe(body.stream, 'boolean', 'stream') ?? true,
        temperature: maybe(options.temperature, 'number', 'options.temperature'),
        maxTokens: maybe(options.num_predict, 'number', 'options.num_predict'),
        stop: maybe(options.stop, 'array', 'options.stop'),
        thinks: Boolean(body.think),
    };
}

const head = (view) => ({ model: view.model, created_at: '2026-11-20T10:00:00.123456789Z' });
const toolCall = ({ name, args }, index) => ({ function: { index, name, arguments: args } });

function ending({ finish, usage }) {
    return {
        done_reason: finish === 'length' ? 'length' : 'stop',
        done: true,
        total_duration: 5e9,
        load_duration: 1e8,
        prompt_eval_count: usage.fresh + usage.cached,
        prompt_eval_duration: 1e8,
        eval_count: usage.output + usage.reasoning,
        eval_duration: 4e9,
    };
}

function* messages(answer) {
    for (const piece of pieces(answer.thought ?? '')) yield { role: 'assistant', content: '', thinking: piece };
    for (const piece of pieces(answer.text)) yield { role: 'assistant', content: piece };
    for (const [at, call] of answer.calls.entries())
        yield { role: 'assistant', content: '', tool_calls: [toolCall(call, at)] };
}

async function streamed(exchange, view, answer) {
    exchange.stream('application/x-ndjson');
    const write = (line) => exchange.write(`${JSON.stringify(line)}\n`);
    let left = answer.breaks ? 3 : Infinity;
    for (const message of messages(answer)) {
        if (!(await write({ ...head(view), message, done: false }))) return;
        if (!--left) break;
        if (answer.pace) await pause(answer.pace);
    }
    if (answer.breaks === 'cut') return exchange.tear();
    if (answer.breaks) await write({ error: 'an error was encountered while running the model' });
    else await write({ ...head(view), message: { role: 'assistant', content: '' }, ...ending(answer) });
    exchange.end();
}

function chat(exchange) {
    const view = viewOf(exchange.body);
    const answer = answerTo(view);
    if (view.isStream) return streamed(exchange, view, answer);
    const message = { role: 'assistant', content: answer.text };
    if (answer.thought) message.thinking = answer.thought;
    if (answer.calls.length) message.tool_calls = answer.calls.map(toolCall);
    return exchange.json({ ...head(view), message, ...ending(answer) });
}

function embed(exchange) {
    const { model, input } = only(exchange.body, 'model input truncate options keep_alive dimensions', '');
    if (model !== 'embed') throw new Refusal(404, `model "${model}" not found, try pulling it first`);
    const texts = [need(input, 'string|array', 'input')].flat();
    exchange.json({
        model,
        embeddings: texts.map((text) => vectorOf(text)),
        total_duration: 1e7,
        load_duration: 1e6,
        prompt_eval_count: 4 * texts.length,
    });
}

const details = {
    parent_model: '',
    format: 'gguf',
    family: 'fake',
    families: ['fake'],
    parameter_size: '1B',
    quantization_level: 'Q4_0',
};
const modelOf = (name) => ({
    name,
    model: name,
    modified_at: '2026-11-20T10:00:00Z',
    size: 1,
    digest: '0'.repeat(64),
    details,
});

function show(exchange) {
    const name = exchange.body.model ?? exchange.body.name;
    if (!isModel(name)) throw new Refusal(404, `model '${name}' not found`);
    exchange.json({
        modelfile: '',
        parameters: '',
        template: '{{ .Prompt }}',
        details,
        model_info: { 'general.architecture': 'fake', 'fake.context_length': 8192 },
        capabilities: ['completion', 'tools', 'vision', 'thinking'],
        modified_at: '2026-11-20T10:00:00Z',
    });
}

const PROBLEMS = { '/v1/chat/completions': openaiProblem, '/v1/responses': openaiProblem, '/v1/messages': messagesProblem };

export const ollama = {
    name: 'ollama',
    problem: (refusal, { path }) => PROBLEMS[path]?.(refusal) ?? { body: { error: refusal.message } },
    paths: [
        ['POST', /^\/api\/chat$/, chat],
        ['POST', /^\/v1\/chat\/completions$/, openaiChat],
        ['POST', /^\/v1\/responses$/, createStateless],
        [
            'POST',
            /^\/v1\/messages$/,
            (exchange) => {
                const view = messagesView(exchange.body);
                return answered(exchange, view, asOllama(view));
            },
        ],
        ['POST', /^\/api\/embed$/, embed],
        ['POST', /^\/v1\/embeddings$/, (exchange) => embeddings(exchange, (body) => exchange.json(body))],
        ['POST', /^\/api\/show$/, show],
        [
            'GET',
            /^\/api\/tags$/,
            (exchange) => exchange.json({ models: [...Object.keys(SCENARIOS), 'embed'].map(modelOf) }),
        ],
        ['GET', /^\/api\/ps$/, (exchange) => exchange.json({ models: [] })],
        ['GET', /^\/api\/version$/, (exchange) => exchange.json({ version: '0.99.0' })],
        ['GET', /^\/$/, (exchange) => exchange.json('Ollama is running')],
    ],
};
