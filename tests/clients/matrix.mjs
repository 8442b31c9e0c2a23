// Which clients are tried with which upstreams, and what a pair does not support: these tables define the matrix.
import { CREDENTIALS, REGION } from './upstreams/aws_signature.mjs';
import { anthropic, anthropicCompatible } from './upstreams/anthropic.mjs';
import { ONE_DEPLOYMENT, azure } from './upstreams/azure.mjs';
import { bedrock } from './upstreams/bedrock.mjs';
import { cohere } from './upstreams/cohere.mjs';
import { gemini } from './upstreams/gemini.mjs';
import { ollama } from './upstreams/ollama.mjs';
import { deepseek, openaiChat, qwenEngine } from './upstreams/openai_chat.mjs';
import { openaiResponses } from './upstreams/openai_responses.mjs';
import { key } from './upstreams/scenarios.mjs';
import { LOCATION, PROJECT, serviceAccount, vertex } from './upstreams/vertex.mjs';
import * as aiSdk from './sdks/ai_sdk.mjs';
import { anthropicMessages } from './sdks/anthropic.mjs';
import { genai, genaiVertex } from './sdks/genai.mjs';
import * as langchain from './sdks/langchain.mjs';
import { ollama as ollamaClient } from './sdks/ollama.mjs';
import * as openai from './sdks/openai.mjs';

export const CLIENTS = [
    openai.openaiChat,
    aiSdk.aiCompatible,
    langchain.langchainChat,
    openai.openaiResponses,
    aiSdk.aiOpenai,
    langchain.langchainResponses,
    anthropicMessages,
    aiSdk.aiAnthropic,
    genai,
    aiSdk.aiGoogle,
    ollamaClient,
];

const at =
    (path, settings = {}) =>
    (origin) => ({ base_url: `${origin}${path}`, settings });
const aws = { region: REGION };
const cloud = { project: PROJECT, region: LOCATION };

/// `tells`: what usage the vendor reports separately; `thoughts`: 'shown', 'hidden'; `stop`: supports stop sequences;
/// `filter`: finish reason of a content filter; `embeds`: supports embeddings; `cases`: cases that differ from another upstream; `wait`: sends Retry-After.
const all = {
    tells: { cached: true, reasoning: true },
    thoughts: 'shown',
    stop: true,
    filter: 'filter',
    embeds: true,
    wait: true,
};
const noCount = { cached: true, reasoning: false };

export const UPSTREAMS = {
    'openai-chat': { ...all, fake: openaiChat, type: 'openai-compatible', provider: at('/v1') },
    deepseek: {
        ...all,
        fake: deepseek,
        type: 'deepseek',
        provider: at('/v1'),
        embeds: false,
        cases: [
            'plain',
            'stream',
            'history',
            'tools',
            'tools-stream',
            'parallel',
            'parallel-stream',
            'thinking',
            'thinking-stream',
        ],
    },
    'qwen-engine': {
        ...all,
        fake: qwenEngine,
        type: 'sglang',
        provider: at('/v1'),
        cases: ['plain', 'stream', 'history', 'tools', 'tools-stream'],
    },
    'openai-responses': { ...all, fake: openaiResponses, type: 'openai-responses', provider: at('/v1'), stop: false },
    anthropic: {
        ...all,
        fake: anthropic,
        type: 'anthropic',
        provider: at(''),
        tells: noCount,
        embeds: false,
    },
    'anthropic-compatible': {
        ...all,
        fake: anthropicCompatible,
        type: 'anthropic-compatible',
        provider: at(''),
        tells: noCount,
        embeds: false,
        cases: ['plain', 'stream', 'tools', 'tools-stream', 'schema', 'thinking', 'thinking-stream'],
    },
    gemini: { ...all, fake: gemini, type: 'gemini-compatible', provider: at('') },
    ollama: { ...all, fake: ollama, type: 'ollama', provider: at(''), tells: {}, filter: 'stop' },
    azure: { ...all, fake: azure, type: 'azure', provider: at('/openai/v1'), thoughts: 'hidden' },
    'azure-deployment': {
        ...all,
        fake: azure,
        type: 'azure-deployment',
        thoughts: 'hidden',
        provider: at(`/openai/deployments/${ONE_DEPLOYMENT}?api-version=2024-10-21`),
    },
    bedrock: {
        ...all,
        fake: bedrock,
        type: 'bedrock',
        provider: at('', aws),
        tells: noCount,
        embeds: false,
        wait: false,
        modelPrefix: 'anthropic.claude-sonnet-4-6-', // supports everything: sampling, schemas, reasoning of either kind
    },
    'bedrock-signed': {
        ...all,
        fake: bedrock,
        type: 'bedrock',
        provider: at('', aws),
        tells: noCount,
        embeds: false,
        wait: false,
        secret: () => JSON.stringify(CREDENTIALS),
        modelPrefix: 'anthropic.claude-sonnet-4-6-', // supports everything: sampling, schemas, reasoning of either kind
    },
    cohere: { ...all, fake: cohere, type: 'cohere', provider: at(''), tells: noCount, filter: undefined },
    vertex: {
        ...all,
        fake: vertex,
        type: 'vertex',
        provider: at('', cloud),
        embeds: false, // it has a separate API (:predict), which is not supported here
        secret: (origin) => JSON.stringify(serviceAccount(origin)),
    },
    'vertex-claude': {
        ...all,
        fake: vertex,
        type: 'vertex-anthropic',
        provider: at('', cloud),
        tells: noCount,
        embeds: false,
        secret: (origin) => JSON.stringify(serviceAccount(origin)),
        modelPrefix: 'claude-',
    },
};
export const secretOf = (upstream, origin) => upstream.secret?.(origin) ?? key;

