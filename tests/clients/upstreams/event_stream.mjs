// The binary frames of Amazon's event streams.
// Source: smithy.io/2.0/aws/amazon-eventstream.html: two lengths and a checksum, headers, payload, checksum.
import { crc32 } from 'node:zlib';

const STRING = 7;

function header([name, value]) {
    const bytes = Buffer.from(value);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from([STRING]), length, bytes]);
}

export function frame(headers, payload) {
    const head = Buffer.concat(Object.entries(headers).map(header));
    const body = Buffer.from(JSON.stringify(payload));
    const message = Buffer.alloc(16 + head.length + body.length);
    message.writeUInt32BE(message.length, 0);
    message.writeUInt32BE(head.length, 4);
    message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
    head.copy(message, 12);
    body.copy(message, 12 + head.length);
    message.writeUInt32BE(crc32(message.subarray(0, message.length - 4)), message.length - 4);
    return message;
}

export const event = (type, payload) =>
    frame({ ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' }, payload);
export const exception = (type, payload) =>
    frame({ ':exception-type': type, ':content-type': 'application/json', ':message-type': 'exception' }, payload);
