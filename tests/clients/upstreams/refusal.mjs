// Errors of an upstream, and helpers to check a body.

export class Refusal extends Error {
    /// `retryAfter` in seconds; `param` is the path of the error.
    constructor(status, message, { param = null, retryAfter, kind, details } = {}) {
        super(message);
        Object.assign(this, { status, param, retryAfter, kind, details });
    }
}

export function refuse(param, message) {
    throw new Refusal(400, `${param}: ${message}`, { param });
}

const typeOf = (value) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/// `value` if it is of one of the types, such as 'string' or 'array|null'.
export function need(value, types, path) {
    if (!types.split('|').includes(typeOf(value))) refuse(path, `expected ${types}, got ${typeOf(value)}`);
    return value;
}

export function maybe(value, types, path) {
    return value === undefined ? undefined : need(value, types, path);
}

/// Allows only these fields, separated by blanks.
export function only(object, names, path) {
    const known = names.trim().split(/\s+/);
    for (const name of Object.keys(need(object, 'object', path)))
        if (!known.includes(name)) refuse(path ? `${path}.${name}` : name, 'unknown field');
    return object;
}

export function oneOf(value, choices, path) {
    if (!choices.includes(value)) refuse(path, `${JSON.stringify(value)} is none of ${choices.join(', ')}`);
    return value;
}

export function range(value, low, high, path) {
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'number' || value < low || value > high) refuse(path, `must be between ${low} and ${high}`);
    return value;
}

/// The number of bytes in valid base64.
export function base64Size(text, path) {
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(need(text, 'string', path)) || text.length % 4) refuse(path, 'not base64');
    return Buffer.from(text, 'base64').length;
}

const IMAGES = [
    ['image/png', [0x89, 0x50, 0x4e, 0x47]],
    ['image/jpeg', [0xff, 0xd8, 0xff]],
    ['image/gif', [0x47, 0x49, 0x46]],
    ['image/webp', [0x52, 0x49, 0x46, 0x46]],
];

/// An image must match its media type; without one any type is accepted.
export function image(data, mediaType, path) {
    const bytes = base64Size(data, path);
    const head = Buffer.from(data, 'base64');
    const found = IMAGES.find(([, magic]) => magic.every((byte, at) => head[at] === byte))?.[0];
    if (!found) refuse(path, 'Could not process image');
    if (mediaType !== undefined && mediaType !== found) refuse(path, `the image is ${found}, not ${mediaType}`);
    return { image: { mediaType: found, bytes } };
}

/// `data:image/png;base64,...` or a web address.
export function imageUrl(url, path) {
    const match = /^data:([^;,]+);base64,(.*)$/s.exec(need(url, 'string', path));
    if (match) return image(match[2], match[1], path);
    if (!/^https?:\/\//.test(url)) refuse(path, 'neither a web address nor a data URL');
    return { image: { url } };
}

/// The arguments of a call, a JSON object.
export function callArguments(text, path) {
    try {
        return need(JSON.parse(need(text, 'string', path)), 'object', path);
    } catch (error) {
        if (error instanceof Refusal) throw error;
        return refuse(path, 'no valid JSON');
    }
}

const TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];

/// A JSON Schema that every vendor accepts; `strict` with the rules of those that guarantee it.
export function jsonSchema(schema, path, { strict = false } = {}) {
    need(schema, 'object', path);
    for (const type of [schema.type ?? []].flat()) oneOf(type, TYPES, `${path}.type`);
    const properties = maybe(schema.properties, 'object', `${path}.properties`) ?? {};
    for (const name of schema.required ?? [])
        if (!(name in properties)) refuse(`${path}.required`, `${name} is no property`);
    if (strict && schema.type === 'object' && schema.additionalProperties !== false)
        refuse(path, "'additionalProperties' is required to be supplied and to be false");
    for (const [name, each] of Object.entries(properties)) jsonSchema(each, `${path}.properties.${name}`, { strict });
    if (schema.items) jsonSchema(schema.items, `${path}.items`, { strict });
    return schema;
}

export const toolName = (name, path) =>
    /^[a-zA-Z0-9_-]{1,64}$/.test(need(name, 'string', path))
        ? name
        : refuse(path, `string does not match pattern: ${name}`);
