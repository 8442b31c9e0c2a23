// The Vercel AI SDK with the vendors' providers.
import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createCohere } from '@ai-sdk/cohere';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createVertex } from '@ai-sdk/google-vertex';
import { createVertexAnthropic } from '@ai-sdk/google-vertex/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { Output, generateText, jsonSchema, stepCountIs, streamText, tool } from 'ai';
import { CITY } from './schema.mjs';

globalThis.AI_SDK_LOG_WARNINGS = false;

const failureOf = (error) => ({
    kind: error.name,
    status: error.statusCode,
    message: error.message,
    retryAfter: error.responseHeaders?.['retry-after'] ?? null,
});

const FINISH = { stop: 'stop', 'tool-calls': 'calls', length: 'length', 'content-filter': 'filter' };

const usageOf = (usage) => ({
    input: usage.inputTokens,
    cached: usage.inputTokenDetails?.cacheReadTokens ?? 0,
    output: usage.outputTokens,
    reasoning: usage.outputTokenDetails?.reasoningTokens ?? 0,
});

function argsOf(model, request, providerOptions) {
    const { temperature, maxTokens, stop } = request.sampling ?? {};
    const content = [{ type: 'text', text: request.prompt }];
    if (request.image)
        content.push({
            type: 'image',
            image: request.image.url ? new URL(request.image.url) : Buffer.from(request.image.data, 'base64'),
            mediaType: request.image.mediaType,
        });
    const tools =
        request.tools &&
        Object.fromEntries(
            request.tools.map(({ name, description, parameters }) => [
                name,
                tool({
                    description,
                    inputSchema: jsonSchema(parameters),
                    execute: (args, { toolCallId: id }) => request.run({ id, name, args }),
                }),
            ])
        );
    return {
        model,
        system: request.system,
        messages: [
            ...(request.history ?? []).map(([role, text]) => ({ role, content: text })),
            { role: 'user', content },
        ],
        temperature,
        maxOutputTokens: maxTokens ?? (request.thinks ? 8192 : undefined),
        stopSequences: stop,
        tools,
        maxRetries: 0,
        stopWhen: stepCountIs(4),
        providerOptions: request.thinks ? providerOptions : undefined,
    };
}

const stepOf = (step) => ({
    id: step.response.id,
    text: step.text,
    thought: step.reasoningText,
    finish: FINISH[step.finishReason],
    usage: usageOf(step.usage),
    calls: step.toolCalls.map((call) => ({ id: call.toolCallId, name: call.toolName, args: call.input })),
});

async function streamed(args, { signal, onPiece } = {}) {
    let failure,
        isAborted = false;
    const answer = streamText({ ...args, abortSignal: signal, onError: ({ error }) => (failure = error) });
    const pieces = [];
    for await (const part of answer.fullStream) {
        if (part.type === 'error') failure = part.error;
        if (part.type === 'finish' && !FINISH[part.finishReason])
            failure ??= new Error(`finished with ${part.finishReason}`);
        if (part.type === 'abort') isAborted = true;
        if (part.type === 'text-delta') (pieces.push(part.text), onPiece?.(pieces.length));
    }
    if (failure)
        throw failure instanceof Error
            ? failure
            : new Error(typeof failure === 'string' ? failure : JSON.stringify(failure));
    if (isAborted) throw new DOMException('aborted', 'AbortError');
    return (await answer.steps).map((step) => ({ ...stepOf(step), pieces }));
}

const run = async (args, { isStream, ...more } = {}) =>
    isStream ? streamed(args, more) : (await generateText({ ...args, abortSignal: more.signal })).steps.map(stepOf);

function clientOf(name, dialect, modelOf, { providerOptions, shows = {}, sends = {} } = {}) {
    return {
        name,
        dialect,
        failureOf,
        runsTools: true,
        shows: { thoughts: true, cached: true, reasoning: true, ...shows },
        sends: { stop: true, ...sends },
        ask: async (place, model, request, how) =>
            (await run(argsOf(modelOf(place, model), request, providerOptions), how)).at(-1),
        loop: (place, model, request, how) => run(argsOf(modelOf(place, model), request, providerOptions), how),
        structured: async (place, model, request) =>
            (
                await generateText({
                    ...argsOf(modelOf(place, model), request, providerOptions),
                    output: Output.object({ schema: CITY }),
                })
            ).output,
    };
}

