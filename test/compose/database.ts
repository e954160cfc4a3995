import {
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import type * as Streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import streamMessages from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import users from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/usermanagement_grpc_pb.js';
import type * as Users from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/usermanagement_pb.js';
import userMessages from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/usermanagement_pb.js';
import { statusOf } from '../support/kurrentdb/answers.ts';
import { appendCall } from '../support/kurrentdb/appends.ts';
import type { Caller, Host } from '../support/kurrentdb/host.ts';
import { Log } from '../support/kurrentdb/log.ts';
import type { Certificate } from '../support/kurrentdb/node.ts';
import { rawEvent } from '../support/kurrentdb/raw.ts';
import { readCall } from '../support/kurrentdb/reads.ts';
import { nameOf } from '../support/kurrentdb/wire.ts';

/** A user of the database. */
export interface Person {
  password: string;
  groups: readonly string[];
  disabled?: boolean;
}

type Right = '$r' | '$w' | '$d' | '$mr' | '$mw';
type Acl = Readonly<Partial<Record<Right, string | readonly string[]>>>;

const HOST = '127.0.0.1';
const NOT_ASKED = { host: HOST, port: 0 };
const MEGABYTE = 1_048_576;
const ADMINS = '$admins';
const ALL: Acl = { $r: '$all', $w: '$all', $d: '$all', $mr: '$all', $mw: '$all' };
const NONE: Acl = { $r: ADMINS, $w: ADMINS, $d: ADMINS, $mr: ADMINS, $mw: ADMINS };

/**
 * A database with users and rights, for what readies one: the wire's double, the users' service, and rights
 * by the rules of the server's own (LegacyStreamPermissionAssertion of 26.0.3: a stream's `$acl`, else
 * `$settings`, else everything to everybody; of system streams nothing). It shows that the calls are made
 * rightly and what the rules amount to if that reading is right; only a real server can show that it is.
 */
export class SmallDatabase {
  readonly people: Map<string, Person>;
  readonly log: Log = new Log(100);
  readonly #server = new Server();
  #port = 0;
  /** Rights are not looked at, as in an insecure server. */
  isOpen = false;

  constructor(adminPassword: string) {
    this.people = new Map([['admin', { password: adminPassword, groups: [ADMINS] }]]);
  }

  async start({ cert, key }: Certificate): Promise<void> {
    const host = this.#host();
    this.#server.addService(streams.StreamsService, {
      append: appendCall(host),
      batchAppend: () => undefined,
      read: readCall(host),
      delete: this.#removal(new streamMessages.DeleteResp()),
      tombstone: this.#removal(new streamMessages.TombstoneResp()),
    });
    this.#server.addService(users.UsersService, this.#userCalls());
    this.#port = await new Promise((resolve, reject) => {
      const bound = (error: Error | null, port: number) => (error ? reject(error) : resolve(port));
      const pair = { private_key: Buffer.from(key), cert_chain: Buffer.from(cert) };
      this.#server.bindAsync(`${HOST}:0`, ServerCredentials.createSsl(null, [pair]), bound);
    });
  }

  stop(): void {
    this.#server.forceShutdown();
  }

  /** Where it is asked, as the environment names it. */
  get nodes(): string {
    return `localhost:${this.#port}`;
  }

  /** Writes as somebody else did. */
  put(stream: string, data: object): void {
    this.log.put(stream, [rawEvent({ type: 'a', data })]);
  }

  /** The newest document of a stream. */
  newest(stream: string): unknown {
    const event = this.log.stream(stream).at(-1);
    return event && JSON.parse(Buffer.from(event.data).toString('utf8'));
  }

  /** May a user do this to a stream? */
  may(name: string, right: Right, stream: string): boolean {
    const person = this.people.get(name);
    if (this.isOpen || person?.groups.includes(ADMINS) === true) return true;
    const isSystem = stream.startsWith('$');
    const metadata = this.newest(`$$${stream}`) as { $acl?: Acl } | undefined;
    const settings = this.newest('$settings') as Record<string, Acl> | undefined;
    const rules = settings?.[isSystem ? '$systemStreamAcl' : '$userStreamAcl'];
    const usual = isSystem ? NONE : ALL;
    const roles = [metadata?.$acl?.[right] ?? rules?.[right] ?? usual[right] ?? []].flat();
    return roles.includes('$all') || roles.includes(name);
  }

  /** Who asks, by name and password; nobody where they do not fit. */
  #nameOf({ metadata }: Caller): string {
    const [, encoded = ''] = `${metadata.get('authorization')[0] ?? ''}`.split(' ');
    const [name = '', password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
    return this.people.get(name)?.password === password ? name : '';
  }

  #isAdmin(caller: Caller): boolean {
    return this.people.get(this.#nameOf(caller))?.groups.includes(ADMINS) === true;
  }

  #host(): Host {
    // Each call asks first what goes wrong with a stream's name, then at once whether it is refused.
    let stream = '';
    return {
      node: 0,
      log: this.log,
      leader: NOT_ASKED,
      maxAppendSize: MEGABYTE,
      tellsCaughtUp: true,
      faultFor: (_, name) => {
        stream = name;
        return undefined;
      },
      refusalFor: (caller, right) => {
        const isMeta = stream.startsWith('$$');
        const of = isMeta ? stream.slice(2) : stream;
        const wanted = `$${isMeta ? 'm' : ''}${right === 'read' ? 'r' : 'w'}` as Right;
        return this.may(this.#nameOf(caller), wanted, of) ? undefined : { is: 'access-denied' };
      },
      cut: () => undefined,
    };
  }

  #removal<A>(done: A) {
    return (call: ServerUnaryCall<Streams.DeleteReq, A>, answer: sendUnaryData<A>) => {
      const stream = nameOf(call.request.getOptions()?.getStreamIdentifier());
      if (this.may(this.#nameOf(call), '$d', stream)) answer(null, done);
      else answer(statusOf({ is: 'access-denied' }, NOT_ASKED));
    };
  }

  #userCalls() {
    const { people } = this;
    return {
      ...NOT_CALLED,
      create: (call: ServerUnaryCall<Users.CreateReq, Users.CreateResp>, answer: Heard) => {
        if (!this.#isAdmin(call)) return answer(statusOf({ is: 'access-denied' }, NOT_ASKED));
        const options = call.request.getOptions();
        const known = people.get(options?.getLoginName() ?? '');
        const password = options?.getPassword() ?? '';
        if (known !== undefined && known.password !== password) {
          return answer(refused(status.FAILED_PRECONDITION, 'user-conflict'));
        }
        if (known === undefined) {
          const groups = options?.getGroupsList() ?? [];
          people.set(options?.getLoginName() ?? '', { password, groups });
        }
        answer(null, new userMessages.CreateResp());
      },
      update: (call: ServerUnaryCall<Users.UpdateReq, Users.UpdateResp>, answer: Heard) => {
        const person = people.get(call.request.getOptions()?.getLoginName() ?? '');
        if (person) person.groups = call.request.getOptions()?.getGroupsList() ?? [];
        answer(null, new userMessages.UpdateResp());
      },
      resetPassword: (
        call: ServerUnaryCall<Users.ResetPasswordReq, Users.ResetPasswordResp>,
        answer: Heard,
      ) => {
        const person = people.get(call.request.getOptions()?.getLoginName() ?? '');
        if (person) person.password = call.request.getOptions()?.getNewPassword() ?? '';
        answer(null, new userMessages.ResetPasswordResp());
      },
      details: (call: ServerWritableStream<Users.DetailsReq, Users.DetailsResp>) => {
        const person = people.get(call.request.getOptions()?.getLoginName() ?? '');
        if (person === undefined) {
          call.emit('error', refused(status.NOT_FOUND, 'user-not-found'));
          return;
        }
        const details = new userMessages.DetailsResp.UserDetails()
          .setGroupsList([...person.groups])
          .setDisabled(person.disabled ?? false);
        call.write(new userMessages.DetailsResp().setUserDetails(details));
        call.end();
      },
    };
  }
}

const NOT_CALLED = {
  delete: () => undefined,
  disable: () => undefined,
  enable: () => undefined,
  changePassword: () => undefined,
};

/** A refusal of the service of users, by the name that its trailers give. */
function refused(code: status, exception: string) {
  const found = statusOf({ is: 'access-denied' }, NOT_ASKED);
  found.metadata.set('exception', exception);
  return { ...found, code };
}

type Heard = sendUnaryData<object>;
