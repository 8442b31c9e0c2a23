// Rules that clients depend on and their SDKs do not check: each rule reads a raw stream. Each function gets
// the body of a stream and its scenario, throws if a rule is broken, and returns the ids that it saw.
import assert from 'node:assert/strict';

const has = (object, names, where) =>
    names
        .split(' ')
        .forEach((name) =>
            assert.ok(
                object[name] !== undefined && object[name] !== null,
                `${where} has no ${name}: ${JSON.stringify(object).slice(0, 200)}`
            )
        );

/// Events as {event, data}; only whole events and comments are allowed.
export function eventsOf(text) {
    const blocks = text.split(/\r?\n\r?\n/);
    assert.equal(blocks.pop(), '', 'the last event is not closed');
    return blocks
        .map((block) => {
            const fields = block
                .split(/\r?\n/)
                .filter((line) => !line.startsWith(':'))
                .map((line) => /^(\w+): ?(.*)$/s.exec(line));
            assert.ok(fields.every(Boolean), `a line that is no field in ${block}`);
            const of = (name) =>
                fields
                    .filter((field) => field[1] === name)
                    .map((field) => field[2])
                    .join('\n');
            return { event: of('event'), data: of('data') };
        })
        .filter((each) => each.data);
}

function chat(text, { calls }) {
    const events = eventsOf(text);
    assert.equal(events.pop().data, '[DONE]');
    const chunks = events.map(({ event, data }) => (assert.equal(event, ''), JSON.parse(data)));
    const usage = chunks.pop();
    assert.deepEqual(usage.choices, [], 'the usage comes last, with no choices');
    has(usage.usage, 'prompt_tokens completion_tokens total_tokens', 'usage');
    for (const chunk of chunks) {
        has(chunk, 'id object created model choices', 'a chunk');
        assert.deepEqual(
            chunk.choices.map((choice) => choice.index),
            [0]
        );
    }
    assert.equal(chunks[0].choices[0].delta.role, 'assistant');
    const finishes = chunks.map((chunk) => chunk.choices[0].finish_reason ?? null);
    assert.equal(finishes.pop(), calls ? 'tool_calls' : 'stop');
    assert.ok(
        finishes.every((finish) => finish === null),
        'it ends once'
    );
    const deltas = chunks.flatMap((chunk) => chunk.choices[0].delta.tool_calls ?? []);
    const firsts = deltas.filter((delta) => delta.id);
    assert.deepEqual(
        firsts.map((delta) => delta.index),
        [...Array(calls).keys()]
    );
    for (const first of firsts) (assert.equal(first.type, 'function'), assert.ok(first.function.name));
    for (const delta of deltas) assert.equal(typeof delta.index, 'number');
    assert.equal(new Set(chunks.map((chunk) => chunk.id)).size, 1, 'one id for all chunks');
    return [chunks[0].id, ...firsts.map((delta) => delta.id)];
}

function responses(text, { calls }) {
    const events = eventsOf(text)
        .filter(({ data }) => data !== '[DONE]')
        .map(({ event, data }) => {
            const parsed = JSON.parse(data);
            assert.equal(parsed.type, event, 'the event line says the type');
            return parsed;
        });
    const [created] = events,
        completed = events.at(-1);
    assert.equal(created.type, 'response.created');
    assert.equal(completed.type, 'response.completed');
    has(created.response, 'id model created_at status output', 'response.created');
    has(completed.response, 'id model created_at usage output', 'response.completed');
    has(
        completed.response.usage,
        'input_tokens output_tokens total_tokens input_tokens_details output_tokens_details',
        'usage'
    );
    assert.equal(created.response.id, completed.response.id);
    events.forEach(
        (event, at) => at && assert.ok(event.sequence_number > events[at - 1].sequence_number, 'numbers rise')
    );
    const open = new Map(),
        done = [];
    for (const event of events.slice(1, -1)) {
        if (!event.type.startsWith('response.output_item') && event.item_id)
            assert.equal(open.get(event.output_index), event.item_id, `${event.type} outside of its item`);
        if (event.type === 'response.output_item.added')
            (has(event.item, 'id type', 'an added item'), open.set(event.output_index, event.item.id));
        if (event.type === 'response.output_item.done') {
            assert.equal(open.get(event.output_index), event.item.id, 'done is what was added');
            open.delete(event.output_index);
            if (event.item.type !== 'reasoning') assert.equal(event.item.status, 'completed');
            for (const part of event.item.type === 'message' ? event.item.content : [])
                assert.ok(Array.isArray(part.annotations), 'annotations is an array');
            done.push(event.item);
        }
    }
    assert.equal(open.size, 0, 'every item is closed');
    assert.deepEqual(
        completed.response.output.map((item) => item.id),
        done.map((item) => item.id)
    );
    const called = done.filter((item) => item.type === 'function_call');
    assert.equal(called.length, calls);
    for (const call of called) has(call, 'call_id name arguments', 'a call');
    return [completed.response.id, ...done.map((item) => item.id), ...called.map((item) => item.call_id)];
}

