import { hash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { askStandings } from '../../../src/ledger/queries/standings.ts';
import type { ReceiptAsked } from '../../../src/ledger/receipts.ts';
import { type Service, serviceOver } from '../../../src/ledger/service.ts';
import type { Tempo } from '../../../src/store/kurrentdb/tempo.ts';
import { Random, uuidOf } from '../../laws/random.ts';
import { draft, endorsed, FRAME, type Sent, tally, underKey } from '../../support/given.ts';
import { KurrentDouble } from '../../support/kurrentdb/double.ts';
import { madeSigner } from '../../tlog/made.ts';
import { Copies } from './opened.ts';
import { disaster, storm } from './weather.ts';

const HASTY: Tempo = {
  deadline: 150,
  patience: 1500,
  shortestPause: 2,
  longestPause: 30,
  heartbeat: 250,
};

const CONTESTS = ['one', 'two', 'three'];
const NOW = 1_790_000_000_000;
const SIGNER = madeSigner();
/** A client gives up after so many tries: then the chaos has failed. */
const TRIES = 500;
/** After so many milliseconds it sends again. */
const AGAIN = 10;

/** A request as a client sends it, again and again until it is answered, to whichever copy. */
interface Request {
  readonly contest: string;
  readonly sent: readonly Sent[];
  readonly receipt?: ReceiptAsked;
}

/** What the clients were told. */
interface Told {
  readonly request: Request;
  readonly ids: readonly string[];
}

/** Copies of the service on one double, and clients that append through them in a storm. */
export class Chaos {
  readonly #random: Random;
  readonly #seed: number;
  readonly #copies: Copies;
  readonly double: KurrentDouble;
  readonly told: Told[] = [];
  /** How often a client was not answered, and sent again. */
  unanswered = 0;
  #services: Service[] = [];
  #made = 0;

  private constructor(double: KurrentDouble, seed: number) {
    this.double = double;
    this.#seed = seed;
    this.#random = new Random(seed);
    this.#copies = new Copies(double.connectionString);
  }

  static async begin(seed: number): Promise<Chaos> {
    const double = await KurrentDouble.start({ nodes: 3, batchAppend: seed % 2 === 0 });
    const chaos = new Chaos(double, seed);
    chaos.#services = [await chaos.#open(0), await chaos.#open(1)];
    for (const contest of CONTESTS) {
      const sent = FRAME.map(({ id: _, ...each }) => each as Sent);
      await chaos.#send({ contest, sent });
    }
    return chaos;
  }

  async #open(index: number): Promise<Service> {
    const store = await this.#copies.open({ name: `copy ${index}`, tempo: HASTY });
    let drawn = 0;
    const randomBytes = (length: number) => {
      drawn += 1;
      const text = `${this.#seed} ${index} ${this.#made} ${drawn}`;
      return Uint8Array.from(hash('sha256', text, 'buffer').subarray(0, length));
    };
    return serviceOver(store, { now: () => NOW, randomBytes });
  }

  async rounds(count: number): Promise<void> {
    this.double.fault = storm(new Random(this.#seed + 1));
    for (let round = 0; round < count; round += 1) {
      const clients = Array.from({ length: 1 + this.#random.below(3) }, () => this.#client());
      if (this.#random.oneIn(8)) clients.push(this.#clash());
      if (this.#random.oneIn(20)) clients.push(disaster(this.double, this.#random));
      if (this.#random.oneIn(50)) clients.push(this.#reopen(this.#random.below(2)));
      if (this.#random.oneIn(10)) clients.push(this.#sign(this.#random.below(2)));
      await Promise.all(clients);
    }
  }

  /** One request; now and then sent twice at once, through both copies. */
  async #client(): Promise<void> {
    const request = this.#request();
    const twice = this.#random.oneIn(6);
    const sending = twice ? [this.#send(request), this.#send(request)] : [this.#send(request)];
    for (const told of await Promise.all(sending)) {
      if (told !== 'stored') throw new Error(`a client was refused: ${told}`);
    }
  }

  /** Two requests that cannot both be stored, at once through both copies: one id, or one key, in two contests. */
  async #clash(): Promise<void> {
    const [first] = this.#request().sent as [Sent];
    const { id: _, ...unnamed } = first;
    const keyed = this.#random.oneIn(2);
    const key = `${this.#made}`;
    const requests = ['one', 'two'].map((contest) =>
      keyed
        ? { contest, sent: [unnamed as Sent], ...underKey(contest, key) }
        : { contest, sent: [first] },
    );
    const stored = await Promise.all(requests.map((each, index) => this.#send(each, index)));
    const winners = stored.filter((each) => each === 'stored').length;
    const loser = keyed ? 'key-reused' : 'id-reused';
    if (winners === 1 && stored.includes(loser)) return;
    throw new Error(`of two requests that clash: ${stored.join(', ')}`);
  }

  #request(): Request {
    this.#made += 1;
    const random = this.#random;
    const contest = random.of(CONTESTS);
    const sent = Array.from({ length: 1 + random.below(3) }, (_, index): Sent => {
      const id = uuidOf(this.#seed, this.#made * 10 + index);
      const more = { anew: true };
      return random.oneIn(4)
        ? { id, ...endorsed(random.of(['m1', 't1', 't2', 'c1']), 'ann', '2010-06-01', more) }
        : { id, ...tally({ 'ann TU': random.below(9) }, '2010-07-01') };
    });
    const keyed = random.oneIn(2) ? underKey(contest, `${this.#made}`) : {};
    return { contest, sent, ...keyed };
  }

  /** Sends a request until it is answered, through one copy or through whichever; gives what it was told. */
  async #send(request: Request, through?: number): Promise<string> {
    const { contest, sent, receipt } = request;
    const options = { recordedBy: 'a client', ...(receipt === undefined ? {} : { receipt }) };
    for (let tries = 1; ; tries += 1) {
      const service = this.#services[through ?? this.#random.below(2)] as Service;
      try {
        const done = await service.ledger.append(contest, sent.map(draft), options);
        if (!done.ok) return done.refusal.code;
        this.told.push({ request, ids: done.entries.map(({ id }) => id) });
        return 'stored';
      } catch (error) {
        const { name, code } = error as { name?: string; code?: string };
        const passing = name === 'StoreError' && (code === 'unreachable' || code === 'closed');
        if (!passing || tries === TRIES) throw error;
        this.unanswered += 1;
        await pause(AGAIN);
      }
    }
  }

  /** A copy of the service goes, and comes back with what it has kept. */
  async #reopen(index: number): Promise<void> {
    await this.#services[index]?.store.close();
    this.#services[index] = await this.#open(index);
  }

  async #sign(index: number): Promise<void> {
    try {
      await this.#services[index]?.log.sign([SIGNER]);
    } catch (error) {
      const { code } = error as { code?: string };
      if (code !== 'unreachable' && code !== 'closed') throw error;
    }
  }

  /** The storm is over: both copies come to the end of the database. */
  async calm(): Promise<readonly [Service, Service]> {
    this.double.fault = undefined;
    this.double.resume();
    const [one, other] = this.#services as [Service, Service];
    for (const { store } of [one, other]) await store.refresh();
    return [one, other];
  }

  async end(): Promise<void> {
    this.double.fault = undefined;
    this.double.resume();
    await this.#copies.remove();
    await this.double.stop();
  }
}

/** All that a copy answers at the end: the digests of its standings, its root, its checkpoints. */
export async function stateOf(service: Service) {
  const digests: string[] = [];
  for (const contest of CONTESTS) {
    digests.push((await askStandings(service, contest, { asOf: '2010-08-01' })).digest);
  }
  const { size, root } = await service.log.catchUp();
  const checkpoints = service.log.checkpoints().map(({ note }) => note);
  return { digests, size, root: Buffer.from(root).toString('hex'), checkpoints };
}

/** The key with which the copies sign. */
export const CHAOS_SIGNER = SIGNER;
