// A tool loop as seen on both wires: requests and answers of the client and of the upstream.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CASES } from './cases.mjs';

const pretty = (text) => {
    try {
        return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
        return text.trimEnd();
    }
};
const sendable = (text) =>
    text
        .split('\n')
        .map((line) => `    ${line}`)
        .join('\n');
const section = (title, text) => `${title}\n\n${sendable(pretty(text))}\n`;
const ofUpstream = ({ answer, events }) =>
    events
        ? events.map((event) => (Buffer.isBuffer(event) ? event.toString('latin1') : event)).join('')
        : JSON.stringify(answer);

/// A fetch that records its traffic.
function recorded(fetch, rounds) {
    return async (url, init) => {
        const answer = await fetch(url, init);
        const round = {
            url: new URL(url instanceof Request ? url.url : url).pathname,
            body: String(init?.body ?? ''),
            status: answer.status,
            headers: answer.headers,
        };
        rounds.push(round);
        round.text = answer.clone().text();
        return answer;
    };
}

/// Runs the loop and records it; returns what was wrong with it.
export async function transcribe(folder, context, upstream) {
    const rounds = [],
        fetch = globalThis.fetch;
    globalThis.fetch = recorded(fetch, rounds);
    let problem;
    await CASES['tools-stream'].run(context).catch((error) => (problem = error.message));
    globalThis.fetch = fetch;
    const lines = [
        `A tool loop: ${context.client.name} on ${upstream}, in streams. ${problem ? `It failed: ${problem}` : 'It went well.'}\n`,
    ];
    const there = context.requests();
    for (const [at, round] of rounds.entries()) {
        const text = await round.text.catch((error) => String(error));
        lines.push(`==== Round ${at + 1}\n`, section(`-- The client sends POST ${round.url}`, round.body));
        if (there[at])
            lines.push(
                section(`-- The upstream gets POST ${there[at].path}`, JSON.stringify(there[at].body)),
                section(`-- The upstream answers ${there[at].status}`, ofUpstream(there[at]))
            );
        const dropped = round.headers.get('x-signalbox-dropped');
        lines.push(
            section(`-- The client gets ${round.status}${dropped ? ` (x-signalbox-dropped: ${dropped})` : ''}`, text)
        );
    }
    writeFileSync(join(folder, `${context.client.name}-on-${upstream}.txt`.replaceAll(' ', '-')), lines.join('\n'));
    return problem;
}
