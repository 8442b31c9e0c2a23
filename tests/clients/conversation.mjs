// A conversation of about a megabyte, with content that a proxy might damage by parsing and rewriting JSON.
const ODD = [
    'plain', '你好，世界', '😀👩‍👩‍👧', '\u2028 and \u2029', '\u0000\u0001\u001f', '\\ / " \' </script>',
    '\ufeff', 'é é', '"model":"inner","stream":true', 'data: [DONE]\n\n', '\r\n\t',
];

export const TURNS = 150;

/// `TURNS` times: a user, an assistant that calls a tool, the tool, and the assistant again.
export function longMessages() {
    const messages = [{ role: 'system', content: 'You are terse.' }];
    for (let turn = 0; turn < TURNS; ++turn) {
        const odd = ODD[turn % ODD.length];
        const id = `call_${turn}`;
        const call = { name: 'read_file', arguments: JSON.stringify({ path: `${turn}.txt`, odd }) };
        messages.push(
            { role: 'user', content: `${turn}: ${odd} `.repeat(1 + (2000 / (odd.length + 6)) | 0) },
            { role: 'assistant', content: null, tool_calls: [{ id, type: 'function', function: call }] },
            { role: 'tool', tool_call_id: id, content: `${odd}\n`.repeat(1 + (4000 / (odd.length + 1)) | 0) },
            { role: 'assistant', content: odd });
    }
    messages.push({ role: 'user', content: 'And now?' });
    return messages;
}

export const READ_FILE = {
    name: 'read_file',
    description: 'Reads one file; "quotes", \\ and 中文 are in its description.',
    parameters: {
        $schema: 'http://json-schema.org/draft-07/schema#',
        type: 'object',
        properties: {
            path: { type: 'string', minLength: 1, pattern: '^[^\\u0000]+$' },
            limit: { type: ['integer', 'null'], default: null, exclusiveMinimum: 0, maximum: 1e21 },
        },
        required: ['path'],
        additionalProperties: false,
    },
};

export const LIST_DIR = {
    name: 'list_dir',
    description: 'Lists the folder.',
    parameters: { type: 'object', properties: {}, additionalProperties: false },
};
