// Amazon Bedrock's Converse and ConverseStream, as strict as Claude behind them.
// Source: docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html and its ConverseStream.
import { setTimeout as pause } from 'node:timers/promises';
import { checkSignature } from './aws_signature.mjs';
import { event, exception } from './event_stream.mjs';
import { image, jsonSchema, maybe, need, oneOf, only, range, refuse, toolName } from './refusal.mjs';
import { THOUGHT, answerTo, bearer, fresh, pieces, signature } from './scenarios.mjs';

const VENDOR = 'bedrock';
const modelOf = (exchange) => decodeURIComponent(exchange.match[1]).replace(/^anthropic\.(claude-(sonnet-4-6-)?)?/, '');
const FIELDS = `messages system inferenceConfig toolConfig additionalModelRequestFields additionalModelResponseFieldPaths guardrailConfig
    outputConfig performanceConfig promptVariables requestMetadata serviceTier`;

function toolId(id, path) {
    return /^[a-zA-Z0-9_-]{1,64}$/.test(need(id, 'string', path))
        ? id
        : refuse(path, 'failed to satisfy constraint: [a-zA-Z0-9_-]+');
}

const BLOCKS = {
    text: (text, path) =>
        need(text, 'string', path).trim()
            ? { text }
            : refuse(path, 'The text field in the ContentBlock object is blank.'),
    image: (picture, path) => {
        only(picture, 'format source', path);
        oneOf(picture.format, ['png', 'jpeg', 'gif', 'webp'], `${path}.format`);
        return image(
            only(picture.source, 'bytes', `${path}.source`).bytes,
            `image/${picture.format}`,
            `${path}.source.bytes`
        );
    },
    toolUse: (use, path) => ({
        call: {
            id: toolId(only(use, 'toolUseId name input', path).toolUseId, `${path}.toolUseId`),
            name: toolName(use.name, `${path}.name`),
            args: need(use.input, 'object', `${path}.input`),
        },
    }),
    toolResult: (result, path) => {
        only(result, 'toolUseId content status', path);
        const text = need(result.content, 'array', `${path}.content`)
            .map((each, at) =>
                only(each, 'text json image', `${path}.content[${at}]`).json
                    ? JSON.stringify(each.json)
                    : (each.text ?? '')
            )
            .join('');
        return { result: { id: toolId(result.toolUseId, `${path}.toolUseId`), text } };
    },
    reasoningContent: (reasoning, path) => {
        const { text, signature: signed } = only(
            only(reasoning, 'reasoningText', path).reasoningText,
            'text signature',
            path
        );
        if (signed !== signature(VENDOR, text)) refuse(path, 'Invalid `signature` in `thinking` block');
        return { thought: { text } };
    },
    cachePoint: () => ({}),
};

function blockOf(block, path) {
    const [kind, ...others] = Object.keys(only(block, Object.keys(BLOCKS).join(' '), path));
    if (!kind || others.length) refuse(path, 'exactly one member must be set');
    return BLOCKS[kind](block[kind], `${path}.${kind}`);
}

function turnsOf(messages) {
    const turns = need(messages, 'array', 'messages').map((message, at) => {
        const path = `messages[${at}]`;
        oneOf(only(message, 'role content', path).role, ['user', 'assistant'], `${path}.role`);
        if (messages[at - 1]?.role === message.role)
            refuse(path, 'A conversation must alternate between user and assistant roles.');
        if (!need(message.content, 'array', `${path}.content`).length)
            refuse(path, 'The content field in the Message object is empty.');
        return {
            role: message.role,
            parts: message.content.map((block, n) => blockOf(block, `${path}.content[${n}]`)),
        };
    });
    if (turns[0]?.role !== 'user') refuse('messages', 'A conversation must start with a user message.');
    turns.forEach(({ parts }, at) => {
        const called = (turns[at - 1]?.parts ?? []).filter((part) => part.call).map((part) => part.call.id);
        const answered = parts.filter((part) => part.result).map((part) => part.result.id);
        if ([...called].sort().join() !== [...answered].sort().join())
            refuse(
                `messages[${at}]`,
                'The number of toolResult blocks does not match the toolUse blocks of previous turn.'
            );
    });
    return turns;
}

