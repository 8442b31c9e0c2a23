// What current versions of Codex and Claude Code send and older ones did not: tools within the conversation, tools that
// are searched for, items and blocks of their own. Upstreams of other dialects answer each request. Sources: both
// clients as observed in November 2026; openai/codex, codex-rs/protocol/src/models.rs.
import { CALLS } from './upstreams/scenarios.mjs';

const weather = {
    type: 'object',
    properties: { city: { type: 'string' }, days: { type: ['integer', 'null'] } },
    required: ['city'],
    additionalProperties: false,
};
const none = { type: 'object', properties: {} };
const path = (text) => () => text;
const said = (role, text) => ({ type: 'message', role, content: [{ type: 'input_text', text }] });
const getWeather = {
    type: 'function',
    name: CALLS[0].name,
    description: 'Weather',
    strict: false,
    parameters: weather,
};
const agents = {
    type: 'namespace',
    name: 'multi_agent_v1',
    description: 'Agents',
    tools: [{ type: 'function', name: 'spawn', description: 'Spawn', strict: false, parameters: none }],
};

const codex = (input, more = {}) => (model) => ({
    model,
    stream: true,
    store: false,
    include: ['reasoning.encrypted_content'],
    parallel_tool_calls: true,
    tool_choice: 'auto',
    prompt_cache_key: 'k',
    input,
    ...more,
});
const lite = (tools, text = 'The weather?') =>
    codex(
        [
            { type: 'additional_tools', role: 'developer', tools },
            said('developer', 'You are an agent.'),
            said('user', text),
        ],
        { reasoning: { context: 'all_turns', summary: 'auto' } }
    );
const search = { type: 'tool_search', execution: 'client' };
const found = [
    said('user', 'The weather?'),
    {
        type: 'tool_search_call',
        id: 'tsc_1',
        call_id: 'call_s',
        status: 'completed',
        execution: 'client',
        arguments: { query: 'weather' },
    },
    { type: 'tool_search_output', call_id: 'call_s', status: 'completed', execution: 'client', tools: [getWeather] },
    { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Found.' }] },
    said('user', 'Go on.'),
];
const liteHeaders = { 'x-openai-internal-codex-responses-lite': 'true', originator: 'codex_exec' };
const responses = (name, scenario, body, expects, headers = {}) => ({
    name: `Codex, ${name}`,
    dialect: 'responses',
    scenario,
    path: path('/v1/responses'),
    headers,
    body,
    expects: ['response.completed', ...expects],
});

const toolSearch = {
    name: 'ToolSearch',
    description: 'Finds tools',
    input_schema: {
        type: 'object',
        properties: { query: { type: 'string' }, max_results: { type: 'integer' } },
        required: ['query'],
    },
};
const deferred = { name: CALLS[0].name, description: 'Weather', input_schema: weather, defer_loading: true };
const placeholder = {
    name: 'DeferredToolPlaceholder',
    description: 'Stands for tools that are not loaded',
    input_schema: none,
    defer_loading: true,
};
const claude = (messages, more = {}) => (model) => ({
    model,
    max_tokens: 32000,
    stream: false,
    system: [
        { type: 'text', text: 'x-anthropic-billing-header: cc_version=2.1.332; cc_entrypoint=cli;' },
        { type: 'text', text: 'You are an agent.', cache_control: { type: 'ephemeral' } },
    ],
    messages,
    tools: [toolSearch, placeholder, deferred],
    thinking: { type: 'adaptive', display: 'omitted' },
    output_config: { effort: 'high' },
    context_management: { edits: [{ type: 'clear_thinking_20251015', keep: 'all' }] },
    metadata: { user_id: '{"device_id":"1","session_id":"2"}' },
    ...more,
});
const user = (...content) => ({ role: 'user', content });
const text = (words) => ({ type: 'text', text: words });
const searched = [
    user(text('What is the weather?')),
    { role: 'system', content: 'Tools that can be loaded: get_weather' },
    {
        role: 'assistant',
        content: [
            {
                type: 'tool_use',
                id: 'toolu_s',
                name: 'ToolSearch',
                input: { query: 'select:get_weather', max_results: 1 },
                caller: { type: 'direct' },
            },
        ],
    },
    user({
        type: 'tool_result',
        tool_use_id: 'toolu_s',
        content: [{ type: 'tool_reference', tool_name: CALLS[0].name }, text('1 tool')],
    }),
];
const claudeHeaders = {
    'x-app': 'cli',
    'anthropic-beta':
        'claude-code-20250219,interleaved-thinking-2025-05-14,context-management-2025-06-27,advanced-tool-use-2025-11-20,effort-2025-11-24,dangerous-tool-use-2026-09-03',
};
const messages = (name, scenario, body, expects, more = {}) => ({
    name: `Claude Code, ${name}`,
    dialect: 'messages',
    scenario,
    path: path('/v1/messages?beta=true'),
    headers: claudeHeaders,
    body,
    expects,
    ...more,
});

export const AGENTS = [
    responses('tools in the input alone', 'tools', lite([getWeather, agents]), ['"name":"get_weather"'], liteHeaders),
    responses(
        'a tool of a namespace in the input',
        'first-tool',
        lite([agents], 'Spawn one'),
        ['"name":"spawn"', '"namespace":"multi_agent_v1"'],
        liteHeaders
    ),
    responses('the search for a tool', 'first-tool', codex([said('user', 'The weather?')], { tools: [search] }), [
        'tool_search_call',
    ]),
    responses('a tool that was found', 'tools', codex(found, { tools: [search] }), ['"name":"get_weather"']),
    responses(
        'words between agents',
        'text',
        codex([
            said('user', 'Begin.'),
            {
                type: 'agent_message',
                id: 'am_1',
                author: 'worker',
                recipient: 'root',
                content: [{ type: 'input_text', text: 'Half is done.' }],
            },
            { type: 'multi_agent_call', id: 'mac_1', call_id: 'call_m', action: 'spawn', arguments: '{}' },
            { type: 'multi_agent_call_output', call_id: 'call_m', output: 'spawned' },
            said('user', 'Go on.'),
        ]),
        ['after ']
    ),
    messages('a tool that was found', 'tools', claude([...searched, { role: 'assistant', content: [text('Found.')] }, user(text('Go on.'))]), [
        '"name":"get_weather"',
    ]),
    messages('the result of its search', 'text', claude(searched), ['after ']),
    messages(
        'system messages in the middle and at the end',
        'text',
        claude([
            user(text('Begin.')),
            { role: 'system', content: 'Be terse.' },
            { role: 'assistant', content: [text('Begun.')] },
            { role: 'system', content: [text('The mode has changed.')] },
            user(text('Go on.')),
            { role: 'system', content: 'Late words.', output_config: { effort: 'low' } },
        ]),
        ['after ']
    ),
    messages(
        'safeguards',
        'text',
        claude([user(text('Begin.'))], {
            safeguards: [
                {
                    type: 'dangerous_tool_use',
                    classifier_context: { permission_mode: 'auto', live_cwd: '/home/somebody/secret', rules: [] },
                },
            ],
        }),
        ['after '],
        { drops: ['safeguards'] }
    ),
    messages(
        'types of a later version',
        'text',
        claude(
            [user(text('Begin.'), { type: 'hologram', text: 'seen from above' }, text('Go on.'))],
            { thinking: { type: 'deliberate' }, tool_choice: { type: 'auto' }, later_field: { a: 1 } }
        ),
        ['after '],
        { drops: ['later_field'] }
    ),
];
