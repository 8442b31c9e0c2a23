// A signalboxd of the test's own, in a temporary folder, and what its ledger says.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program, eventually } from './programs.mjs';

export class Gateway {
    #folder = mkdtempSync(join(tmpdir(), 'signalbox-clients-'));
    #program;

    /// Without a configuration it is what a new user has: the demo.
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

    /// The first exchange in the ledger for which the SQL condition holds. Its writer is a little behind.
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

/// A provider that is asked for nothing but what the test sends.
export function provider(id, baseURL) {
    return { id, type: 'openai-compatible', base_url: baseURL, keys: [], proxy: 'none', models: [] };
}

/// `PREFIX...` goes to the provider under the name that the client gave, so that the body needs no edit.
export function route(prefix, provider) {
    return { id: prefix, match: { models: [{ prefix }] }, targets: [{ provider }] };
}
