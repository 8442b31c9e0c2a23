// The openai package: chat completions and Responses. Clients have the fields that the matrix uses.
import OpenAI, { AzureOpenAI } from 'openai';
import { zodResponseFormat, zodTextFormat } from 'openai/helpers/zod';
import { CITY } from './schema.mjs';

const options = ({ key }) => ({ apiKey: key, maxRetries: 0, timeout: 30000, logLevel: 'off' });
export const make = (place) => new OpenAI({ ...options(place), baseURL: `${place.origin}/v1` });

export const failureOf = (error) => ({
    kind: error.constructor.name,
    status: error.status,
    message: error.message,
    retryAfter: error.headers?.get?.('retry-after') ?? null,
});

const drop = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

// ---- chat completions

const dataUrl = (image) => image.url ?? `data:${image.mediaType};base64,${image.data}`;

function messagesOf({ system, history = [], prompt, image }) {
    const content = image
        ? [
              { type: 'text', text: prompt },
              { type: 'image_url', image_url: { url: dataUrl(image) } },
          ]
        : prompt;
    return [
        ...(system ? [{ role: 'system', content: system }] : []),
        ...history.map(([role, text]) => ({ role, content: text })),
        { role: 'user', content },
    ];
}

const toolsOf = (request) =>
    request.tools?.map(({ name, description, parameters }) => ({
        type: 'function',
        function: { name, description, parameters },
    }));

function chatBody(model, request) {
    const { temperature, maxTokens, stop } = request.sampling ?? {};
    return drop({
        model,
        messages: messagesOf(request),
        tools: toolsOf(request),
        temperature,
        max_completion_tokens: maxTokens,
        stop,
        reasoning_effort: request.thinks ? 'high' : undefined,
    });
}

const FINISH = { stop: 'stop', tool_calls: 'calls', length: 'length', content_filter: 'filter' };

const chatUsage = (usage) =>
    usage && {
        input: usage.prompt_tokens,
        cached: usage.prompt_tokens_details?.cached_tokens ?? 0,
        output: usage.completion_tokens,
        reasoning: usage.completion_tokens_details?.reasoning_tokens ?? 0,
    };

function chatAnswer(completion, more = {}) {
    const [{ message, finish_reason }] = completion.choices;
    return {
        id: completion.id,
        text: message.content ?? '',
        finish: FINISH[finish_reason],
        usage: chatUsage(completion.usage),
        message,
        thought: message.reasoning_content ?? message.reasoning,
        calls: (message.tool_calls ?? []).map((call) => ({
            id: call.id,
            name: call.function.name,
            args: JSON.parse(call.function.arguments),
        })),
        ...more,
    };
}

/// The SDK's own helper reads the stream; reasoning, which it does not support, is taken from the chunks.
async function chatStream(sdk, body, { signal, onPiece }) {
    const stream = sdk.chat.completions.stream({ ...body, stream_options: { include_usage: true } }, { signal });
    const pieces = [];
    let thought = '';
    for await (const chunk of stream) {
        const delta = chunk.choices[0]?.delta ?? {};
        thought += delta.reasoning_content ?? delta.reasoning ?? '';
        if (delta.content) (pieces.push(delta.content), onPiece?.(pieces.length));
    }
    return chatAnswer(await stream.finalChatCompletion(), { pieces, thought });
}

function chatClient(name, makeSdk) {
    const ask = (place, model, request, { isStream, ...more } = {}) =>
        isStream
            ? chatStream(makeSdk(place, model), chatBody(model, request), more)
            : makeSdk(place, model)
                  .chat.completions.create(chatBody(model, request), { signal: more.signal })
                  .then((answer) => chatAnswer(answer));
    return {
        name,
        dialect: 'chat',
        failureOf,
        ask,
        shows: { thoughts: true, cached: true, reasoning: true },
        sends: { stop: true },
        async loop(place, model, request, { isStream, echoThoughts } = {}) {
            const body = chatBody(model, request),
                answers = [];
            for (;;) {
                const answer = isStream
                    ? await chatStream(makeSdk(place, model), body, {})
                    : chatAnswer(await makeSdk(place, model).chat.completions.create(body));
                answers.push(answer);
                if (!answer.calls.length || answers.length > 4) return answers;
                const { reasoning_content, parsed, ...message } = answer.message;
                (void reasoning_content, parsed);
                if (message.tool_calls)
                    message.tool_calls = message.tool_calls.map(
                        ({ id, type, function: { name: called, arguments: args } }) => ({
                            id,
                            type,
                            function: { name: called, arguments: args },
                        })
                    );
                body.messages.push(
                    echoThoughts && answer.thought ? { ...message, reasoning_content: answer.thought } : message
                );
                for (const call of answer.calls)
                    body.messages.push({ role: 'tool', tool_call_id: call.id, content: await request.run(call) });
            }
        },
        async structured(place, model, request) {
            const completion = await makeSdk(place, model).chat.completions.parse({
                ...chatBody(model, request),
                response_format: zodResponseFormat(CITY, 'city'),
            });
            return completion.choices[0].message.parsed;
        },
    };
}

