/** What must hold of every answer, whatever was asked. */
import { setTimeout as wait } from 'node:timers/promises';
import { AnswerCheck, type Came } from './answer-check.ts';
import type { Made } from './fuzz-requests.ts';
import type { FuzzWorld } from './fuzz-world.ts';
import { operationsOf } from './openapi.ts';

/** In milliseconds: how long any request may take. */
const PATIENCE = 10_000;

/** What no answer shows: stacks, our queries, our files, the packages that are used. */
const INSIDES =
  /node_modules|node:internal|\bat (?:async )?[\w.<>]+ \(|\.ts:\d|\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM) \w+|SQLITE|sqlite|FST_|ERR_[A-Z]|hustings-everybody|ECONN|\bundefined\b|\[object /;

/** A token of this ledger, wherever it stands. */
const TOKEN = /hst_[0-9a-f]{12}_/;

/** Refusals that any address may come to, once it is not what the document says. */
const BENT = new Set([
  200, 201, 204, 304, 400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 428,
]);

const lower = (headers: Iterable<readonly [string, unknown]>): Came['headers'] =>
  Object.fromEntries([...headers].map(([name, value]) => [name.toLowerCase(), `${value}`]));

/** What of a problem the server itself says; the entries that it names hold what others sent before. */
function ownWords(body: string): string {
  if (body === '') return body;
  const { between: _, candidates: __, acts: ___, ...own } = JSON.parse(body);
  return JSON.stringify(own);
}

/** Sends requests, and tells what is wrong with their answers. */
export class FuzzCheck {
  readonly #world: FuzzWorld;
  readonly #address: string;
  readonly #check: AnswerCheck;
  readonly #operations: ReadonlyMap<string, ReturnType<typeof operationsOf>[number]>;
  readonly #pages = new Map<string, boolean>();
  /** How many answers there were of each status, and of each operation. */
  readonly statuses: Map<number, number> = new Map();
  readonly operations: Map<string, number> = new Map();
  /** The codes of problems that were seen. */
  readonly codes: Map<string, number> = new Map();
  /** How many entries were accepted. */
  appended = 0;

  constructor(world: FuzzWorld, address: string) {
    this.#world = world;
    this.#address = address;
    this.#check = new AnswerCheck(world.document);
    this.#operations = new Map(
      operationsOf(world.document).map((each) => [each.operationId, each]),
    );
  }

  /** Sends a request. A feed goes on, so it is asked for over a socket and left after its head. */
  async send(made: Made): Promise<Came> {
    const authorization = this.#world.knocks[made.who];
    const headers = { ...made.headers, ...(authorization === undefined ? {} : { authorization }) };
    const late = new AbortController();
    const hang = wait(PATIENCE, undefined, { signal: late.signal }).then(() => {
      throw new Error('there is no answer');
    });
    hang.catch(() => undefined);
    try {
      return await Promise.race([this.#sent(made, headers), hang]);
    } finally {
      late.abort();
    }
  }

  async #sent(made: Made, headers: Readonly<Record<string, string>>): Promise<Came> {
    const { method, url, payload, bytes } = made;
    if (/^\/api\/v1\/feed\/?(?:\?|$)/.test(url) && method === 'GET')
      return this.#feed(url, headers);
    const answer = await this.#world.here.server.inject({
      method: method as 'GET',
      url,
      headers,
      ...(payload === undefined
        ? {}
        : { payload: Buffer.from(payload, bytes ? 'latin1' : 'utf8') }),
    });
    const { statusCode: status, body } = answer;
    return { status, headers: lower(Object.entries(answer.headers)), body };
  }

  async #feed(url: string, all: Readonly<Record<string, string>>): Promise<Came> {
    const { host: _host, 'content-type': _type, ...headers } = all;
    const left = new AbortController();
    const answer = await fetch(`${this.#address}${url}`, { headers, signal: left.signal });
    const { status } = answer;
    const body = status === 200 ? '' : await answer.text();
    left.abort();
    return { status, headers: lower(answer.headers), body };
  }

  /** What is wrong with an answer; nothing, where nothing is. */
  async faults(made: Made, came: Came): Promise<string[]> {
    const { status, body } = came;
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    this.operations.set(made.operation, (this.operations.get(made.operation) ?? 0) + 1);
    this.#count(made, came);
    return [
      ...(status >= 500 ? [`it is ${status}`] : []),
      ...(made.bent && !BENT.has(status) ? [`${status} was never said to come`] : []),
      ...this.#leaks(made, came),
      ...(status >= 400 && body !== '' ? await this.#problem(came) : []),
      ...(status >= 400 && body === '' && made.method !== 'HEAD' ? ['it has no body'] : []),
      ...this.#undescribed(made, came),
    ];
  }

  #count({ operation }: Made, { status, body }: Came): void {
    if (status === 201 && /^append/.test(operation)) this.appended += JSON.parse(body).appended;
  }

  #leaks({ operation, url, payload = '' }: Made, { status, headers, body }: Came): string[] {
    const all = `${JSON.stringify(headers)}\n${body}`;
    const made = operation === 'makeToken' && status === 201;
    const [insides] = INSIDES.exec(status >= 400 ? ownWords(body) : JSON.stringify(headers)) ?? [];
    const echoed =
      insides !== undefined &&
      `${decodeURI(url.replace(/%(?![\da-f]{2})/gi, ''))}${payload}`.includes(insides);
    return [
      ...(insides === undefined || echoed ? [] : [`it shows its insides: ${insides}`]),
      ...(TOKEN.test(all) && !made ? ['it shows a token'] : []),
      ...(this.#world.secrets.some((secret) => all.includes(secret)) ? ['it shows a secret'] : []),
      ...('x-evil' in headers ? ['a header field was forged'] : []),
    ];
  }

  async #problem({ status, headers, body }: Came): Promise<string[]> {
    if (!`${headers['content-type']}`.startsWith('application/problem+json')) {
      return [`it is ${headers['content-type']}`];
    }
    const { type, title, status: said, detail, requestId } = JSON.parse(body);
    const isWhole =
      [title, detail, requestId].every((each) => typeof each === 'string' && each !== '') &&
      said === status &&
      /^\/problems\/[a-z-]+$/.test(type) &&
      /[.?]$/.test(detail);
    if (!isWhole) return ['it is no whole problem'];
    this.codes.set(type, (this.codes.get(type) ?? 0) + 1);
    const [isPage = (await this.#world.here.server.inject(type)).statusCode === 200] = [
      this.#pages.get(type),
    ];
    this.#pages.set(type, isPage);
    return [
      ...(isPage ? [] : [`${type} has no page`]),
      ...(/no-store$/.test(`${headers['cache-control']}`) ? [] : ['caches may keep it']),
    ];
  }

  #undescribed({ operation, method, bent }: Made, came: Came): string[] {
    const described = this.#operations.get(operation);
    if (bent || described === undefined || method === 'HEAD') return [];
    return this.#check.faults(described, came);
  }
}
