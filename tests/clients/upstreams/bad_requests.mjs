// Requests that the vendors refuse, each a small change to a valid one: a fake that accepts one of these would
// hide a wrong translation.
const call = { id: 'call_1', type: 'function', function: { name: 'f', arguments: '{}' } };
const tool = { type: 'function', function: { name: 'f', parameters: { type: 'object', properties: {} } } };
const user = { role: 'user', content: 'Hello' };
const put = (body, change) => ({ ...structuredClone(body), ...change });

const chat = { model: 'text', messages: [user] };
const CHAT = {
    'unknown field': put(chat, { top_k: 4 }),
    'unknown role': put(chat, { messages: [{ role: 'model', content: 'x' }] }),
    'unknown part': put(chat, { messages: [{ role: 'user', content: [{ type: 'input_text', text: 'x' }] }] }),
    'result without a call': put(chat, { messages: [user, { role: 'tool', tool_call_id: 'call_1', content: 'x' }] }),
    'call without a result': put(chat, {
        messages: [user, { role: 'assistant', content: null, tool_calls: [call] }, user],
    }),
    'arguments as an object': put(chat, {
        messages: [
            user,
            { role: 'assistant', content: null, tool_calls: [{ ...call, function: { name: 'f', arguments: {} } }] },
            { role: 'tool', tool_call_id: 'call_1', content: 'x' },
        ],
    }),
    'image that is none': put(chat, {
        messages: [
            { role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }] },
        ],
    }),
    'tool without a type': put(chat, { tools: [{ function: tool.function }] }),
    'choice without tools': put(chat, { tool_choice: 'auto' }),
    'strict schema that is open': put(chat, {
        response_format: {
            type: 'json_schema',
            json_schema: { name: 'x', strict: true, schema: { type: 'object', properties: {} } },
        },
    }),
    'upper-case type': put(chat, {
        tools: [{ type: 'function', function: { name: 'f', parameters: { type: 'OBJECT' } } }],
    }),
    'temperature of 3': put(chat, { temperature: 3 }),
    'stream options without a stream': put(chat, { stream_options: { include_usage: true } }),
};

const responses = { model: 'text', input: [user] };
const itemCall = { type: 'function_call', call_id: 'call_1', name: 'f', arguments: '{}' };
const RESPONSES = {
    'unknown field': put(responses, { messages: [] }),
    'unknown item': put(responses, { input: [{ type: 'tool_use' }] }),
    'part of the other side': put(responses, {
        input: [{ role: 'assistant', content: [{ type: 'input_text', text: 'x' }] }],
    }),
    'result without a call': put(responses, {
        input: [user, { type: 'function_call_output', call_id: 'call_1', output: 'x' }],
    }),
    'call without a result': put(responses, { input: [user, itemCall, user] }),
    'id of another kind': put(responses, {
        input: [user, { ...itemCall, id: 'call_1' }, { type: 'function_call_output', call_id: 'call_1', output: 'x' }],
    }),
    'foreign thoughts': put(responses, {
        input: [
            user,
            { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'AAAA' },
            { role: 'assistant', content: 'x' },
            user,
        ],
    }),
    'tool in a function': put(responses, { tools: [tool] }),
    'unknown earlier answer': put(responses, { previous_response_id: 'resp_0' }),
};

