// Requests that agents send but SDKs do not and that a strict gateway would fail on. They are answered by
// upstreams of other dialects, where they have to be understood. The facts are observed, not documented.
import { CALLS, GREETING } from './upstreams/scenarios.mjs';

const weather = {
    type: 'object',
    properties: {
        city: { type: 'string', minLength: 1, pattern: '^.+$' },
        days: { type: ['integer', 'null'], default: null },
    },
    required: ['city'],
    additionalProperties: false,
    $schema: 'http://json-schema.org/draft-07/schema#',
};
const path = (text) => () => text;
const args = JSON.stringify(CALLS[0].args);
const said = `${GREETING}the tools said: sunny`.slice(-20);

const claudeCode = (model) => ({
    model,
    max_tokens: 32000,
    stream: false,
    system: [
        { type: 'text', text: 'x-billing: cli' },
        { type: 'text', text: 'You are an agent.', cache_control: { type: 'ephemeral' } },
    ],
    messages: [
        { role: 'user', content: [{ type: 'text', text: 'What is the weather?' }] },
        { role: 'system', content: 'Reminder: be terse.' },
        {
            role: 'assistant',
            content: [
                { type: 'thinking', thinking: 'Hm.', signature: '' },
                {
                    type: 'tool_use',
                    id: 'toolu_1',
                    name: CALLS[0].name,
                    input: CALLS[0].args,
                    caller: { type: 'direct' },
                },
            ],
        },
        {
            role: 'user',
            content: [
                {
                    type: 'tool_result',
                    tool_use_id: 'toolu_1',
                    content: [{ type: 'text', text: 'sunny' }],
                    is_error: false,
                    cache_control: { type: 'ephemeral' },
                },
            ],
        },
        { role: 'system', content: [{ type: 'text', text: 'Late words.' }] },
    ],
    tools: [
        { name: CALLS[0].name, description: 'Weather', input_schema: weather, eager_input_streaming: true },
        {
            name: 'later',
            description: 'Later',
            input_schema: { type: 'object', properties: { n: { type: 'number', exclusiveMinimum: 0 } } },
            defer_loading: true,
        },
    ],
    metadata: { user_id: '{"device_id":"1"}' },
    output_config: { effort: 'high' },
    context_management: { edits: [{ type: 'clear_thinking_20251015', keep: 'all' }] },
});

const codex = (model) => ({
    model,
    stream: true,
    store: false,
    include: ['reasoning.encrypted_content'],
    parallel_tool_calls: true,
    tool_choice: 'auto',
    prompt_cache_key: 'k',
    client_metadata: { a: 'b' },
    input: [
        {
            type: 'message',
            role: 'developer',
            id: 'msg_1',
            content: [{ type: 'input_text', text: 'You are an agent.' }],
        },
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'The weather?' }] },
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Quickly.' }] },
        { type: 'reasoning', id: 'rs_elsewhere', summary: [], content: null, encrypted_content: 'from-elsewhere' },
        {
            type: 'function_call',
            id: 'fc_elsewhere',
            status: 'completed',
            call_id: 'call_a',
            name: CALLS[0].name,
            arguments: args,
        },
        { type: 'function_call_output', id: 'fco_1', call_id: 'call_a', output: 'sunny' },
    ],
    tools: [
        { type: 'function', name: CALLS[0].name, description: 'Weather', strict: false, parameters: weather },
        {
            type: 'namespace',
            name: 'agents',
            description: 'Agents',
            tools: [
                {
                    type: 'function',
                    name: 'spawn',
                    description: 'Spawn',
                    strict: false,
                    parameters: { type: 'object', properties: {} },
                },
            ],
        },
        {
            type: 'custom',
            name: 'apply_patch',
            description: 'Patch',
            format: { type: 'grammar', syntax: 'lark', definition: 'start: "a"' },
        },
        { type: 'web_search', external_web_access: true },
        { type: 'tool_search' },
    ],
});

const qwenCode = (model) => ({
    model,
    max_tokens: 32000,
    stream: true,
    stream_options: { include_usage: true },
    messages: [
        { role: 'system', content: 'You are an agent.' },
        {
            role: 'user',
            content: [
                { type: 'text', text: 'The weather?' },
                { type: 'text', text: 'Quickly.' },
            ],
        },
        { role: 'user', content: 'Please.' },
        {
            role: 'assistant',
            content: null,
            tool_calls: [{ id: 'call_a', type: 'function', function: { name: CALLS[0].name, arguments: args } }],
        },
        { role: 'tool', tool_call_id: 'call_a', content: [{ type: 'text', text: 'sunny' }] },
    ],
    tools: [{ type: 'function', function: { name: CALLS[0].name, description: 'Weather', parameters: weather } }],
});

