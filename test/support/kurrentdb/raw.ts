import { randomUUID } from 'node:crypto';
import type { ProposedEvent } from './log.ts';

/** An event as a test writes it: what it leaves out is made up; bytes stay as they are. */
export interface RawEvent {
  readonly id?: string;
  readonly type?: string;
  readonly data?: unknown;
  readonly metadata?: unknown;
}

const bytesOf = (value: unknown): Uint8Array => {
  if (value === undefined) return new Uint8Array(0);
  return value instanceof Uint8Array ? value : Buffer.from(JSON.stringify(value), 'utf8');
};

export const rawEvent = (event: RawEvent): ProposedEvent => ({
  id: event.id ?? randomUUID(),
  type: event.type ?? 'Something',
  contentType: event.data instanceof Uint8Array ? 'application/octet-stream' : 'application/json',
  data: bytesOf(event.data ?? {}),
  metadata: bytesOf(event.metadata),
});

/** What a server writes to its own log before anybody else does. */
export const SYSTEM_EVENTS: readonly (readonly [stream: string, event: RawEvent])[] = [
  ['$users', { type: '$User', data: 'admin' }],
  ['$user-admin', { type: '$UserCreated', data: { loginName: 'admin', groups: ['$admins'] } }],
  ['$$$user-admin', { type: '$metadata', data: { $acl: { $r: '$admins' } } }],
  ['$$hustings-register', { type: '$metadata', data: { $acl: { $d: '$admins' } } }],
  ['$settings', { type: 'update-default-acl', data: { $userStreamAcl: {} } }],
];

/** The measures that a server writes down of itself now and then. */
export const statistics = (): RawEvent => ({
  type: '$statsCollected',
  data: { 'proc-cpu': 1, 'es-checksum': 2 },
});
