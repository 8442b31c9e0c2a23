// Gemini's generateContent, streamGenerateContent, countTokens, embeddings and models, as strict as Google about
// message fields. Source: ai.google.dev/api/generate-content and ai.google.dev/gemini-api/docs/thought-signatures.
import { setTimeout as pause } from 'node:timers/promises';
import { Refusal, image, jsonSchema, maybe, need, oneOf, only, range, refuse } from './refusal.mjs';
import { SCENARIOS, answerTo, fresh, isModel, key, pieces, signature, vectorOf } from './scenarios.mjs';

const VENDOR = 'google';
const CONFIG = `candidateCount stopSequences maxOutputTokens temperature topP topK seed presencePenalty frequencyPenalty responseMimeType
    responseSchema responseJsonSchema responseLogprobs logprobs responseModalities thinkingConfig speechConfig mediaResolution`;
const SCHEMA = `type format title description nullable enum maxItems minItems properties required minProperties maxProperties minLength
    maxLength pattern example anyOf propertyOrdering default items minimum maximum`;

/// Google's own Schema message, which has no other keywords.
function protoSchema(schema, path) {
    only(schema, SCHEMA, path);
    oneOf(
        String(schema.type).toUpperCase(),
        ['STRING', 'NUMBER', 'INTEGER', 'BOOLEAN', 'ARRAY', 'OBJECT', 'NULL'],
        `${path}.type`
    );
    for (const [name, each] of Object.entries(schema.properties ?? {})) protoSchema(each, `${path}.properties.${name}`);
    for (const name of schema.required ?? [])
        if (!(name in (schema.properties ?? {}))) refuse(`${path}.required`, 'property is not defined');
    if (schema.items) protoSchema(schema.items, `${path}.items`);
    return schema;
}

const PARTS = {
    text: (part, path) =>
        part.thought ? { thought: { text: part.text } } : { text: need(part.text, 'string', `${path}.text`) },
    inlineData: ({ inlineData }, path) =>
        image(
            only(inlineData, 'mimeType data displayName', path).data,
            need(inlineData.mimeType, 'string', path),
            `${path}.inlineData.data`
        ),
    fileData: ({ fileData }, path) => ({
        image: { url: need(only(fileData, 'mimeType fileUri displayName', path).fileUri, 'string', path) },
    }),
    functionCall: ({ functionCall, thoughtSignature }, path) => {
        only(functionCall, 'id name args', `${path}.functionCall`);
        return {
            call: {
                id: functionCall.id,
                name: need(functionCall.name, 'string', path),
                args: maybe(functionCall.args, 'object', `${path}.functionCall.args`) ?? {},
                thoughtSignature,
            },
        };
    },
    functionResponse: ({ functionResponse }, path) => {
        only(functionResponse, 'id name response parts', `${path}.functionResponse`);
        const { output, result, content, error, ...rest } = need(
            functionResponse.response,
            'object',
            `${path}.functionResponse.response`
        );
        const said = output ?? result ?? content ?? error ?? rest;
        return {
            result: {
                id: functionResponse.id,
                name: need(functionResponse.name, 'string', path),
                text: typeof said === 'string' ? said : JSON.stringify(said),
            },
        };
    },
};

function partOf(part, path) {
    only(part, `${Object.keys(PARTS).join(' ')} thought thoughtSignature videoMetadata`, path);
    const kinds = Object.keys(PARTS).filter((kind) => kind in part);
    if (kinds.length !== 1) refuse(path, "required oneof field 'data' must have one initialized field");
    if (part.thoughtSignature !== undefined && part.thoughtSignature !== signature(VENDOR))
        refuse(`${path}.thoughtSignature`, 'Thought signature is not valid.');
    return PARTS[kinds[0]](part, path);
}

function checkResults(turns) {
    turns.forEach((turn, at) => {
        const calls = turn.parts.filter((part) => part.call).map((part) => part.call);
        const results = turns[at + 1]?.parts.filter((part) => part.result).map((part) => part.result) ?? [];
        if (calls.length && turn.role !== 'model')
            refuse(`contents[${at}]`, "function call in a turn that is not the model's");
        if (calls.length !== results.length)
            refuse(
                `contents[${at}]`,
                'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.'
            );
        results.forEach((result, n) => {
            if (
                result.id
                    ? !calls.some((call) => call.id === result.id && call.name === result.name)
                    : calls[n].name !== result.name
            )
                refuse(`contents[${at + 1}]`, `function response ${result.name} answers no call`);
        });
    });
    if (turns[0]?.parts.some((part) => part.result))
        refuse('contents', 'function response turn comes immediately after a function call turn');
}