const DELTAS = {
    text: ['text_delta'],
    thinking: ['thinking_delta', 'signature_delta'],
    tool_use: ['input_json_delta'],
};

function messages(text, { calls }) {
    const events = eventsOf(text)
        .map(({ event, data }) => {
            const parsed = JSON.parse(data);
            assert.equal(parsed.type, event, 'the event line says the type');
            return parsed;
        })
        .filter(({ type }) => type !== 'ping');
    const [start] = events,
        [delta, stop] = events.slice(-2);
    assert.deepEqual([start.type, delta.type, stop.type], ['message_start', 'message_delta', 'message_stop']);
    has(start.message, 'id model role type usage', 'message_start');
    assert.deepEqual(start.message.content, []);
    has(start.message.usage, 'input_tokens output_tokens', 'the usage of message_start');
    has(delta.usage, 'output_tokens', 'the usage of message_delta');
    assert.equal(delta.delta.stop_reason, calls ? 'tool_use' : 'end_turn');
    let open,
        next = 0;
    const ids = [start.message.id];
    for (const event of events.slice(1, -2)) {
        if (event.type === 'content_block_start') {
            assert.equal(open, undefined, 'a block begins inside of another one');
            assert.equal(event.index, next++);
            open = event.content_block;
            if (open.type === 'text') assert.equal(open.text, '');
            if (open.type === 'thinking') assert.equal(open.thinking, '');
            if (open.type === 'tool_use') (has(open, 'id name input', 'tool_use'), ids.push(open.id));
        } else {
            assert.equal(event.index, next - 1);
            if (event.type === 'content_block_stop') open = undefined;
            else assert.ok(DELTAS[open?.type]?.includes(event.delta.type), `${event.delta?.type} in ${open?.type}`);
            if (event.delta?.type === 'signature_delta') assert.ok(event.delta.signature, 'an empty signature_delta');
        }
    }
    assert.equal(open, undefined, 'the last block is not closed');
    assert.equal(ids.length - 1, calls);
    return ids;
}

function checkGemini(chunks, calls) {
    for (const chunk of chunks) assert.equal(chunk.candidates[0].content?.role ?? 'model', 'model');
    assert.equal(chunks.at(-1).candidates[0].finishReason, 'STOP');
    assert.ok(
        chunks.slice(0, -1).every((chunk) => !chunk.candidates[0].finishReason),
        'it ends once'
    );
    has(chunks.at(-1).usageMetadata, 'promptTokenCount candidatesTokenCount totalTokenCount', 'usageMetadata');
    const called = chunks
        .flatMap((chunk) => chunk.candidates[0].content?.parts ?? [])
        .filter((part) => part.functionCall);
    assert.equal(called.length, calls);
    return [chunks[0].responseId, ...called.map((part) => part.functionCall.id)].filter(Boolean);
}

