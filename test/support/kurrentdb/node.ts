import { once } from 'node:events';
import { connect, createServer, type Server as Front, type Socket } from 'node:net';
import {
  type Metadata,
  ResponderBuilder,
  Server,
  ServerCredentials,
  ServerInterceptingCall,
  type ServerInterceptor,
  ServerListenerBuilder,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';

/** A call as it came in. */
export interface SeenCall {
  readonly node: number;
  /** The method's path, such as `/event_store.client.streams.Streams/Read`. */
  readonly method: string;
  readonly authorization: string | undefined;
  readonly requiresLeader: boolean;
}

/** A certificate and its key, as PEM, for a node that speaks TLS. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A service and what answers its calls. */
export type Service = readonly [ServiceDefinition, UntypedServiceImplementation];

/** What a node tells the double of. */
export interface NodeEvents {
  opened(call: SeenCall): void;
  closed(): void;
}

/** A connection: the client's end, and the one to the server behind. */
interface Link {
  readonly client: Socket;
  readonly inner: Socket;
}

const HOST = '127.0.0.1';
/** Below the ports that a system gives out by itself, so that a stopped node finds its own again. */
const LOWEST_PORT = 20_000;
const PORTS = 12_000;
const TRIES = 20;

const textOf = (metadata: Metadata, key: string) => metadata.get(key)[0]?.toString();

/**
 * One node: a gRPC server, and before it a listener that hands bytes to and fro. Cutting, pausing
 * and going down happen there, where no client can tell them from a network's or a server's.
 */
export class Node {
  readonly index: number;
  #port = 0;
  #paused = false;
  readonly #server: Server;
  readonly #front: Front;
  readonly #links = new Set<Link>();
  readonly #byPort = new Map<number, Link>();
  #innerPort = 0;

  constructor(index: number, events: NodeEvents) {
    this.index = index;
    this.#server = new Server({
      'grpc.max_receive_message_length': -1,
      interceptors: [watching(index, events)],
    });
    this.#front = createServer({ noDelay: true }, (client) => this.#join(client));
  }

  get port(): number {
    return this.#port;
  }

  get isUp(): boolean {
    return this.#front.listening;
  }

  async start(services: readonly Service[], tls?: Certificate): Promise<void> {
    for (const [definition, implementation] of services) {
      this.#server.addService(definition, implementation);
    }
    const pair = tls && { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.cert) };
    const credentials = pair
      ? ServerCredentials.createSsl(null, [pair])
      : ServerCredentials.createInsecure();
    this.#innerPort = await new Promise<number>((resolve, reject) => {
      this.#server.bindAsync(`${HOST}:0`, credentials, (error, port) =>
        error ? reject(error) : resolve(port),
      );
    });
    for (let tries = 1; this.#port === 0; tries += 1) {
      const port = LOWEST_PORT + Math.floor(Math.random() * PORTS);
      await this.#listen(port).then(
        () => {
          this.#port = port;
        },
        (error: unknown) => {
          if (tries === TRIES) throw error;
        },
      );
    }
  }

  /** Listens again, at the port it had. */
  async up(): Promise<void> {
    if (!this.#front.listening) await this.#listen(this.#port);
  }

  /** Refuses connections and destroys those it has. */
  async down(): Promise<void> {
    if (!this.#front.listening) return;
    const closed = once(this.#front, 'close');
    this.#front.close();
    this.cutAll();
    await closed;
  }

  async stop(): Promise<void> {
    await this.down();
    this.#server.forceShutdown();
  }

  async #listen(port: number): Promise<void> {
    this.#front.listen(port, HOST);
    await once(this.#front, 'listening');
  }

  #join(client: Socket): void {
    const inner = connect({ port: this.#innerPort, host: HOST, noDelay: true });
    const link = { client, inner };
    const part = () => {
      client.destroy();
      inner.destroy();
      this.#links.delete(link);
    };
    this.#links.add(link);
    inner.once('connect', () => {
      const { localPort = 0 } = inner;
      this.#byPort.set(localPort, link);
      inner.once('close', () => this.#byPort.delete(localPort));
      if (!this.#paused) flow(link);
    });
    for (const socket of [client, inner]) {
      socket.on('error', part);
      socket.on('close', part);
    }
  }

  /** Destroys the connection of a call, named by its peer. */
  cut(peer: string): void {
    this.#byPort.get(Number(peer.slice(peer.lastIndexOf(':') + 1)))?.client.destroy();
  }

  cutAll(): void {
    for (const { client } of [...this.#links]) client.destroy();
  }

  /** Takes connections, but neither reads from them nor answers. */
  pause(): void {
    this.#paused = true;
    for (const { client, inner } of this.#links) {
      client.unpipe(inner).pause();
      inner.unpipe(client).pause();
    }
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    for (const link of this.#links) flow(link);
  }
}

function flow({ client, inner }: Link): void {
  client.pipe(inner);
  inner.pipe(client);
}

/** Tells of every call when it comes in, and once more when it ends, however it ends. */
function watching(node: number, events: NodeEvents): ServerInterceptor {
  return (method, call) => {
    let isOpen = false;
    const close = () => {
      if (isOpen) events.closed();
      isOpen = false;
    };
    const listener = new ServerListenerBuilder()
      .withOnReceiveMetadata((metadata, next) => {
        isOpen = true;
        const authorization = textOf(metadata, 'authorization');
        const requiresLeader = textOf(metadata, 'requires-leader') === 'true';
        events.opened({ node, method: method.path, authorization, requiresLeader });
        next(metadata);
      })
      .withOnCancel(close)
      .build();
    const responder = new ResponderBuilder()
      .withStart((next) => next(listener))
      .withSendStatus((status, next) => {
        close();
        next(status);
      })
      .build();
    return new ServerInterceptingCall(call, responder);
  };
}