function toolsOf(config) {
    return (config?.tools ?? []).flatMap((tool, at) => {
        const path = `toolConfig.tools[${at}]`;
        if (only(tool, 'toolSpec cachePoint', path).cachePoint) return [];
        only(tool.toolSpec, 'name description inputSchema strict', `${path}.toolSpec`);
        if (tool.toolSpec.description === '') refuse(`${path}.toolSpec.description`, 'length must be at least 1');
        return {
            name: toolName(tool.toolSpec.name, `${path}.toolSpec.name`),
            schema: jsonSchema(only(tool.toolSpec.inputSchema, 'json', path).json, `${path}.toolSpec.inputSchema.json`),
        };
    });
}

function choiceOf(choice) {
    if (choice === undefined) return 'auto';
    if (only(choice, 'auto any tool', 'toolConfig.toolChoice').any) return 'required';
    return choice.tool ? { name: need(choice.tool.name, 'string', 'toolConfig.toolChoice.tool.name') } : 'auto';
}

function schemaOf(config) {
    const format = only(config ?? {}, 'textFormat', 'outputConfig').textFormat;
    if (!format) return undefined;
    oneOf(format.type, ['json_schema'], 'outputConfig.textFormat.type');
    const { schema } = only(
        format.structure.jsonSchema,
        'schema name description',
        'outputConfig.textFormat.structure.jsonSchema'
    );
    return jsonSchema(
        JSON.parse(need(schema, 'string', 'outputConfig.textFormat.structure.jsonSchema.schema')),
        'schema',
        { strict: true }
    );
}

function checkThoughts(view) {
    const last = view.turns.at(-1).parts.some((part) => part.result) && view.turns.at(-2);
    if (view.wantsThoughts && last && last.parts[0]?.thought?.text !== THOUGHT)
        refuse('messages', 'Expected `thinking`, but found `tool_use`.');
}

function viewOf(body, model) {
    only(body, FIELDS, '');
    const limits = only(body.inferenceConfig ?? {}, 'maxTokens temperature topP stopSequences', 'inferenceConfig');
    const turns = turnsOf(body.messages);
    if (!body.toolConfig && turns.some((turn) => turn.parts.some((part) => part.call)))
        refuse('toolConfig', 'must be defined when using toolUse and toolResult content blocks.');
    if (body.toolConfig && !body.toolConfig.tools?.length) refuse('toolConfig.tools', 'length must be at least 1');
    const thinking = maybe(
        body.additionalModelRequestFields?.thinking,
        'object',
        'additionalModelRequestFields.thinking'
    );
    const view = {
        model,
        turns,
        tools: toolsOf(body.toolConfig),
        choice: choiceOf(body.toolConfig?.toolChoice),
        schema: schemaOf(body.outputConfig),
        system: (body.system ?? [])
            .filter((block) => !block.cachePoint) // it is between the texts
            .map((block, at) =>
                need(only(block, 'text', `system[${at}]`).text, 'string', `system[${at}].text`)
            )
            .join('\n'),
        temperature: range(limits.temperature, 0, 1, 'inferenceConfig.temperature'),
        maxTokens: range(limits.maxTokens, 1, 1e6, 'inferenceConfig.maxTokens'),
        stop: limits.stopSequences,
        thinks: ['enabled', 'adaptive'].includes(thinking?.type),
        wantsThoughts: thinking?.type === 'enabled',
    };
    if (thinking?.type === 'enabled' && thinking.budget_tokens >= (limits.maxTokens ?? 4096))
        refuse('maxTokens', '`max_tokens` must be greater than `thinking.budget_tokens`');
    if (view.thinks && (limits.temperature ?? 1) !== 1)
        refuse('temperature', 'may only be set to 1 when thinking is enabled');
    checkThoughts(view);
    return view;
}

