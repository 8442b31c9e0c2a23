// Vertex AI: Gemini's and Claude's bodies under a project's paths, with an access token that a service account gets
// for its signed assertion. Sources: cloud.google.com/vertex-ai/docs/reference/rest; developers.google.com/identity/protocols/oauth2/service-account.
import { generateKeyPairSync, verify } from 'node:crypto';
import { answered, problem as claudeProblem, viewOf } from './anthropic.mjs';
import { countTokens, generate, problem } from './gemini.mjs';
import { Refusal, need, oneOf, only, refuse } from './refusal.mjs';
import { key, vectorOf } from './scenarios.mjs';

export const PROJECT = 'fake-project';
export const LOCATION = 'europe-west1';
const EMAIL = 'tests@fake-project.iam.gserviceaccount.com';
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });

export const serviceAccount = (origin) => ({
    type: 'service_account',
    project_id: PROJECT,
    private_key_id: '1',
    client_email: EMAIL,
    client_id: '1',
    private_key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    token_uri: `${origin}/token`,
});

function token(exchange) {
    const form = new URLSearchParams(exchange.text);
    if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
        refuse('grant_type', 'unsupported_grant_type');
    const [head, claims, signed] = (form.get('assertion') ?? '').split('.');
    const json = (text) => JSON.parse(Buffer.from(text, 'base64url'));
    if (
        json(head).alg !== 'RS256' ||
        !verify('RSA-SHA256', Buffer.from(`${head}.${claims}`), pair.publicKey, Buffer.from(signed, 'base64url'))
    )
        throw new Refusal(400, 'invalid_grant: Invalid JWT Signature.');
    const { iss, scope, aud, iat, exp } = json(claims);
    const now = Date.now() / 1000;
    if (
        iss !== EMAIL ||
        !/cloud-platform/.test(scope) ||
        aud !== `${exchange.upstream.origin}/token` ||
        exp - iat > 3600 ||
        iat > now + 60 ||
        exp < now
    )
        throw new Refusal(400, `invalid_grant: Invalid JWT claims ${JSON.stringify(json(claims))}`);
    exchange.json({ access_token: key, expires_in: 3599, token_type: 'Bearer' });
}
token.authorize = () => {};

function authorize({ headers }) {
    if (headers.authorization !== `Bearer ${key}`)
        throw new Refusal(401, 'Request had invalid authentication credentials. Expected OAuth 2 access token.');
}

/// Accepts only the paths of this project and location.
function at(publisher, method, handler) {
    const path = new RegExp(
        `^/v1(?:beta1)?/projects/${PROJECT}/locations/${LOCATION}/publishers/${publisher}/models/([^/:]+):${method}$`
    );
    return ['POST', path, (exchange) => handler(exchange, decodeURIComponent(exchange.match[1]))];
}

/// Claude's model is only in the path, and its version in the body.
const claude = (isStream) => (exchange, name) => {
    if ('model' in exchange.body) refuse('model', 'Extra inputs are not permitted');
    oneOf(exchange.body.anthropic_version, ['vertex-2023-10-16'], 'anthropic_version');
    const view = viewOf({ ...exchange.body, model: name.replace(/^claude-/, '') });
    if (Boolean(view.isStream) !== isStream) refuse('stream', 'does not fit the method');
    return answered(exchange, view);
};

function predict(exchange, name) {
    if (name !== 'embed') throw new Refusal(404, `Publisher Model ${name} was not found`, { kind: 'model' });
    const { instances } = only(exchange.body, 'instances parameters', '');
    exchange.json({
        predictions: need(instances, 'array', 'instances').map((each) => ({
            embeddings: { values: vectorOf(each.content), statistics: { token_count: 4, truncated: false } },
        })),
    });
}

export const vertex = {
    name: 'vertex',
    authorize,
    /// Refusals by Claude itself have Anthropic's format.
    problem: (refusal, { path }) =>
        /publishers\/anthropic/.test(path) && [400, 500].includes(refusal.status)
            ? claudeProblem(refusal)
            : problem({ ...refusal, message: refusal.message }, true),
    paths: [
        ['POST', /^\/token$/, token],
        at('google', 'generateContent', (exchange, name) =>
            generate(exchange, name, { isStream: false, isVertex: true })
        ),
        at('google', 'streamGenerateContent', (exchange, name) =>
            generate(exchange, name, { isStream: true, isVertex: true })
        ),
        at('google', 'countTokens', (exchange, name) => countTokens(exchange, name, true)),
        at('google', 'predict', predict),
        at('anthropic', 'rawPredict', claude(false)),
        at('anthropic', 'streamRawPredict', claude(true)),
    ],
};