export const openaiChat = chatClient('openai chat', make);
export const azureDeployments = chatClient(
    'openai AzureOpenAI',
    (place, deployment) =>
        new AzureOpenAI({ ...options(place), endpoint: place.origin, apiVersion: '2024-10-21', deployment })
);

// ---- responses

function inputOf({ history = [], prompt, image }) {
    const content = image
        ? [
              { type: 'input_text', text: prompt },
              { type: 'input_image', detail: 'auto', image_url: dataUrl(image) },
          ]
        : prompt;
    return [...history.map(([role, text]) => ({ role, content: text })), { role: 'user', content }];
}

function responsesBody(model, request) {
    const { temperature, maxTokens } = request.sampling ?? {};
    const tools = request.tools?.map(({ name, description, parameters }) => ({
        type: 'function',
        name,
        description,
        parameters,
        strict: false,
    }));
    return drop({
        model,
        instructions: request.system,
        input: inputOf(request),
        tools,
        temperature,
        max_output_tokens: maxTokens,
        reasoning: request.thinks ? { effort: 'high', summary: 'auto' } : undefined,
    });
}

const responsesUsage = (usage) =>
    usage && {
        input: usage.input_tokens,
        cached: usage.input_tokens_details?.cached_tokens ?? 0,
        output: usage.output_tokens,
        reasoning: usage.output_tokens_details?.reasoning_tokens ?? 0,
    };

function finishOf(response, calls) {
    if (response.incomplete_details?.reason === 'content_filter') return 'filter';
    if (response.status === 'incomplete') return 'length';
    if (response.output.some((item) => item.content?.some((part) => part.type === 'refusal'))) return 'filter';
    return calls.length ? 'calls' : 'stop';
}

function responsesAnswer(response, more = {}) {
    if (response.status === 'failed') throw Object.assign(new Error(response.error?.message), { status: undefined });
    const calls = response.output
        .filter((item) => item.type === 'function_call')
        .map((item) => ({ id: item.call_id, name: item.name, args: JSON.parse(item.arguments) }));
    const thought = response.output
        .filter((item) => item.type === 'reasoning')
        .flatMap((item) => item.summary.map((part) => part.text))
        .join('');
    return {
        id: response.id,
        text:
            response.output_text ??
            response.output
                .flatMap((item) => item.content ?? [])
                .map((part) => part.text ?? '')
                .join(''),
        calls,
        thought,
        finish: finishOf(response, calls),
        usage: responsesUsage(response.usage),
        output: response.output,
        ...more,
    };
}

/// Requires `response.completed`, as the helper returns its result without it.
async function responsesStream(sdk, body, { signal, onPiece } = {}) {
    const stream = sdk.responses.stream(body, { signal });
    const pieces = [];
    let isEnded = false;
    for await (const event of stream) {
        if (event.type === 'response.output_text.delta') (pieces.push(event.delta), onPiece?.(pieces.length));
        if (event.type === 'error') throw new Error(event.message);
        if (event.type === 'response.failed') throw new Error(event.response.error?.message);
        isEnded ||= event.type === 'response.completed' || event.type === 'response.incomplete';
    }
    if (!isEnded) throw new Error('the stream ended without response.completed');
    return responsesAnswer(await stream.finalResponse(), { pieces });
}

/// An item without the helper's additions, which the API does not accept back.
function unparsed({ parsed_arguments, ...item }) {
    void parsed_arguments;
    if (item.content) item.content = item.content.map(({ parsed, ...part }) => (void parsed, part));
    return item;
}

export const openaiResponses = {
    name: 'openai responses',
    dialect: 'responses',
    failureOf,
    shows: { thoughts: true, cached: true, reasoning: true },
    sends: { stop: false },
    ask: async (place, model, request, { isStream, ...more } = {}) =>
        isStream
            ? responsesStream(make(place), responsesBody(model, request), more)
            : responsesAnswer(
                  await make(place).responses.create(responsesBody(model, request), { signal: more.signal })
              ),
    /// When streaming it sends everything again each time, otherwise only what is new.
    async loop(place, model, request, { isStream } = {}) {
        const body = responsesBody(model, request),
            answers = [];
        if (isStream) Object.assign(body, { store: false, include: ['reasoning.encrypted_content'] });
        for (;;) {
            const answer = isStream
                ? await responsesStream(make(place), body)
                : responsesAnswer(await make(place).responses.create(body));
            answers.push(answer);
            if (!answer.calls.length || answers.length > 4) return answers;
            const results = [];
            for (const call of answer.calls)
                results.push({ type: 'function_call_output', call_id: call.id, output: await request.run(call) });
            if (!isStream) Object.assign(body, { previous_response_id: answer.id, input: results });
            else body.input = [...body.input, ...answer.output.map(unparsed), ...results];
        }
    },
    async structured(place, model, request) {
        const response = await make(place).responses.parse({
            ...responsesBody(model, request),
            text: { format: zodTextFormat(CITY, 'city') },
        });
        return response.output_parsed;
    },
};