const FINISH = { stop: 'end_turn', calls: 'tool_use', length: 'max_tokens', filter: 'content_filtered' };
const usageOf = ({ fresh: input, cached, output, reasoning }) => ({
    inputTokens: input,
    outputTokens: output + reasoning,
    totalTokens: input + cached + output + reasoning,
    cacheReadInputTokens: cached,
    cacheWriteInputTokens: 0,
});

function blocksOf(answer) {
    const blocks = [];
    if (answer.thought)
        blocks.push({
            reasoningContent: { reasoningText: { text: answer.thought, signature: signature(VENDOR, answer.thought) } },
        });
    if (answer.text) blocks.push({ text: answer.text });
    for (const { name, args } of answer.calls)
        blocks.push({ toolUse: { toolUseId: fresh('tooluse_'), name, input: args } });
    return blocks;
}

function* blockEvents(block, contentBlockIndex) {
    const delta = (fields) => ['contentBlockDelta', { contentBlockIndex, delta: fields }];
    if (block.toolUse) {
        const { input, ...start } = block.toolUse;
        yield ['contentBlockStart', { contentBlockIndex, start: { toolUse: start } }];
        for (const piece of pieces(JSON.stringify(input))) yield delta({ toolUse: { input: piece } });
    }
    for (const piece of pieces(block.text ?? '')) yield delta({ text: piece });
    const reasoning = block.reasoningContent?.reasoningText;
    for (const piece of pieces(reasoning?.text ?? '')) yield delta({ reasoningContent: { text: piece } });
    if (reasoning) yield delta({ reasoningContent: { signature: reasoning.signature } });
    yield ['contentBlockStop', { contentBlockIndex }];
}

function* events(answer) {
    yield ['messageStart', { role: 'assistant' }];
    for (const [at, block] of blocksOf(answer).entries()) yield* blockEvents(block, at);
    yield ['messageStop', { stopReason: FINISH[answer.finish] }];
    yield ['metadata', { usage: usageOf(answer.usage), metrics: { latencyMs: 12 } }];
}

async function stream(exchange) {
    const answer = answerTo(viewOf(exchange.body, modelOf(exchange)));
    exchange.stream('application/vnd.amazon.eventstream', { 'x-amzn-requestid': fresh('') });
    let left = answer.breaks ? 5 : Infinity;
    for (const [type, payload] of events(answer)) {
        if (!(await exchange.write(event(type, { ...payload, p: 'abcdefghij' })))) return;
        if (!--left) break;
        if (answer.pace) await pause(answer.pace);
    }
    if (answer.breaks === 'cut') return exchange.tear();
    if (answer.breaks)
        await exchange.write(
            exception('modelStreamErrorException', { message: 'The model had an error.', originalStatusCode: 500 })
        );
    exchange.end();
}

function converse(exchange) {
    const answer = answerTo(viewOf(exchange.body, modelOf(exchange)));
    exchange.json({
        output: { message: { role: 'assistant', content: blocksOf(answer) } },
        stopReason: FINISH[answer.finish],
        usage: usageOf(answer.usage),
        metrics: { latencyMs: 12 },
    });
}

const NAMES = {
    400: 'ValidationException',
    403: 'UnrecognizedClientException',
    404: 'ResourceNotFoundException',
    429: 'ThrottlingException',
    500: 'InternalServerException',
};

export function problem(refusal) {
    refusal.retryAfter = undefined; // Amazon sends no Retry-After
    const status = refusal.status === 401 ? 403 : refusal.status;
    return {
        status,
        headers: { 'x-amzn-errortype': `${NAMES[status]}:http://internal.amazon.com/coral/` },
        body: { message: refusal.message },
    };
}

const authorize = (exchange) =>
    exchange.headers.authorization?.startsWith('AWS4') ? checkSignature(exchange) : bearer(exchange);

export const bedrock = {
    name: 'bedrock',
    authorize,
    problem,
    paths: [
        ['POST', /^\/model\/([^/]+)\/converse$/, converse],
        ['POST', /^\/model\/([^/]+)\/converse-stream$/, stream],
    ],
};
