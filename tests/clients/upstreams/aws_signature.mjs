// Checks that a request is signed for AWS. Source: docs.aws.amazon.com, Signature Version 4: create a signed request.
import { createHash, createHmac } from 'node:crypto';
import { Refusal } from './refusal.mjs';

export const CREDENTIALS = { access_key_id: 'AKIAFAKEFAKEFAKEFAKE', secret_access_key: 'fake/secret+of/nobody' };
export const REGION = 'eu-central-1';

const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');
const refuse = (why) => {
    throw new Refusal(401, `The request signature we calculated does not match: ${why}`);
};

/// Every path segment is encoded once more than it was sent.
const canonicalPath = (path) =>
    path
        .split('/')
        .map((each) =>
            encodeURIComponent(each).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
        )
        .join('/');

export function checkSignature({ method, path, query, headers, bytes }) {
    const match =
        /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
            headers.authorization ?? ''
        );
    if (!match) refuse('no such authorization');
    const [, id, date, region, service, signed, signature] = match;
    if (id !== CREDENTIALS.access_key_id || region !== REGION || service !== 'bedrock')
        refuse(`credential ${id}/${region}/${service}`);
    const names = signed.split(';');
    if (!names.includes('host') || !names.includes('x-amz-date')) refuse(`signed headers ${signed}`);
    const stamp = headers['x-amz-date'] ?? '';
    const at = Date.parse(stamp.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
    if (!stamp.startsWith(date) || !(Math.abs(Date.now() - at) < 3e5)) refuse(`date ${stamp}`);
    const pairs = [...query]
        .map((pair) => pair.map(encodeURIComponent).join('='))
        .sort()
        .join('&');
    const lines = names.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`).join('');
    const canonical = [
        method,
        canonicalPath(path),
        pairs,
        lines,
        signed,
        headers['x-amz-content-sha256'] ?? hash(bytes),
    ].join('\n');
    if (headers['x-amz-content-sha256'] && headers['x-amz-content-sha256'] !== hash(bytes)) refuse('content hash');
    const scope = `${date}/${region}/${service}/aws4_request`;
    const key = [date, region, service, 'aws4_request'].reduce(hmac, `AWS4${CREDENTIALS.secret_access_key}`);
    const expected = hmac(key, ['AWS4-HMAC-SHA256', stamp, scope, hash(canonical)].join('\n')).toString('hex');
    if (expected !== signature) refuse(`signature of ${canonical}`);
}