const messages = { model: 'text', max_tokens: 4096, messages: [user] };
const use = { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'f', input: {} }] };
const result = { type: 'tool_result', tool_use_id: 'toolu_1', content: 'x' };
const thinking = { type: 'enabled', budget_tokens: 2048 };
const MESSAGES = {
    'no max_tokens': { model: 'text', messages: [user] },
    'unknown field': put(messages, { stop: ['x'] }),
    'system role': put(messages, { messages: [{ role: 'system', content: 'x' }, user] }),
    'two users in a row': put(messages, { messages: [user, user] }),
    'assistant first': put(messages, { messages: [{ role: 'assistant', content: 'x' }] }),
    'empty text': put(messages, { messages: [{ role: 'user', content: [{ type: 'text', text: '' }] }] }),
    'result without a call': put(messages, { messages: [{ role: 'user', content: [result] }] }),
    'call without a result': put(messages, { messages: [user, use, user] }),
    'text before the result': put(messages, {
        messages: [user, use, { role: 'user', content: [{ type: 'text', text: 'x' }, result] }],
    }),
    'input as text': put(messages, {
        messages: [
            user,
            { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'f', input: '{}' }] },
            { role: 'user', content: [result] },
        ],
    }),
    'foreign signature': put(messages, {
        messages: [
            user,
            { role: 'assistant', content: [{ type: 'thinking', thinking: 'x', signature: 'AAAA' }] },
            user,
        ],
    }),
    'id that is none': put(messages, {
        messages: [
            user,
            { role: 'assistant', content: [{ type: 'tool_use', id: 'a.b:c', name: 'f', input: {} }] },
            { role: 'user', content: [{ ...result, tool_use_id: 'a.b:c' }] },
        ],
    }),
    'thoughts left out': put(messages, { thinking, messages: [user, use, { role: 'user', content: [result] }] }),
    'budget above the limit': put(messages, { thinking: { type: 'enabled', budget_tokens: 4096 } }),
    'thinking with a temperature': put(messages, { thinking, temperature: 0.5 }),
    'temperature of 2': put(messages, { temperature: 2 }),
    'open schema': put(messages, {
        output_config: { format: { type: 'json_schema', schema: { type: 'object', properties: {} } } },
    }),
    'image of another type': put(messages, {
        messages: [
            {
                role: 'user',
                content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: '/9j/4AAQ' } }],
            },
        ],
    }),
};

const parts = (...all) => ({ contents: [{ role: 'user', parts: all }] });
const hello = { role: 'user', parts: [{ text: 'Hello' }] };
const functionCall = { role: 'model', parts: [{ functionCall: { name: 'f', args: {} } }] };
const response = (...names) => ({
    role: 'user',
    parts: names.map((name) => ({ functionResponse: { name, response: {} } })),
});
const GEMINI = {
    'unknown field': { ...parts({ text: 'x' }), temperature: 1 },
    'assistant role': { contents: [hello, { role: 'assistant', parts: [{ text: 'x' }] }, hello] },
    'no parts': { contents: [{ role: 'user', parts: [] }] },
    'part of two kinds': parts({ text: 'x', functionCall: { name: 'f' } }),
    'snake case': parts({ inline_data: { mime_type: 'image/png', data: 'AAAA' } }),
    'response of another name': { contents: [hello, functionCall, response('g')] },
    'too few responses': {
        contents: [hello, { role: 'model', parts: [...functionCall.parts, ...functionCall.parts] }, response('f')],
    },
    'response without a call': { contents: [hello, response('f')] },
    'foreign signature': {
        contents: [
            hello,
            { role: 'model', parts: [{ ...functionCall.parts[0], thoughtSignature: 'AAAA' }] },
            response('f'),
        ],
    },
    'JSON Schema words in a Schema': {
        ...parts({ text: 'x' }),
        tools: [{ functionDeclarations: [{ name: 'f', parameters: { type: 'object', additionalProperties: false } }] }],
    },
    'schema without a type of answer': {
        ...parts({ text: 'x' }),
        generationConfig: { responseSchema: { type: 'OBJECT' } },
    },
    'response as text': {
        contents: [hello, functionCall, { role: 'user', parts: [{ functionResponse: { name: 'f', response: 'x' } }] }],
    },
};

const OLLAMA = {
    'unknown field': put(chat, { temperature: 1 }),
    'content as parts': put(chat, { messages: [{ role: 'user', content: [{ type: 'text', text: 'x' }] }] }),
    'image as a data URL': put(chat, { messages: [{ ...user, images: ['data:image/png;base64,iVBORw0KGgo='] }] }),
    'arguments as text': put(chat, {
        messages: [
            user,
            { role: 'assistant', content: '', tool_calls: [call] },
            { role: 'tool', tool_name: 'f', content: 'x' },
        ],
    }),
    'result of another name': put(chat, {
        messages: [
            user,
            { role: 'assistant', content: '', tool_calls: [{ function: { name: 'f', arguments: {} } }] },
            { role: 'tool', tool_name: 'g', content: 'x' },
        ],
    }),
};