function gemini(text, { calls }) {
    return checkGemini(
        eventsOf(text).map(({ event, data }) => (assert.equal(event, ''), JSON.parse(data))),
        calls
    );
}

const geminiArray = (text, { calls }) => checkGemini(JSON.parse(text), calls);

function ollama(text, { calls }) {
    const lines = text.split('\n');
    assert.equal(lines.pop(), '', 'the last line is not closed');
    const chunks = lines.map((line) => JSON.parse(line));
    const end = chunks.at(-1);
    for (const chunk of chunks)
        (has(chunk, 'model created_at message', 'a line'), assert.equal(chunk.done, chunk === end));
    has(end, 'done_reason prompt_eval_count eval_count total_duration', 'the last line');
    const called = chunks.flatMap((chunk) => chunk.message.tool_calls ?? []);
    assert.equal(called.length, calls);
    for (const call of called) assert.equal(typeof call.function.arguments, 'object');
    return called.map((call) => call.id).filter(Boolean);
}

const chatTools = (tools) => tools.map((tool) => ({ type: 'function', function: tool }));
const geminiBody = (prompt, tools, thinks) => ({
    contents: [{ role: 'user', parts: [{ text: prompt }] }],
    ...(tools
        ? {
              tools: [
                  {
                      functionDeclarations: tools.map(({ parameters, ...tool }) => ({
                          ...tool,
                          parametersJsonSchema: parameters,
                      })),
                  },
              ],
          }
        : {}),
    ...(thinks ? { generationConfig: { thinkingConfig: { includeThoughts: true, thinkingBudget: 2048 } } } : {}),
});
const maybe = (name, value) => (value ? { [name]: value } : {});

/// How each dialect requests a stream, and what the stream must then be.
export const RULES = {
    chat: {
        check: chat,
        type: /^text\/event-stream/,
        path: () => '/v1/chat/completions',
        body: (model, prompt, tools, thinks) => ({
            model,
            stream: true,
            stream_options: { include_usage: true },
            messages: [{ role: 'user', content: prompt }],
            ...maybe('tools', tools && chatTools(tools)),
            ...maybe('reasoning_effort', thinks && 'high'),
        }),
    },
    responses: {
        check: responses,
        type: /^text\/event-stream/,
        path: () => '/v1/responses',
        body: (model, prompt, tools, thinks) => ({
            model,
            stream: true,
            input: prompt,
            ...maybe(
                'tools',
                tools?.map((tool) => ({ type: 'function', strict: false, ...tool }))
            ),
            ...maybe('reasoning', thinks && { effort: 'high', summary: 'auto' }),
        }),
    },
    messages: {
        check: messages,
        type: /^text\/event-stream/,
        path: () => '/v1/messages',
        body: (model, prompt, tools, thinks) => ({
            model,
            stream: true,
            max_tokens: 4096,
            messages: [{ role: 'user', content: prompt }],
            ...maybe(
                'tools',
                tools?.map(({ parameters, ...tool }) => ({ ...tool, input_schema: parameters }))
            ),
            ...maybe('thinking', thinks && { type: 'enabled', budget_tokens: 2048 }),
        }),
    },
    gemini: {
        check: gemini,
        type: /^text\/event-stream/,
        path: (model) => `/v1beta/models/${model}:streamGenerateContent?alt=sse`,
        body: (model, ...rest) => geminiBody(...rest),
    },
    'gemini-array': {
        check: geminiArray,
        type: /^application\/json/,
        path: (model) => `/v1beta/models/${model}:streamGenerateContent`,
        body: (model, ...rest) => geminiBody(...rest),
    },
    ollama: {
        check: ollama,
        type: /^application\/x-ndjson/,
        path: () => '/api/chat',
        body: (model, prompt, tools, thinks) => ({
            model,
            messages: [{ role: 'user', content: prompt }],
            ...maybe('tools', tools && chatTools(tools)),
            ...maybe('think', thinks),
        }),
    },
};

export const HEADERS = { 'content-type': 'application/json', 'anthropic-version': '2023-06-01' };