const THINKING = { thinking: { type: 'enabled', budgetTokens: 2048 } };
const THINKING_CONFIG = { thinkingConfig: { includeThoughts: true, thinkingBudget: 2048 } };

export const aiCompatible = clientOf(
    'ai-sdk compatible',
    'chat',
    ({ origin, key, path = '/v1' }, model) =>
        createOpenAICompatible({
            name: 'fake',
            apiKey: key,
            baseURL: `${origin}${path}`,
            includeUsage: true,
            supportsStructuredOutputs: true,
        })(model),
    { providerOptions: { fake: { reasoningEffort: 'high' } } }
);
export const aiOpenai = clientOf(
    'ai-sdk openai',
    'responses',
    ({ origin, key }, model) => createOpenAI({ apiKey: key, baseURL: `${origin}/v1` })(model),
    {
        providerOptions: {
            openai: {
                reasoningEffort: 'high',
                reasoningSummary: 'auto',
                forceReasoning: true,
                store: false,
                include: ['reasoning.encrypted_content'],
            },
        },
        sends: { stop: false },
    }
);
export const aiAnthropic = clientOf(
    'ai-sdk anthropic',
    'messages',
    ({ origin, key }, model) => createAnthropic({ apiKey: key, baseURL: `${origin}/v1` })(model),
    { providerOptions: { anthropic: THINKING }, shows: { reasoning: false }, sends: { isThinkingAdded: true } }
);
export const aiGoogle = clientOf(
    'ai-sdk google',
    'gemini',
    ({ origin, key }, model) =>
        createGoogleGenerativeAI({ apiKey: key, baseURL: `${origin}/v1beta` })(`models/${model}`),
    { providerOptions: { google: THINKING_CONFIG } }
);

// These talk only to the fakes, to verify that the fakes behave like the vendors.
export const aiBedrock = clientOf(
    'ai-sdk bedrock',
    'converse',
    ({ origin, key }, model) =>
        createAmazonBedrock({ region: 'eu-central-1', apiKey: key, baseURL: origin })(`anthropic.${model}`),
    {
        providerOptions: { bedrock: { reasoningConfig: { type: 'enabled', budgetTokens: 2048 } } },
        shows: { reasoning: false },
    }
);
export const aiBedrockSigned = clientOf(
    'ai-sdk bedrock signed',
    'converse',
    ({ origin, aws }, model) =>
        createAmazonBedrock({
            region: 'eu-central-1',
            apiKey: '',
            accessKeyId: aws.access_key_id,
            secretAccessKey: aws.secret_access_key,
            baseURL: origin,
        })(`anthropic.${model}`),
    {
        shows: { reasoning: false },
        providerOptions: { bedrock: { reasoningConfig: { type: 'enabled', budgetTokens: 2048 } } },
    }
);
export const aiCohere = clientOf(
    'ai-sdk cohere',
    'cohere',
    ({ origin, key }, model) => createCohere({ apiKey: key, baseURL: `${origin}/v2` })(model),
    { providerOptions: { cohere: THINKING }, shows: { reasoning: false, cached: false } }
);
const vertexPath = ({ origin, project, location }, publisher) =>
    `${origin}/v1beta1/projects/${project}/locations/${location}/publishers/${publisher}`;
const authClient = (key) => ({ googleAuthOptions: { authClient: { getAccessToken: async () => ({ token: key }) } } });
export const aiVertex = clientOf(
    'ai-sdk vertex',
    'gemini',
    (place, model) => createVertex({ ...place, ...authClient(place.key), baseURL: vertexPath(place, 'google') })(model),
    { providerOptions: { vertex: THINKING_CONFIG } }
);
export const aiVertexClaude = clientOf(
    'ai-sdk vertex claude',
    'messages',
    (place, model) =>
        createVertexAnthropic({
            ...place,
            ...authClient(place.key),
            baseURL: `${vertexPath(place, 'anthropic')}/models`,
        })(`claude-${model}`),
    { providerOptions: { anthropic: THINKING }, shows: { reasoning: false }, sends: { temperature: false } }
); // for unknown Claude models