const converse = { messages: [{ role: 'user', content: [{ text: 'Hello' }] }] };
const toolUse = { role: 'assistant', content: [{ toolUse: { toolUseId: 't1', name: 'f', input: {} } }] };
const toolConfig = { tools: [{ toolSpec: { name: 'f', inputSchema: { json: { type: 'object' } } } }] };
const toolResult = (id) => ({ role: 'user', content: [{ toolResult: { toolUseId: id, content: [{ text: 'x' }] } }] });
const BEDROCK = {
    'model in the body': put(converse, { model: 'text' }),
    'content as text': { messages: [user] },
    'blank text': { messages: [{ role: 'user', content: [{ text: ' ' }] }] },
    'two users in a row': { messages: [...converse.messages, ...converse.messages] },
    'result of another call': { messages: [...converse.messages, toolUse, toolResult('t2')], toolConfig },
    'call without tools': { messages: [...converse.messages, toolUse, toolResult('t1')] },
    'no tools in the tools': put(converse, { toolConfig: { tools: [] } }),
    'schema without json': put(converse, {
        toolConfig: { tools: [{ toolSpec: { name: 'f', inputSchema: { type: 'object' } } }] },
    }),
    'image as a URL': {
        messages: [{ role: 'user', content: [{ image: { format: 'png', source: { url: 'https://x/y.png' } } }] }],
    },
    'foreign signature': {
        messages: [
            ...converse.messages,
            { role: 'assistant', content: [{ reasoningContent: { reasoningText: { text: 'x', signature: 'AAAA' } } }] },
            ...converse.messages,
        ],
    },
};

const COHERE = {
    'unknown field': put(chat, { top_p: 1 }),
    'unknown role': put(chat, { messages: [{ role: 'developer', content: 'x' }] }),
    'choice in small letters': put(chat, { tools: [tool], tool_choice: 'required' }),
    'result without a call': put(chat, { messages: [user, { role: 'tool', tool_call_id: 'x', content: 'x' }] }),
    'schema as OpenAI has it': put(chat, { response_format: { type: 'json_schema', json_schema: {} } }),
    'temperature of 2': put(chat, { temperature: 2 }),
};

/// For each fake: how to send a request, a valid one, and those that it must refuse.
export const BAD = {
    'openai-chat': { path: '/v1/chat/completions', good: chat, bad: CHAT },
    deepseek: {
        path: '/v1/chat/completions',
        good: chat,
        bad: {
            developer: put(chat, { messages: [{ role: 'developer', content: 'x' }, user] }),
            'effort for no thoughts': put(chat, { reasoning_effort: 'none' }),
            'budget of thoughts': put(chat, { thinking: { type: 'enabled', budget_tokens: 1024 } }),
            'thoughts left out': put(chat, {
                model: 'thinking',
                reasoning_effort: 'high',
                tools: [tool],
                messages: [
                    user,
                    { role: 'assistant', content: null, tool_calls: [call] },
                    { role: 'tool', tool_call_id: 'call_1', content: 'x' },
                ],
            }),
        },
    },
    'openai-responses': { path: '/v1/responses', good: responses, bad: RESPONSES },
    anthropic: { path: '/v1/messages', headers: { 'anthropic-version': '2023-06-01' }, good: messages, bad: MESSAGES },
    'anthropic-compatible': {
        path: '/v1/messages',
        headers: { 'anthropic-version': '2023-06-01' },
        good: messages,
        bad: {
            'schema of the answer': put(messages, {
                output_config: { format: { type: 'json_schema', schema: { type: 'object', additionalProperties: false } } },
            }),
            'signature of another vendor': put(messages, {
                messages: [
                    user,
                    { role: 'assistant', content: [{ type: 'thinking', thinking: 'x', signature: 'AAAA' }] },
                    user,
                ],
            }),
        },
    },
    gemini: {
        path: '/v1beta/models/text:generateContent',
        headers: { 'x-goog-api-key': 'upstream-key' },
        good: parts({ text: 'x' }),
        bad: GEMINI,
    },
    ollama: { path: '/api/chat', good: chat, bad: OLLAMA },
    bedrock: { path: '/model/text/converse', good: converse, bad: BEDROCK },
    cohere: { path: '/v2/chat', good: chat, bad: COHERE },
    azure: {
        path: '/openai/v1/chat/completions',
        headers: { 'api-key': 'upstream-key', authorization: undefined },
        good: chat,
        bad: {
            'thoughts of a message': put(chat, {
                messages: [user, { role: 'assistant', content: 'x', reasoning_content: 'y' }, user],
            }),
        },
    },
};
