/** The checks that run in a reader's browser, with Node's WebCrypto in the place of the browser's. */
import { webcrypto } from 'node:crypto';
import type { Bundle } from '../../../src/interchange/bundle.ts';

/** What the place of the checks has. */
export interface Tools {
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
  ed25519(
    key: Uint8Array<ArrayBuffer>,
    message: Uint8Array<ArrayBuffer>,
    signature: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>;
}

/** A checkpoint that a browser has kept. */
export interface Kept {
  readonly size: number;
  readonly root: string;
  readonly day: string;
  readonly note: string;
}

/** What one step gave. */
export interface Step {
  readonly name: string;
  readonly state: 'held' | 'failed' | 'open';
  readonly says: string;
  readonly values: readonly (readonly [string, string])[];
}

type Hashes = readonly Uint8Array[];
/** Gives the bytes of a tile by its path. */
export type TileReader = (path: string) => Promise<Uint8Array>;

interface Tree {
  readonly size: number;
  readonly root: Uint8Array;
}

interface Proof {
  readonly Wrong: new (message: string) => Error;
  rootFrom(
    tools: Tools,
    leaf: Uint8Array,
    place: { readonly index: number; readonly size: number; readonly path: Hashes },
  ): Promise<Uint8Array>;
}

interface Consistency {
  consistencyPath(tools: Tools, tile: TileReader, older: number, newer: number): Promise<Hashes>;
  checkConsistent(tools: Tools, older: Tree, newer: Tree, path: Hashes): Promise<void>;
}

/** What is checked of an entry. */
export interface AskedEntry {
  readonly id: string;
  readonly leafHash: string;
  readonly bundle: Bundle;
  readonly seen?: Kept | undefined;
  readonly others?: boolean;
  readonly tile: TileReader;
}

interface Steps {
  checkEntry(tools: Tools, asked: AskedEntry): Promise<Step[]>;
  kept(bundle: Bundle, day: string): Kept;
}

const asset = (name: string) =>
  import(new URL(`../../../src/web/assets/${name}.js`, import.meta.url).href);

export const PROOF: Proof = await asset('proof');
export const CONSISTENCY: Consistency = await asset('consistency');
export const STEPS: Steps = await asset('proof-steps');

const { subtle } = webcrypto;

/** WebCrypto, as browsers have it. */
export const TOOLS: Tools = {
  sha256: async (bytes) => new Uint8Array(await subtle.digest('SHA-256', bytes)),
  ed25519: async (key, message, signature) => {
    const known = await subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
    return subtle.verify('Ed25519', known, signature, message);
  },
};
