// The programs that each SDK is tried with.
import { createHash } from 'node:crypto';
import { it as test } from 'node:test';
import { Gateway, provider, route } from './gateway.mjs';
import { FakeUpstream, PlayingUpstream } from './upstreams.mjs';

export const CONSUMER_KEY = 'sb-client-tests';

/// Each case has its own limit: one for the suite would leave its remaining cases and programs running.
export const it = (name, run) => test(name, { timeout: 30000 }, run);

/// `demo` is a new user's gateway, `locked` requires CONSUMER_KEY, and in `gateway` the prefix of a
/// model name selects the provider. A failing provider gets a cooldown, so each kind of failure has its own.
export class Scenario {
    static async start() {
        const scenario = new Scenario();
        try {
            await scenario.#start();
        } catch (error) {
            await scenario.stop(); // running programs would keep the run from ending
            throw error;
        }
        return scenario;
    }

    async #start() {
        this.fake = await FakeUpstream.start();
        this.played = await PlayingUpstream.start();
        this.demo = await Gateway.start();
        const toFake = ['fake', 'limited', 'broken', 'refusing'];
        this.gateway = await Gateway.start({
            providers: [
                ...toFake.map((id) => provider(id, this.fake.baseURL)),
                provider('played', this.played.baseURL),
            ],
            routes: [...toFake, 'played'].map((id) => route(id, id)),
        });
        const sha256 = createHash('sha256').update(CONSUMER_KEY).digest('hex');
        this.locked = await Gateway.start({
            listen: { require_key: 'always' },
            providers: [{ id: 'demo', type: 'demo' }],
            routes: [],
            consumers: [{ name: 'ide', keys: [{ sha256 }] }],
        });
    }

    async stop() {
        for (const each of [this.demo, this.gateway, this.locked, this.fake, this.played]) await each?.stop();
    }
}