function turnsOf(contents, isVertex) {
    const turns = need(contents, 'array', 'contents').map((content, at) => {
        const path = `contents[${at}]`;
        only(content, 'role parts', path);
        oneOf(content.role ?? (isVertex ? undefined : 'user'), ['user', 'model'], `${path}.role`);
        if (!need(content.parts, 'array', `${path}.parts`).length)
            refuse(`${path}.parts`, 'contents.parts must not be empty.');
        return {
            role: content.role ?? 'user',
            parts: content.parts.map((part, n) => partOf(part, `${path}.parts[${n}]`)),
        };
    });
    checkResults(turns);
    if (turns.at(-1)?.role === 'model') refuse('contents', "the last turn is the model's");
    return turns;
}

function toolsOf(tools) {
    return (maybe(tools, 'array', 'tools') ?? []).flatMap((tool, at) =>
        (only(tool, 'functionDeclarations', `tools[${at}]`).functionDeclarations ?? []).map((declared, n) => {
            const path = `tools[${at}].functionDeclarations[${n}]`;
            only(declared, 'name description parameters parametersJsonSchema response behavior', path);
            if (!/^[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}$/.test(declared.name))
                refuse(`${path}.name`, 'Invalid function name.');
            if (declared.parameters && declared.parametersJsonSchema)
                refuse(path, 'parameters and parametersJsonSchema are mutually exclusive');
            if (declared.parameters) protoSchema(declared.parameters, `${path}.parameters`);
            if (declared.parametersJsonSchema)
                jsonSchema(declared.parametersJsonSchema, `${path}.parametersJsonSchema`);
            return { name: declared.name, schema: declared.parameters ?? declared.parametersJsonSchema };
        })
    );
}

function choiceOf(config, tools) {
    const calling = only(config ?? {}, 'functionCallingConfig retrievalConfig', 'toolConfig').functionCallingConfig;
    if (!calling) return 'auto';
    only(calling, 'mode allowedFunctionNames', 'toolConfig.functionCallingConfig');
    const mode = oneOf(
        calling.mode ?? 'AUTO',
        ['AUTO', 'ANY', 'NONE', 'VALIDATED'],
        'toolConfig.functionCallingConfig.mode'
    );
    const names = calling.allowedFunctionNames ?? [];
    if (names.length && !['ANY', 'VALIDATED'].includes(mode))
        refuse('toolConfig', 'allowed_function_names is only for ANY');
    for (const name of names)
        if (!tools.some((tool) => tool.name === name)) refuse('toolConfig', `${name} is no declared function`);
    return mode === 'ANY' ? (names.length === 1 ? { name: names[0] } : 'required') : mode === 'NONE' ? 'none' : 'auto';
}

function schemaOf(config) {
    const { responseMimeType, responseSchema, responseJsonSchema } = config;
    if ((responseSchema || responseJsonSchema) && responseMimeType !== 'application/json')
        refuse('generationConfig', 'response schema needs the response MIME type application/json');
    if (responseSchema && responseJsonSchema) refuse('generationConfig', 'two schemas');
    if (responseSchema) return protoSchema(responseSchema, 'generationConfig.responseSchema');
    return responseJsonSchema && jsonSchema(responseJsonSchema, 'generationConfig.responseJsonSchema');
}

/// Gemini 3 requires the signature of a step's first call to be returned on the same part.
function checkSignatures(view) {
    if (view.model !== 'thinking') return;
    view.turns.forEach((turn, at) => {
        const call = turn.parts.find((part) => part.call)?.call;
        if (call && !call.thoughtSignature)
            refuse(
                `contents[${at}]`,
                `Function call \`${call.name}\` in the ${at + 1}. content block is missing a \`thought_signature\`.`
            );
    });
}

