import type { Endpoint, Refusal } from './answers.ts';
import type { Member } from './cluster.ts';
import { type FaultCall, type FaultHook, flushed } from './faults.ts';
import type { Caller, Host } from './host.ts';
import { Log, type LoggedEvent, type ProposedEvent, type Written } from './log.ts';
import { type Certificate, Node, type SeenCall } from './node.ts';
import { type RawEvent, rawEvent, SYSTEM_EVENTS, statistics } from './raw.ts';
import { servicesOf } from './services.ts';
import { mayDo, type Users } from './users.ts';

/** How a double is started. */
export interface DoubleOptions {
  /** A single node, or a cluster of three that clients find by gossip. */
  readonly nodes?: 1 | 3;
  /** Whether the server offers the shared stream of writes; the client then uses it. */
  readonly batchAppend?: boolean;
  /** Who may do what; everybody may do everything where this is not given. */
  readonly users?: Users;
  /** Speaks TLS; only so does the client send credentials with writes and subscriptions. */
  readonly tls?: Certificate;
  /** The bytes that one write may have: 1 MiB, the least that servers in use have by default. */
  readonly maxAppendSize?: number;
  /** How many ids stay in memory for writes that expect no exact revision. */
  readonly recentIds?: number;
  /** Whether caught-up says when and where, as servers from 24.10 on do: it does by default. */
  readonly tellsCaughtUp?: boolean;
}

const MAX_APPEND_SIZE = 1_048_576;
const RECENT_IDS = 10_000;

/**
 * A double of KurrentDB that speaks its protocol to the real client. It shows that an adapter uses
 * the protocol rightly, and holds what the servers' rules are known to be; it is no server.
 */
export class KurrentDouble {
  readonly #options: DoubleOptions;
  readonly #nodes: Node[] = [];
  #log: Log;
  #leader = 0;
  #openCalls = 0;
  readonly #attempts = { append: 0, read: 0, subscribe: 0, deliver: 0 };
  readonly #users: Users | undefined;
  /** Every call so far. */
  readonly seen: SeenCall[] = [];
  /** Says what goes wrong; nothing does where it is undefined. */
  fault: FaultHook | undefined;

  private constructor(options: DoubleOptions, log: Log) {
    this.#options = options;
    this.#users = options.users;
    this.#log = log;
  }

  static async start(options: DoubleOptions = {}): Promise<KurrentDouble> {
    const log = new Log(options.recentIds ?? RECENT_IDS);
    for (const [stream, event] of SYSTEM_EVENTS) log.put(stream, [rawEvent(event)]);
    return KurrentDouble.#begin(options, log);
  }

