// Tests every client with every upstream, case by case, through one signalboxd; with --direct each SDK with its own vendor's
// fake, which verifies the fakes.
// node matrix_test.mjs BIN [--direct] [--client NAME] [--upstream NAME] [--case NAME] [--report FILE] [--transcripts FOLDER]
import './environment.mjs';
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checks } from './beyond.mjs';
import { CASES } from './cases.mjs';
import { CLIENTS, DIRECT, TRANSCRIPTS, UPSTREAMS, declared, directPlace, secretOf } from './matrix.mjs';
import { Report } from './report.mjs';
import { transcribe } from './transcript.mjs';
import { Upstream } from './upstreams/server.mjs';
import { key } from './upstreams/scenarios.mjs';

const CONCURRENCY = 8;
const LIMIT_MS = 15000;
const { values: options } = parseArgs({
    args: process.argv.slice(3),
    options: {
        direct: { type: 'boolean' },
        client: { type: 'string' },
        upstream: { type: 'string' },
        case: { type: 'string' },
        report: { type: 'string' },
        transcripts: { type: 'string' },
    },
});
const mode = options.direct ? 'direct' : 'gateway';

const plain = (text) => text.replace(/[^a-z0-9]+/g, '-');
const isWanted = (given, name) => !given || given.split(',').includes(name);

const fakes = new Map();
for (const { fake } of Object.values(UPSTREAMS)) if (!fakes.has(fake)) fakes.set(fake, await Upstream.start(fake));
const originOf = (upstream) => fakes.get(UPSTREAMS[upstream].fake).origin;

const pairs = (
    options.direct ? DIRECT : CLIENTS.flatMap((client) => Object.keys(UPSTREAMS).map((upstream) => [client, upstream]))
).filter(([client, upstream]) => isWanted(options.client, client.name) && isWanted(options.upstream, upstream));
const namesFor = (upstream) => names.filter((name) => UPSTREAMS[upstream].cases?.includes(name) ?? true);
const names = Object.keys(CASES).filter((name) => isWanted(options.case, name));

/// A failing provider gets a cooldown, so failures have one for each client, case and form of answer.
const providerOf = (client, upstream, name, form = '') =>
    CASES[name]?.fails ? plain(`${upstream}-${client.name}-${name}${form}`) : upstream;

function configOf() {
    const providers = new Map();
    for (const [client, upstream] of pairs)
        for (const name of namesFor(upstream))
            for (const form of CASES[name].fails ? ['', '-stream'] : ['']) {
                const id = providerOf(client, upstream, name, form);
                const { type, provider } = UPSTREAMS[upstream];
                providers.set(id, {
                    id,
                    type,
                    ...provider(originOf(upstream)),
                    proxy: 'none',
                    models: [],
                    keys: [{ name: 'main', secret: `env:KEY_${plain(upstream).replaceAll('-', '_').toUpperCase()}` }],
                });
            }
    for (const [id, provider] of providers) if (id === 'openai-chat') provider.models = ['text', 'embed'];
    return { providers: [...providers.values()], routes: [] };
}

async function startGateway() {
    const { Gateway } = await import('./gateway.mjs');
    const environment = Object.fromEntries(
        Object.entries(UPSTREAMS).map(([name, upstream]) => [
            `KEY_${plain(name).replaceAll('-', '_').toUpperCase()}`,
            secretOf(upstream, originOf(name)),
        ])
    );
    return Gateway.start(configOf(), environment);
}

const gateway = options.direct ? undefined : await startGateway();

function contextOf(client, upstream, name) {
    const mark = `case-${plain(client.name)}-${upstream}-${name}`.replaceAll('-', '_').replace('case_', 'case-');
    const fake = fakes.get(UPSTREAMS[upstream].fake);
    const prefix = UPSTREAMS[upstream].modelPrefix ?? '';
    const model = (scenario, isStream) =>
        options.direct
            ? scenario
            : `${providerOf(client, upstream, name, isStream ? '-stream' : '')}/${prefix}${scenario}`;
    return {
        client,
        upstream: UPSTREAMS[upstream],
        mark,
        model,
        isDirect: Boolean(options.direct),
        requests: () => fake.of(mark),
        place: options.direct ? directPlace(fake.origin) : { origin: gateway.origin, key },
    };
}

function limited(promise) {
    let timer;
    const late = new Promise(
        (_, reject) => (timer = setTimeout(() => reject(new Error(`not within ${LIMIT_MS} ms`)), LIMIT_MS))
    );
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function runCase(client, upstream, name) {
    const context = contextOf(client, upstream, name);
    const exception = declared(client, upstream, name, mode);
    if (exception?.how === 'unsaid') return { exception };
    try {
        if (exception?.how !== 'refused') await limited(CASES[name].run(context));
        else
            await limited(
                CASES[name].run(context).then(
                    () => {
                        throw new Error('was not refused');
                    },
                    (error) => {
                        const { status } = client.failureOf(error);
                        if (status !== 400) throw error;
                    }
                )
            );
        return { exception };
    } catch (error) {
        const refused = context
            .requests()
            .map((request) => request.problem)
            .filter(Boolean);
        return { exception, problem: `${error.message}${refused.length ? ` [upstream: ${refused.join('; ')}]` : ''}` };
    }
}

/// Checks besides conversations are run for each upstream of the run.
function beyond() {
    const wanted = Object.keys(UPSTREAMS).filter(
        (upstream) => isWanted(options.upstream, upstream) && !UPSTREAMS[upstream].cases
    );
    return checks(wanted, (upstream) => UPSTREAMS[upstream].embeds, options.direct).filter(
        ({ client, group }) => isWanted(options.client, client) && isWanted(options.case, group)
    );
}

async function runCheck({ upstream, run }) {
    const place = options.direct ? directPlace(originOf(upstream)) : { origin: gateway.origin, key };
    try {
        await limited(
            run(place, (scenario) =>
                options.direct ? scenario : `${upstream}/${UPSTREAMS[upstream].modelPrefix ?? ''}${scenario}`
            )
        );
        return {};
    } catch (error) {
        return { problem: error.message };
    }
}

const report = new Report(mode, pairs, names);
const jobs = pairs.flatMap(([client, upstream]) =>
    namesFor(upstream).map(
        (name) => async () => report.add(client, upstream, name, await runCase(client, upstream, name))
    )
);
for (const check of beyond()) jobs.push(async () => report.addCheck(check, await runCheck(check)));
async function work() {
    for (let job; (job = jobs.shift());) await job();
}
process.on('unhandledRejection', (error) => report.stray(error)); // an SDK's promise that nothing awaits
await Promise.all(Array.from({ length: CONCURRENCY }, work));
if (options.transcripts && gateway)
    for (const [client, upstream] of TRANSCRIPTS) {
        mkdirSync(options.transcripts, { recursive: true });
        const problem = await transcribe(options.transcripts, contextOf(client, upstream, 'transcript'), upstream);
        report.addCheck({ group: 'transcript', client: client.name, upstream }, { problem });
    }
await gateway?.stop();
for (const fake of fakes.values()) await fake.stop();
report.print(options.report);
process.exit(report.failed ? 1 : 0);