function viewOf(body, model, isVertex) {
    only(
        body,
        'contents tools toolConfig safetySettings systemInstruction generationConfig cachedContent labels model serviceTier',
        ''
    );
    const config = only(body.generationConfig ?? {}, CONFIG, 'generationConfig');
    const thinking = only(
        config.thinkingConfig ?? {},
        'includeThoughts thinkingBudget thinkingLevel',
        'generationConfig.thinkingConfig'
    );
    if (thinking.thinkingBudget !== undefined && thinking.thinkingLevel !== undefined)
        refuse('generationConfig.thinkingConfig', 'You can only set only one of thinking budget and thinking level.');
    if (thinking.thinkingLevel)
        oneOf(
            thinking.thinkingLevel.toUpperCase(),
            ['MINIMAL', 'LOW', 'MEDIUM', 'HIGH'],
            'generationConfig.thinkingConfig.thinkingLevel'
        );
    const instruction = only(body.systemInstruction ?? { parts: [] }, 'role parts', 'systemInstruction');
    const tools = toolsOf(body.tools);
    const view = {
        model,
        turns: turnsOf(body.contents, isVertex),
        tools,
        choice: choiceOf(body.toolConfig, tools),
        schema: schemaOf(config),
        system: instruction.parts
            .map((part, at) =>
                need(only(part, 'text', `systemInstruction.parts[${at}]`).text, 'string', 'systemInstruction')
            )
            .join('\n'),
        temperature: range(config.temperature, 0, 2, 'generationConfig.temperature'),
        maxTokens: range(config.maxOutputTokens, 1, 1e6, 'generationConfig.maxOutputTokens'),
        stop: config.stopSequences,
        thinks:
            thinking.includeThoughts === true ||
            (thinking.thinkingBudget ?? 0) !== 0 ||
            Boolean(thinking.thinkingLevel),
        thoughtsShown: thinking.includeThoughts === true,
    };
    checkSignatures(view);
    return view;
}

const FINISH = { stop: 'STOP', calls: 'STOP', length: 'MAX_TOKENS', filter: 'SAFETY' };

function usageOf({ fresh: input, cached, output, reasoning }) {
    return {
        promptTokenCount: input + cached,
        candidatesTokenCount: output,
        totalTokenCount: input + cached + output + reasoning,
        cachedContentTokenCount: cached,
        ...(reasoning ? { thoughtsTokenCount: reasoning } : {}),
    };
}

function* partsOf(view, answer) {
    for (const piece of pieces(view.thoughtsShown ? (answer.thought ?? '') : '', 12))
        yield { text: piece, thought: true };
    for (const piece of pieces(answer.text, 9)) yield { text: piece };
    for (const [at, call] of answer.calls.entries())
        yield { functionCall: call, ...(at === 0 && answer.thought ? { thoughtSignature: signature(VENDOR) } : {}) };
}

/// Consecutive pieces of one kind are one part of a whole answer.
function wholeParts(view, answer) {
    const parts = [];
    for (const part of partsOf(view, answer))
        if (part.text && parts.at(-1)?.text && parts.at(-1).thought === part.thought) parts.at(-1).text += part.text;
        else parts.push({ ...part });
    return parts;
}

const chunkOf = (view, id, parts, more = {}, finish = {}) => ({
    candidates: [{ content: { parts, role: 'model' }, ...finish, index: 0 }],
    ...more,
    modelVersion: view.model,
    responseId: id,
});

async function streamed(exchange, view, answer) {
    const isSse = exchange.query.get('alt') === 'sse';
    exchange.stream(isSse ? 'text/event-stream' : 'application/json');
    const id = fresh('r');
    let count = 0;
    const write = (chunk) =>
        exchange.write(
            isSse ? `data: ${JSON.stringify(chunk)}\r\n\r\n` : `${count++ ? ',\r\n' : '['}${JSON.stringify(chunk)}`
        );
    let left = answer.breaks ? 2 : Infinity;
    const parts = [...partsOf(view, answer)];
    for (const part of parts.slice(0, -1)) {
        if (!(await write(chunkOf(view, id, [part], { usageMetadata: { promptTokenCount: 16, totalTokenCount: 16 } }))))
            return;
        if (!--left) break;
        if (answer.pace) await pause(answer.pace);
    }
    if (answer.breaks === 'cut') return exchange.tear();
    if (answer.breaks)
        await write({ error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } });
    else
        await write(
            chunkOf(
                view,
                id,
                [parts.at(-1)],
                { usageMetadata: usageOf(answer.usage) },
                { finishReason: FINISH[answer.finish] }
            )
        );
    if (!isSse) await exchange.write(']');
    exchange.end();
}

