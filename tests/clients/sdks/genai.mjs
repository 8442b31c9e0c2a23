// @google/genai, for Gemini and for Vertex.
import { GoogleGenAI, Type } from '@google/genai';
import { CITY_SCHEMA } from './schema.mjs';

export const make = ({ origin, key }) =>
    new GoogleGenAI({ apiKey: key, httpOptions: { baseUrl: origin, timeout: 30000 } });
const makeVertex = ({ origin, key, project, location }) =>
    new GoogleGenAI({
        vertexai: true,
        project,
        location,
        httpOptions: { baseUrl: origin },
        googleAuthOptions: {
            authClient: { getRequestHeaders: async () => new Headers({ authorization: `Bearer ${key}` }) },
        },
    });

const failureOf = (error) => ({
    kind: error.constructor.name,
    status: error.status,
    message: error.message,
    retryAfter: undefined,
});

const partOf = (image) =>
    image.url
        ? { fileData: { fileUri: image.url, mimeType: 'image/png' } }
        : { inlineData: { mimeType: image.mediaType, data: image.data } };

function contentsOf({ history = [], prompt, image }) {
    const turns = history.map(([role, text]) => ({ role: role === 'assistant' ? 'model' : 'user', parts: [{ text }] }));
    return [...turns, { role: 'user', parts: [{ text: prompt }, ...(image ? [partOf(image)] : [])] }];
}

function configOf(request, signal) {
    const { temperature, maxTokens, stop } = request.sampling ?? {};
    const config = { abortSignal: signal };
    if (request.system) config.systemInstruction = request.system;
    if (temperature !== undefined) config.temperature = temperature;
    if (maxTokens) config.maxOutputTokens = maxTokens;
    if (stop) config.stopSequences = stop;
    if (request.thinks) config.thinkingConfig = { includeThoughts: true, thinkingBudget: 2048 };
    if (request.tools)
        config.tools = [
            {
                functionDeclarations: request.tools.map(({ name, description, parameters }) => ({
                    name,
                    description,
                    parametersJsonSchema: parameters,
                })),
            },
        ];
    return config;
}

const FINISH = { STOP: 'stop', MAX_TOKENS: 'length', SAFETY: 'filter', PROHIBITED_CONTENT: 'filter' };

const usageOf = (usage) =>
    usage && {
        input: usage.promptTokenCount,
        cached: usage.cachedContentTokenCount ?? 0,
        output: (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0),
        reasoning: usage.thoughtsTokenCount ?? 0,
    };

function answerOf(parts, { finishReason, usageMetadata, responseId }, more = {}) {
    const calls = parts
        .filter((part) => part.functionCall)
        .map(({ functionCall: { id, name, args } }) => ({ id, name, args }));
    return {
        id: responseId,
        parts,
        calls,
        thought: parts
            .filter((part) => part.thought)
            .map((part) => part.text)
            .join(''),
        text: parts
            .filter((part) => part.text && !part.thought)
            .map((part) => part.text)
            .join(''),
        finish: calls.length && finishReason === 'STOP' ? 'calls' : FINISH[finishReason],
        usage: usageOf(usageMetadata),
        ...more,
    };
}

function clientOf(name, sdkOf, sends) {
    async function streamed(place, body, { onPiece } = {}) {
        const pieces = [],
            parts = [],
            last = {};
        for await (const chunk of await sdkOf(place).models.generateContentStream(body)) {
            const [candidate] = chunk.candidates ?? [];
            for (const part of candidate?.content?.parts ?? []) {
                if (part.text === '' && !part.thoughtSignature) continue;
                parts.push(part);
                if (part.text && !part.thought) (pieces.push(part.text), onPiece?.(pieces.length));
            }
            Object.assign(last, {
                responseId: chunk.responseId,
                usageMetadata: chunk.usageMetadata ?? last.usageMetadata,
                finishReason: candidate?.finishReason ?? last.finishReason,
            });
        }
        if (!last.finishReason) throw new Error('the stream ended without a finishReason');
        return answerOf(parts, last, { pieces });
    }
    async function send(place, body, { isStream, ...more } = {}) {
        if (isStream) return streamed(place, body, more);
        const answer = await sdkOf(place).models.generateContent(body);
        const [candidate] = answer.candidates;
        return answerOf(candidate.content?.parts ?? [], {
            ...answer,
            finishReason: candidate.finishReason,
            usageMetadata: answer.usageMetadata,
            responseId: answer.responseId,
        });
    }
    const bodyOf = (model, request, signal) => ({
        model,
        contents: contentsOf(request),
        config: configOf(request, signal),
    });
    return {
        name,
        dialect: 'gemini',
        failureOf,
        sends,
        shows: { thoughts: true, cached: true, reasoning: true },
        ask: (place, model, request, how = {}) => send(place, bodyOf(model, request, how.signal), how),
        async loop(place, model, request, how) {
            const body = bodyOf(model, request),
                answers = [];
            for (;;) {
                const answer = await send(place, body, how);
                answers.push(answer);
                if (!answer.calls.length || answers.length > 4) return answers;
                const results = [];
                for (const { id, name: called, args } of answer.calls)
                    results.push({
                        functionResponse: {
                            ...(id ? { id } : {}),
                            name: called,
                            response: { output: await request.run({ id, name: called, args }) },
                        },
                    });
                body.contents = [
                    ...body.contents,
                    { role: 'model', parts: answer.parts },
                    { role: 'user', parts: results },
                ];
            }
        },
        /// Once in each of its two forms.
        async structured(place, model, request) {
            const ask = async (schema) =>
                JSON.parse(
                    (
                        await send(place, {
                            ...bodyOf(model, request),
                            config: { ...configOf(request), responseMimeType: 'application/json', ...schema },
                        })
                    ).text
                );
            const properties = {
                city: { type: Type.STRING },
                population: { type: Type.INTEGER },
                isCapital: { type: Type.BOOLEAN },
                tags: { type: Type.ARRAY, items: { type: Type.STRING, enum: ['old', 'new'] } },
            };
            const other = await ask({
                responseSchema: {
                    type: Type.OBJECT,
                    properties,
                    required: Object.keys(properties),
                    propertyOrdering: Object.keys(properties),
                },
            });
            const answer = await ask({ responseJsonSchema: CITY_SCHEMA });
            return JSON.stringify(answer) === JSON.stringify(other) ? answer : { answer, other };
        },
    };
}

export const genai = clientOf('genai', make, { stop: true });
export const genaiVertex = clientOf('genai vertexai', makeVertex, { stop: true });
