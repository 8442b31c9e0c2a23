// Azure OpenAI: the same bodies behind `api-key`, at /openai/v1 and at the older deployments with their
// api-version, where the path names the model. Source: learn.microsoft.com, Azure OpenAI REST reference.
import { Refusal } from './refusal.mjs';
import { chat, embeddings, modelList, problem } from './openai_chat.mjs';
import { create } from './openai_responses.mjs';
import { key } from './scenarios.mjs';

const VERSION = /^20\d\d-\d\d-\d\d(-preview)?$/;
/// A neutral deployment name: the scenario is named in the body.
export const ONE_DEPLOYMENT = 'fixed';

function authorize({ headers }) {
    if (headers['api-key'] !== key)
        throw new Refusal(401, 'Access denied due to invalid subscription key or wrong API endpoint.');
    if (headers.authorization) throw new Refusal(401, 'Both an api-key and an authorization were sent.');
}

function deployed(handler) {
    return (exchange) => {
        if (!VERSION.test(exchange.query.get('api-version') ?? '')) throw new Refusal(404, 'Resource not found');
        const deployment = decodeURIComponent(exchange.match[1]);
        if (deployment !== ONE_DEPLOYMENT) exchange.body.model = deployment;
        return handler(exchange);
    };
}

const embed = (exchange) => embeddings(exchange, (body) => exchange.json(body));

export const azure = {
    name: 'azure',
    authorize,
    problem,
    paths: [
        ['POST', /^\/openai\/deployments\/([^/]+)\/chat\/completions$/, deployed(chat)],
        ['POST', /^\/openai\/deployments\/([^/]+)\/embeddings$/, deployed(embed)],
        ['POST', /^\/openai\/v1\/chat\/completions$/, chat],
        ['POST', /^\/openai\/v1\/responses$/, create],
        ['POST', /^\/openai\/v1\/embeddings$/, embed],
        ['GET', /^\/openai\/v1\/models$/, (exchange) => exchange.json(modelList())],
    ],
};