const openCode = (model) => {
    const body = qwenCode(model);
    body.messages[3].content = '';
    body.messages.splice(3, 0, { role: 'system', content: 'Late words.' });
    return { ...body, tool_choice: 'auto' };
};

const geminiCli = () => ({
    systemInstruction: { role: 'user', parts: [{ text: 'You are an agent.' }] },
    contents: [
        { role: 'user', parts: [{ text: 'Setup.' }] },
        { role: 'user', parts: [{ text: 'The weather?' }] },
        {
            role: 'model',
            parts: [
                {
                    functionCall: { id: 'get_weather_1_0', name: CALLS[0].name, args: CALLS[0].args },
                    thoughtSignature: 'c2tpcA==',
                },
            ],
        },
        {
            role: 'user',
            parts: [
                { functionResponse: { id: 'get_weather_1_0', name: CALLS[0].name, response: { output: 'sunny' } } },
            ],
        },
    ],
    tools: [{ functionDeclarations: [{ name: CALLS[0].name, description: 'Weather', parametersJsonSchema: weather }] }],
    generationConfig: { temperature: 1, topP: 0.95, topK: 64, thinkingConfig: { includeThoughts: true } },
});

const openCodeGoogle = () => {
    const body = geminiCli();
    delete body.contents[2].parts[0].functionCall.id;
    delete body.contents[3].parts[0].functionResponse.id;
    body.contents[3].parts[0].functionResponse.response = { name: CALLS[0].name, content: 'sunny' };
    const properties = { city: { type: 'STRING' }, days: { type: 'INTEGER', nullable: true } };
    body.tools = [
        {
            functionDeclarations: [
                {
                    name: CALLS[0].name,
                    description: 'Weather',
                    parameters: { type: 'OBJECT', properties, required: ['city'] },
                },
            ],
        },
    ];
    return { ...body, toolConfig: { functionCallingConfig: { mode: 'AUTO' } } };
};

const ollamaUser = (model) => ({
    model,
    messages: [
        { role: 'user', content: 'The weather?' },
        {
            role: 'assistant',
            content: '',
            tool_calls: [{ function: { name: CALLS[0].name, arguments: CALLS[0].args } }],
        },
        { role: 'tool', content: 'sunny', tool_name: CALLS[0].name },
    ],
    tools: [{ type: 'function', function: { name: CALLS[0].name, description: 'Weather', parameters: weather } }],
    keep_alive: '5m',
});

const generate = (model) => `/v1beta/models/${model}:generateContent`;
const claudeHeaders = {
    'x-app': 'cli',
    'anthropic-beta': 'claude-code-20250219,interleaved-thinking-2025-05-14,context-management-2025-06-27',
};

export const ODD = [
    {
        name: 'Claude Code',
        dialect: 'messages',
        scenario: 'tools',
        path: path('/v1/messages?beta=true'),
        headers: claudeHeaders,
        body: claudeCode,
        expects: [said],
    },
    {
        name: 'Claude Code, thinking',
        dialect: 'messages',
        scenario: 'text',
        path: path('/v1/messages?beta=true'),
        headers: claudeHeaders,
        body: (model) => ({ ...claudeCode(model), thinking: { type: 'adaptive', display: 'omitted' } }),
        expects: ['after '],
    },
    {
        name: 'Codex',
        dialect: 'responses',
        scenario: 'tools',
        path: path('/v1/responses'),
        body: codex,
        expects: ['response.completed'],
    },
    {
        name: 'Qwen Code',
        dialect: 'chat',
        scenario: 'tools',
        path: path('/v1/chat/completions'),
        body: qwenCode,
        expects: ['[DONE]'],
    },
    {
        name: 'opencode',
        dialect: 'chat',
        scenario: 'tools',
        path: path('/v1/chat/completions'),
        body: openCode,
        expects: ['[DONE]'],
    },
    {
        name: 'Spring AI',
        dialect: 'chat',
        scenario: 'text',
        path: path('/v1/v1/chat/completions'),
        body: (model) => ({ model, messages: [{ role: 'user', content: 'Hello' }] }),
        expects: ['Hello'],
    },
    { name: 'Gemini CLI', dialect: 'gemini', scenario: 'tools', path: generate, body: geminiCli, expects: [said] },
    {
        name: 'opencode on Google',
        dialect: 'gemini',
        scenario: 'tools',
        path: generate,
        body: openCodeGoogle,
        expects: [said],
    },
    {
        name: 'plain HTTP',
        dialect: 'ollama',
        scenario: 'tools',
        path: path('/api/chat'),
        body: ollamaUser,
        expects: ['"done":true'],
    },
];
