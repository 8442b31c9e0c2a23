// A signalboxd for the test in a temporary folder, and queries of its ledger.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program, eventually } from './programs.mjs';

export class Gateway {
    #folder = mkdtempSync(join(tmpdir(), 'signalbox-clients-'));
    #program;

    /// Without a configuration it is what a new user gets: the demo.
    static async start(config, environment) {
        const gateway = new Gateway();
        try {
            await gateway.#start(config, environment);
        } catch (error) {
            gateway.#removeFolder();
            throw error;
        }
        return gateway;
    }

    async #start(config, own) {
        const environment = { ...own, HOME: this.#folder };
        for (const name of ['CONFIG', 'DATA', 'CACHE', 'STATE']) environment[`XDG_${name}_HOME`] = this.#folder;
        environment.XDG_RUNTIME_DIR = join(this.#folder, 'run');
        mkdirSync(environment.XDG_RUNTIME_DIR, { mode: 0o700 });
        const options = ['--data-dir', join(this.#folder, 'data'), '--http-port', '0', '--https-port', 'off'];
        if (config) {
            const file = join(this.#folder, 'config.json');
            writeFileSync(file, JSON.stringify({ version: 1, ...config }));
            options.push('--config', file);
        }
        this.#program = await Program.start('signalboxd', options, environment);
    }

    get origin() {
        return this.#program.origin;
    }

    get baseURL() {
        return `${this.origin}/v1`;
    }

    /// The first exchange in the ledger that matches the SQL condition. The ledger is written with a short delay.
    exchange(condition) {
        const sql = `SELECT * FROM exchanges WHERE ${condition} ORDER BY seq LIMIT 1`;
        const ledger = join(this.#folder, 'data', 'ledger.sqlite');
        return eventually(() => {
            const rows = execFileSync('sqlite3', ['-readonly', '-json', '-cmd', '.timeout 5000', ledger, sql]);
            return rows.length ? JSON.parse(rows)[0] : undefined;
        }, `an exchange with ${condition}`);
    }

    async stop() {
        const how = await this.#program.stop();
        this.#removeFolder();
        assert.equal(how, 0, 'signalboxd did not end in good order');
    }

    #removeFolder() {
        rmSync(this.#folder, { recursive: true, force: true });
    }
}

/// A provider that gets only the test's own requests.
export function provider(id, baseURL) {
    return { id, type: 'openai-compatible', base_url: baseURL, keys: [], proxy: 'none', models: [] };
}

/// `PREFIX...` goes to the provider under the client's model name, so that the body needs no edit.
export function route(prefix, provider) {
    return { id: prefix, match: { models: [{ prefix }] }, targets: [{ provider }] };
}