  static async #begin(options: DoubleOptions, log: Log): Promise<KurrentDouble> {
    const double = new KurrentDouble(options, log);
    for (let index = 0; index < (options.nodes ?? 1); index += 1) {
      const node = new Node(index, {
        opened: (call) => {
          double.#openCalls += 1;
          double.seen.push(call);
        },
        closed: () => {
          double.#openCalls -= 1;
        },
      });
      const services = servicesOf(double.#hostOf(index), {
        batchAppend: options.batchAppend ?? true,
        members: () => double.#members,
        leader: () => double.#leader,
      });
      await node.start(services, options.tls);
      double.#nodes.push(node);
    }
    return double;
  }

  #hostOf(node: number): Host {
    const double = this;
    return {
      node,
      get log() {
        return double.#log;
      },
      get leader() {
        return double.#endpoint(double.#leader);
      },
      maxAppendSize: this.#options.maxAppendSize ?? MAX_APPEND_SIZE,
      tellsCaughtUp: this.#options.tellsCaughtUp ?? true,
      faultFor: (kind, stream) => this.#faultFor({ kind, node, stream }),
      refusalFor: (caller, right) => this.#refusalFor(node, caller, right),
      cut: (peer) => this.#node(node).cut(peer),
    };
  }

  #faultFor(call: Omit<FaultCall, 'attempt'>) {
    this.#attempts[call.kind] += 1;
    return this.fault?.({ ...call, attempt: this.#attempts[call.kind] });
  }

  #refusalFor(node: number, caller: Caller, right: 'read' | 'write'): Refusal | undefined {
    const refused = mayDo(this.#users, caller.metadata.get('authorization')[0], right);
    const needsLeader =
      right === 'write' || caller.metadata.get('requires-leader')[0]?.toString() === 'true';
    if (refused === undefined && needsLeader && node !== this.#leader) return { is: 'not-leader' };
    return refused;
  }

  #node(index: number): Node {
    const node = this.#nodes[index];
    if (node === undefined) throw new RangeError(`there is no node ${index}`);
    return node;
  }

  #some(index: number | undefined): readonly Node[] {
    return index === undefined ? this.#nodes : [this.#node(index)];
  }

  /** Certificates are for names, so that with one the nodes have a name for their address. */
  get #name(): string {
    return this.#options.tls === undefined ? '127.0.0.1' : 'localhost';
  }

  get #members(): readonly Member[] {
    return this.#nodes.map(({ port, isUp }) => ({ host: this.#name, port, isAlive: isUp }));
  }

  #endpoint(index: number): Endpoint {
    return { host: this.#name, port: this.#node(index).port };
  }

  /** The address of all nodes. */
  get connectionString(): string {
    return this.address();
  }

  /** The address with more in its query, such as `defaultDeadline=500`; of one node if named. */
  address(extra = '', { node, user }: { node?: number; user?: string } = {}): string {
    const hosts = this.#some(node).map(({ port }) => `${this.#name}:${port}`);
    const tls = this.#options.tls !== undefined;
    const isTrusted = !tls || extra.includes('tlsCaFile');
    const query = [`tls=${tls}`, isTrusted ? '' : 'tlsVerifyCert=false', extra];
    const login = user === undefined ? '' : `${user}@`;
    return `kurrentdb://${login}${hosts.join(',')}?${query.filter((part) => part !== '').join('&')}`;
  }

  get leader(): number {
    return this.#leader;
  }

  /** Calls that have come in and not ended: what a client leaks stays here. */
  get openCalls(): number {
    return this.#openCalls;
  }

  get appends(): number {
    return this.#attempts.append;
  }

  get reads(): number {
    return this.#attempts.read;
  }

  get subscriptions(): number {
    return this.#attempts.subscribe;
  }

  /** Makes another node the leader; like a server that starts, it knows no recent ids. */
  moveLeader(node: number): void {
    this.#leader = this.#node(node).index;
    this.#log.forgetIds();
  }

  /** Destroys all connections. */
  cutAll(): void {
    for (const node of this.#nodes) node.cutAll();
  }

  /** From now on connections are taken, but nothing is read or answered. */
  pause(node?: number): void {
    for (const each of this.#some(node)) each.pause();
  }

  resume(node?: number): void {
    for (const each of this.#some(node)) each.resume();
  }

  /** Takes nodes down: connections are destroyed and refused. */
  async down(node?: number): Promise<void> {
    await Promise.all(this.#some(node).map((each) => each.down()));
    if (node === undefined || node === this.#leader) this.#log.forgetIds();
  }

  /** Brings nodes up at the ports they had; what was written is there. */
  async up(node?: number): Promise<void> {
    await Promise.all(this.#some(node).map((each) => each.up()));
  }

  async restart(node?: number): Promise<void> {
    await this.down(node);
    await this.up(node);
  }

  /** Ends the double, and with it every call. */
  async stop(): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node.stop()));
    await flushed();
  }

  /** Writes events as somebody else would, whatever the stream is at. */
  put(stream: string, events: readonly RawEvent[]): Written {
    return this.#log.put(stream, events.map(rawEvent));
  }

  /** Writes system events, which no filter of an application lets through. */
  putStatistics(count: number): void {
    const events: ProposedEvent[] = Array.from({ length: count }, () => rawEvent(statistics()));
    this.#log.put(`$stats-${this.#name}:${this.#node(0).port}`, events);
  }

  events(stream?: string): readonly LoggedEvent[] {
    return stream === undefined ? this.#log.events : this.#log.stream(stream);
  }

  /** Empties the memory of recent ids. */
  forgetIds(): void {
    this.#log.forgetIds();
  }

  /** Puts the database back to an older state: nothing after the position is left. */
  truncateTo(position: bigint): void {
    this.cutAll();
    this.#log.truncateTo(position);
  }

  /** Another database with the same past, up to a position if named, and its own future. */
  async fork(position?: bigint): Promise<KurrentDouble> {
    const log = this.#log.copy();
    if (position !== undefined) log.truncateTo(position);
    return KurrentDouble.#begin(this.#options, log);
  }
}