export function generate(exchange, model, { isStream, isVertex = false }) {
    const view = viewOf(exchange.body, model, isVertex);
    const answer = answerTo(view);
    if (isStream) return streamed(exchange, view, answer);
    return exchange.json(
        chunkOf(
            view,
            fresh('r'),
            wholeParts(view, answer),
            { usageMetadata: usageOf(answer.usage) },
            { finishReason: FINISH[answer.finish] }
        )
    );
}

export function countTokens(exchange, model, isVertex = false) {
    const body = exchange.body.generateContentRequest ?? exchange.body;
    exchange.json({ totalTokens: 100 * viewOf(body, model, isVertex).turns.length });
}

const embedded = (content) => ({
    values: vectorOf(need(content?.parts?.[0]?.text, 'string', 'content.parts[0].text')),
});

function embed(exchange, model) {
    if (model !== 'embed')
        throw new Refusal(404, `models/${model} is not found for API version v1beta`, { kind: 'model' });
    const body = only(exchange.body, 'model content taskType title outputDimensionality', '');
    exchange.json({ embedding: embedded(body.content) });
}

function batchEmbed(exchange, model) {
    if (model !== 'embed')
        throw new Refusal(404, `models/${model} is not found for API version v1beta`, { kind: 'model' });
    exchange.json({
        embeddings: need(exchange.body.requests, 'array', 'requests').map((each, at) => {
            if (
                only(each, 'model content taskType title outputDimensionality', `requests[${at}]`).model !==
                `models/${model}`
            )
                refuse(`requests[${at}].model`, 'must match the model of the batch');
            return embedded(each.content);
        }),
    });
}

const STATUS = {
    400: 'INVALID_ARGUMENT',
    401: 'UNAUTHENTICATED',
    403: 'PERMISSION_DENIED',
    404: 'NOT_FOUND',
    429: 'RESOURCE_EXHAUSTED',
    500: 'INTERNAL',
};

/// Google sends the retry time in the body and reports an unknown key with a 400.
export function problem({ status, message, retryAfter }, isVertex = false) {
    if (status === 401 && !isVertex)
        return {
            status: 400,
            body: {
                error: {
                    code: 400,
                    message: 'API key not valid. Please pass a valid API key.',
                    status: 'INVALID_ARGUMENT',
                    details: [
                        {
                            '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
                            reason: 'API_KEY_INVALID',
                            domain: 'googleapis.com',
                        },
                    ],
                },
            },
        };
    const details = retryAfter
        ? { details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${retryAfter}s` }] }
        : {};
    return { body: { error: { code: status, message, status: STATUS[status] ?? 'UNKNOWN', ...details } } };
}

const modelOf = (id) => ({
    name: `models/${id}`,
    displayName: id,
    inputTokenLimit: 1048576,
    outputTokenLimit: 65536,
    supportedGenerationMethods: id === 'embed' ? ['embedContent'] : ['generateContent', 'countTokens'],
});

function authorize({ headers, query }) {
    if ((headers['x-goog-api-key'] ?? query.get('key')) !== key)
        throw new Refusal(401, 'API key not valid. Please pass a valid API key.');
}

const model = (method, handler) => [
    'POST',
    new RegExp(`^/v1beta/models/([^/:]+):${method}$`),
    (exchange) => handler(exchange, decodeURIComponent(exchange.match[1])),
];

export const gemini = {
    name: 'gemini',
    authorize,
    problem: (refusal) => problem({ ...refusal, message: refusal.message, retryAfter: refusal.retryAfter }),
    paths: [
        model('generateContent', (exchange, name) => generate(exchange, name, { isStream: false })),
        model('streamGenerateContent', (exchange, name) => generate(exchange, name, { isStream: true })),
        model('countTokens', countTokens),
        model('embedContent', embed),
        model('batchEmbedContents', batchEmbed),
        [
            'GET',
            /^\/v1beta\/models$/,
            (exchange) => exchange.json({ models: [...Object.keys(SCENARIOS), 'embed'].map(modelOf) }),
        ],
        [
            'GET',
            /^\/v1beta\/models\/([^/]+)$/,
            (exchange) => {
                if (!isModel(exchange.match[1]))
                    throw new Refusal(404, `Model is not found: models/${exchange.match[1]}`);
                exchange.json(modelOf(exchange.match[1]));
            },
        ],
    ],
};
