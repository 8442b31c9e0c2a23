// Starts one of our programs, whose first line says where it listens, and stops it.
import './environment.mjs';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

const START_MS = 30000;
const STOP_MS = 15000; // signalboxd gives open requests 10 s

const folder = process.argv[2];
if (!folder || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    console.error('usage: node FILE BIN: the folder with signalboxd and fake_upstream');
    process.exit(2);
}

export class Program {
    #child;
    #lines = [];
    #rest = Buffer.alloc(0);
    #log = '';
    #ended;

    static async start(name, options, environment = {}) {
        const program = new Program(name, options, environment);
        const first = await program.line(() => true, START_MS);
        program.origin = first.replace(/^listening on /, '');
        assert.match(program.origin, /^http:\/\/127\.0\.0\.1:[0-9]+$/, `${name} did not listen: ${first}`);
        return program;
    }

    constructor(name, options, environment) {
        this.name = name;
        this.#child = spawn(join(folder, name), options, { env: { PATH: process.env.PATH, ...environment } });
        this.#child.stdout.on('data', (bytes) => this.#take(bytes));
        this.#child.stderr.on('data', (bytes) => (this.#log += bytes));
        this.#ended = new Promise((resolve) => {
            this.#child.on('close', (status, signal) => resolve(signal ?? status));
            this.#child.on('error', (error) => resolve(error.message));
        });
        this.kill = () => this.#child.kill('SIGKILL'); // an aborted run must not leave it behind
        process.on('exit', this.kill);
    }

    // Not with readline, which treats U+2028, valid in JSON, as the end of a line.
    #take(bytes) {
        this.#rest = Buffer.concat([this.#rest, bytes]);
        for (let end; (end = this.#rest.indexOf('\n')) >= 0; this.#rest = this.#rest.subarray(end + 1))
            this.#lines.push(this.#rest.toString('utf8', 0, end));
    }

    /// The first line on standard output for which `holds` is true.
    async line(holds, limit_ms = 10000) {
        let ended;
        this.#ended.then((how) => (ended = { how }));
        return eventually(() => {
            const found = this.#lines.find(holds);
            assert(found !== undefined || !ended, `${this.name} ended with ${ended?.how}:\n${this.#log}`);
            return found;
        }, `a line from ${this.name}`, limit_ms);
    }

    /// Asks it to stop. It must exit cleanly.
    async stop() {
        this.#child.kill('SIGTERM');
        const late = setTimeout(this.kill, STOP_MS);
        const how = await this.#ended;
        clearTimeout(late);
        process.off('exit', this.kill);
        return how;
    }
}

/// The first answer of `ask` that is not undefined; `ask` may be asynchronous.
export async function eventually(ask, what, limit_ms = 10000) {
    for (const end = Date.now() + limit_ms; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
        const answer = await ask();
        if (answer !== undefined) return answer;
        assert(Date.now() < end, `not within ${limit_ms} ms: ${what}`);
    }
}
