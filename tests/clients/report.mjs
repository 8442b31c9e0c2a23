// The results as a matrix of clients and upstreams, to read and to save.
import { writeFileSync } from 'node:fs';

const short = (text) => text.replace(/\s+/g, ' ').slice(0, 400);

export class Report {
    #cells = new Map();
    #checks = new Map();
    #exceptions = new Map();
    #problems = [];
    #strays = [];
    #began = Date.now();

    constructor(mode, pairs, cases) {
        Object.assign(this, { mode, cases });
        this.clients = [...new Set(pairs.map(([client]) => client.name))];
        this.upstreams = [...new Set(pairs.map(([, upstream]) => upstream))];
    }

    add(client, upstream, name, { problem, exception }) {
        const key = `${client.name} × ${upstream}`;
        if (!this.#cells.has(key)) this.#cells.set(key, {});
        this.#cells.get(key)[name] = problem ? '✗' : exception ? { refused: 'r', unsaid: '–' }[exception.how] : '✓';
        if (problem) this.#problems.push(`${key}: ${name}: ${short(problem)}`);
        if (exception)
            this.#exceptions.set(
                `${name}: ${[exception.client ?? [], exception.upstream ?? []].flat().join(', ')}`,
                `${exception.how}: ${exception.why}`
            );
    }

    addCheck({ group, client, upstream }, { problem }) {
        const key = `${group}: ${client}`;
        if (!this.#checks.has(key)) this.#checks.set(key, []);
        this.#checks.get(key).push(problem ? `✗ ${upstream}` : upstream);
        if (problem) this.#problems.push(`${key} × ${upstream}: ${short(problem)}`);
    }

    stray(error) {
        this.#strays.push(short(String(error?.message ?? error)));
    }

    get failed() {
        return this.#problems.length;
    }

    #cell(client, upstream) {
        const cell = this.#cells.get(`${client} × ${upstream}`);
        if (!cell) return '';
        const marks = Object.values(cell);
        const count = (mark) => marks.filter((each) => each === mark).length;
        const said = marks.length - count('–');
        const missing = count('✗')
            ? ` ✗ ${Object.keys(cell)
                  .filter((name) => cell[name] === '✗')
                  .join(' ')}`
            : '';
        return `${said - count('✗')}/${said}${missing}`;
    }

    #pairs() {
        return [
            '| client | ' + this.upstreams.join(' | ') + ' |',
            '|---' + '|---'.repeat(this.upstreams.length) + '|',
            ...this.clients.map(
                (client) =>
                    `| ${client} | ${this.upstreams.map((upstream) => this.#cell(client, upstream)).join(' | ')} |`
            ),
        ];
    }

    #details() {
        const head = [
            '| client × upstream | ' + this.cases.join(' | ') + ' |',
            '|---' + '|---'.repeat(this.cases.length) + '|',
        ];
        return [
            ...head,
            ...[...this.#cells]
                .sort(([a], [b]) => a.localeCompare(b))
                .map(([key, cell]) => `| ${key} | ${this.cases.map((name) => cell[name] ?? '').join(' | ')} |`),
        ];
    }

    #beyond() {
        return [...this.#checks].map(
            ([key, upstreams]) =>
                `- ${key}: ${upstreams.filter((each) => !each.startsWith('✗')).length}/${upstreams.length} (${upstreams.join(', ')})`
        );
    }

    text() {
        const total = [...this.#cells.values()].flatMap((cell) => Object.values(cell));
        const counts = ['✓', 'r', '–', '✗']
            .map((mark) => `${mark} ${total.filter((each) => each === mark).length}`)
            .join(', ');
        return [
            `# Clients × upstreams (${this.mode === 'direct' ? "each SDK with its own vendor's fake" : 'through signalboxd'})`,
            '',
            `${total.length} cases in ${((Date.now() - this.#began) / 1000).toFixed(0)} s: ${counts}. ✓ passed, r refused as declared, – the client has no words for it, ✗ failed.`,
            '',
            ...this.#pairs(),
            '',
            '## Case by case',
            '',
            ...this.#details(),
            '',
            '## Beside the conversations',
            '',
            ...this.#beyond(),
            '',
            '## What a pair cannot carry',
            '',
            ...[...this.#exceptions].map(([what, why]) => `- ${what}: ${why}`),
            '',
            '## Failures',
            '',
            ...(this.#problems.length ? this.#problems.map((each) => `- ${each}`) : ['none']),
            ...this.#strays.map((each) => `- stray: ${each}`),
            '',
        ].join('\n');
    }

    print(file) {
        const text = this.text();
        if (file) writeFileSync(file, text);
        console.log(text);
    }
}
