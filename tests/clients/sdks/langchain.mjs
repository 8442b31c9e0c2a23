// @langchain/openai, with chat completions and with Responses.
import { AIMessage, HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';
import { failureOf } from './openai.mjs';
import { CITY } from './schema.mjs';

const isWanted = (value) => value !== undefined;

function make(useResponsesApi, { origin, key }, model, request) {
    const { temperature, maxTokens, stop } = request.sampling ?? {};
    const modelKwargs = !request.thinks
        ? {}
        : useResponsesApi
          ? { reasoning: { effort: 'high', summary: 'auto' } }
          : { reasoning_effort: 'high' };
    const options = Object.fromEntries(
        Object.entries({ temperature, maxTokens, stop: useResponsesApi ? undefined : stop }).filter(([, value]) =>
            isWanted(value)
        )
    );
    return new ChatOpenAI({
        model,
        apiKey: key,
        maxRetries: 0,
        useResponsesApi,
        modelKwargs,
        ...options,
        configuration: { baseURL: `${origin}/v1`, logLevel: 'off' },
    });
}

function messagesOf({ system, history = [], prompt, image }) {
    const url = image && (image.url ?? `data:${image.mediaType};base64,${image.data}`);
    const content = image
        ? [
              { type: 'text', text: prompt },
              { type: 'image_url', image_url: { url } },
          ]
        : prompt;
    return [
        ...(system ? [new SystemMessage(system)] : []),
        ...history.map(([role, text]) => (role === 'user' ? new HumanMessage(text) : new AIMessage(text))),
        new HumanMessage({ content }),
    ];
}

const toolsOf = (request) =>
    request.tools?.map(({ name, description, parameters }) => ({
        type: 'function',
        function: { name, description, parameters },
    }));

const FINISH = { stop: 'stop', tool_calls: 'calls', length: 'length', content_filter: 'filter' };

function finishOf(message) {
    const { finish_reason, status, incomplete_details, refusal } = {
        ...message.additional_kwargs,
        ...message.response_metadata,
    };
    if (finish_reason) return FINISH[finish_reason];
    if (status === 'incomplete') return incomplete_details?.reason === 'content_filter' ? 'filter' : 'length';
    if (refusal || message.additional_kwargs?.refusal) return 'filter';
    return status === 'completed' ? (message.tool_calls.length ? 'calls' : 'stop') : undefined;
}

function answerOf(message, more = {}) {
    const usage = message.usage_metadata;
    return {
        id: message.id,
        message,
        text: message.text,
        finish: finishOf(message),
        calls: message.tool_calls.map(({ id, name, args }) => ({ id, name, args })),
        thought: message.additional_kwargs.reasoning?.summary?.map((part) => part.text).join(''),
        usage: usage && {
            input: usage.input_tokens,
            cached: usage.input_token_details?.cache_read ?? 0,
            output: usage.output_tokens,
            reasoning: usage.output_token_details?.reasoning ?? 0,
        },
        ...more,
    };
}

async function streamed(model, messages, { signal, onPiece } = {}) {
    const pieces = [];
    let whole;
    for await (const chunk of await model.stream(messages, { signal })) {
        whole = whole ? whole.concat(chunk) : chunk;
        if (chunk.text) (pieces.push(chunk.text), onPiece?.(pieces.length));
    }
    const answer = answerOf(whole, { pieces });
    if (!answer.finish) throw new Error('the stream ended without a finish');
    return answer;
}

function clientOf(name, dialect, useResponsesApi, { shows, sends }) {
    const bound = (place, model, request) => {
        const chat = make(useResponsesApi, place, model, request);
        return request.tools ? chat.bindTools(toolsOf(request)) : chat;
    };
    const send = async (chat, messages, { isStream, ...more } = {}) =>
        isStream ? streamed(chat, messages, more) : answerOf(await chat.invoke(messages, { signal: more.signal }));
    return {
        name,
        dialect,
        shows,
        sends,
        failureOf: (error) => ({ ...failureOf(error), kind: error.constructor.name }),
        ask: (place, model, request, how) => send(bound(place, model, request), messagesOf(request), how),
        async loop(place, model, request, how) {
            const messages = messagesOf(request),
                answers = [],
                chat = bound(place, model, request);
            for (;;) {
                const answer = await send(chat, messages, how);
                answers.push(answer);
                if (!answer.calls.length || answers.length > 4) return answers;
                messages.push(answer.message);
                for (const call of answer.calls)
                    messages.push(new ToolMessage({ tool_call_id: call.id, content: await request.run(call) }));
            }
        },
        structured: (place, model, request) =>
            make(useResponsesApi, place, model, request)
                .withStructuredOutput(CITY, { method: 'jsonSchema' })
                .invoke(messagesOf(request)),
    };
}

export const langchainChat = clientOf('langchain chat', 'chat', false, {
    shows: { thoughts: false, cached: true, reasoning: true },
    sends: { stop: true },
});
export const langchainResponses = clientOf('langchain responses', 'responses', true, {
    shows: { thoughts: true, cached: true, reasoning: true },
    sends: { stop: false },
});