/// Without the gateway: each SDK with its own vendor's fake.
export const DIRECT = [
    [openai.openaiChat, 'openai-chat'],
    [aiSdk.aiCompatible, 'openai-chat'],
    [langchain.langchainChat, 'openai-chat'],
    [aiSdk.aiCompatible, 'deepseek'],
    [langchain.langchainChat, 'deepseek'],
    [openai.openaiResponses, 'openai-responses'],
    [aiSdk.aiOpenai, 'openai-responses'],
    [langchain.langchainResponses, 'openai-responses'],
    [anthropicMessages, 'anthropic'],
    [aiSdk.aiAnthropic, 'anthropic'],
    [genai, 'gemini'],
    [aiSdk.aiGoogle, 'gemini'],
    [ollamaClient, 'ollama'],
    [openai.azureDeployments, 'azure'],
    [aiSdk.aiBedrock, 'bedrock'],
    [aiSdk.aiBedrockSigned, 'bedrock-signed'],
    [aiSdk.aiCohere, 'cohere'],
    [genaiVertex, 'vertex'],
    [aiSdk.aiVertex, 'vertex'],
    [aiSdk.aiVertexClaude, 'vertex-claude'],
];
export const directPlace = (origin) => ({ origin, key, aws: CREDENTIALS, project: PROJECT, location: LOCATION });

/// Clients whose tool loops are recorded.
export const TRANSCRIPTS = [
    [anthropicMessages, 'deepseek'],
    [openai.openaiResponses, 'openai-chat'],
    [genai, 'anthropic'],
];

/// What is not supported, by whom, and why. `how`: 'refused' (a 400 that says so), 'unsaid' (the client cannot express
/// it; nothing is sent), or the name of the difference, which the case reads. `mode` if it applies to one mode only.
export const DECLARED = [
    { client: 'ollama', case: 'image-url', how: 'unsaid', why: "Ollama's API takes the bytes of an image only" },
    {
        client: [
            'ai-sdk compatible',
            'ai-sdk google',
            'ai-sdk cohere',
            'ai-sdk bedrock',
            'ai-sdk bedrock signed',
            'ai-sdk vertex',
            'ai-sdk vertex claude',
        ],
        case: 'image-url',
        how: 'unsaid',
        why: 'this SDK fetches the image itself and sends its bytes',
    },
    { upstream: 'ollama', case: 'image-url', how: 'refused', why: 'Ollama takes the bytes of an image only' },
    {
        client: 'anthropic',
        upstream: 'anthropic-compatible',
        case: 'schema',
        how: 'refused',
        why: 'the request goes as it is to a host that speaks its format, and that one knows no schemas',
    },
    {
        upstream: ['bedrock', 'bedrock-signed'],
        case: 'image-url',
        how: 'refused',
        why: "Bedrock takes the bytes of an image, or its own store's",
    },
    { upstream: 'cohere', case: 'filter', how: 'unsaid', why: 'Cohere ends no answer by a filter' },
    {
        client: 'langchain chat',
        upstream: 'deepseek',
        mode: 'direct',
        case: ['thinking', 'thinking-stream'],
        how: 'refused',
        why: 'it drops reasoning_content, which DeepSeek wants back',
    },
];

const has = (what, value) => what === undefined || [what].flat().includes(value);

export function declared(client, upstream, name, mode) {
    return DECLARED.find(
        (each) =>
            has(each.client, client.name) &&
            has(each.upstream, upstream) &&
            has(each.case, name) &&
            has(each.mode, mode)
    );
}
