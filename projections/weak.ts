import { type EntryType, kindOf } from '../events/catalog.ts';
import type { Source } from '../events/source.ts';
import { type Day, dayOfInstant, FOREVER, formatDay } from '../src/time/day.ts';
import { edtfBounds } from '../src/time/edtf.ts';
import { parseInstant } from '../src/time/instant.ts';
import { boundsOf } from './agreement.ts';
import { GONE, isRecord } from './claims.ts';
import { at } from './columns.ts';
import type { Cut } from './cut.ts';

/** The ways in which a claim's provenance may be weak. */
export const WEAKNESSES = [
  'unsourced',
  'single-source',
  'published-after-recorded',
  'inferred-date',
  'contradicts',
  'other-hash',
  'same-words-other-hash',
  'undated-source',
] as const;
/** One of them. */
export type Weakness = (typeof WEAKNESSES)[number];

/** A claim with a weak provenance, and how. */
export interface WeakClaim {
  readonly weakness: Weakness;
  readonly entry: string;
  readonly seq: number;
  readonly type: string;
  readonly on: string | null;
  /** What is weak, in a few words. */
  readonly text: string;
  readonly url: string | null;
  /** The other entries that it is weak beside. */
  readonly others: readonly string[];
}

/** A claim that counts, with its sources as corrected. */
export interface SourcedClaim {
  readonly row: number;
  readonly id: string;
  readonly seq: number;
  readonly type: EntryType;
  readonly recordedAt: string;
  readonly on: string | null;
  readonly sources: readonly Source[];
}

/** The rows of the claims that count in a view and may have happened by a day. */
export function claimRows({ claims, columns, opening }: Cut, day: Day): number[] {
  const rows: number[] = [];
  for (let row = 0; row < claims.known; row += 1) {
    if (claims.state[row] === GONE || isRecord(at(columns.type, row))) continue;
    const { earliest } = boundsOf(claims, row, opening);
    if (earliest <= day) rows.push(row);
  }
  return rows;
}

type Found = Pick<WeakClaim, 'text'> & Partial<Pick<WeakClaim, 'url' | 'others'>>;

const weak = (weakness: Weakness, claim: SourcedClaim, found: Found): WeakClaim => ({
  weakness,
  entry: claim.id,
  seq: claim.seq,
  type: claim.type,
  on: claim.on,
  text: found.text,
  url: found.url ?? null,
  others: found.others ?? [],
});

function unsourced(claim: SourcedClaim): WeakClaim[] {
  const needs = kindOf(claim.type).sources === 'required';
  if (!needs || claim.sources.length > 0) return [];
  return [weak('unsourced', claim, { text: 'it has no source' })];
}

function late(claim: SourcedClaim): WeakClaim[] {
  const recorded = dayOfInstant(parseInstant(claim.recordedAt) ?? 0);
  return claim.sources.flatMap(({ published, url }) => {
    if (published === undefined || edtfBounds(published).earliest <= recorded) return [];
    const text = `published ${published}, recorded ${formatDay(recorded)}`;
    return [weak('published-after-recorded', claim, { text, url })];
  });
}

function inferred(view: Cut, claim: SourcedClaim): WeakClaim[] {
  const bases = new Set(claim.sources.flatMap((source) => source.dateBasis ?? []));
  const { earliest, latest } = boundsOf(view.claims, claim.row, view.opening);
  const days = latest === FOREVER ? 'an unknown day' : `one of ${latest - earliest + 1} days`;
  // Who frames a contest without a day says nothing of any day.
  const wide = claim.on !== null && latest > earliest ? [days] : [];
  const told = [...wide, ...bases];
  return told.length === 0 ? [] : [weak('inferred-date', claim, { text: told.join('; ') })];
}

function undated(claim: SourcedClaim): WeakClaim[] {
  const { frames } = kindOf(claim.type);
  return claim.sources.flatMap(({ published, retrieved, url }) => {
    if (published !== undefined) return [];
    const otherwise =
      retrieved === undefined ? 'it is visible at no reportedBy' : `it counts from ${retrieved} on`;
    const text = `no day of publication, so ${frames ? 'it is visible only since it frames the contest' : otherwise}`;
    return [weak('undated-source', claim, { text, url })];
  });
}

/** The claims that tell one thing: those of one act, else a claim alone. */
function told(view: Cut, claims: readonly SourcedClaim[]): SourcedClaim[][] {
  const byRow = new Map(claims.map((claim) => [claim.row, claim]));
  const together = view.acts.flatMap((act) => [act.claims, act.withdrawals]);
  const groups = together.map((rows) => rows.flatMap((row) => byRow.get(row) ?? []));
  const grouped = new Set(groups.flat());
  const alone = claims.filter((claim) => !grouped.has(claim)).map((claim) => [claim]);
  return [...groups, ...alone].filter((group) => group.length > 0);
}

function single(view: Cut, claims: readonly SourcedClaim[]): WeakClaim[] {
  return told(view, claims).flatMap((group) => {
    const urls = new Set(group.flatMap(({ sources }) => sources.map(({ url }) => url)));
    const [url] = urls;
    if (urls.size !== 1 || url === undefined) return [];
    const publisher = group[0]?.sources[0]?.publisher ?? '';
    return group.map((claim) =>
      weak('single-source', claim, {
        text: `nobody but ${publisher} says so`,
        url,
        others: group.filter((other) => other !== claim).map((other) => other.id),
      }),
    );
  });
}

/** What the claims of one view are weak in by themselves, or among themselves. */
export function weakIn(view: Cut, claims: readonly SourcedClaim[]): WeakClaim[] {
  return [
    ...claims.flatMap((claim) => [
      ...unsourced(claim),
      ...late(claim),
      ...inferred(view, claim),
      ...undated(claim),
    ]),
    ...single(view, claims),
  ];
}

interface CitedOnce {
  readonly claim: SourcedClaim;
  readonly source: Source;
}

function rehashed(weakness: Weakness, same: readonly CitedOnce[], what: string): WeakClaim[] {
  const hashes = new Set(same.map(({ source }) => source.sha256));
  if (hashes.size < 2) return [];
  return same.map(({ claim, source }) => {
    const others = same.filter((other) => other.source.sha256 !== source.sha256);
    return weak(weakness, claim, {
      text: `${what} with sha256 ${source.sha256?.slice(0, 12)}…, elsewhere with another`,
      url: source.url,
      others: [...new Set(others.map((other) => other.claim.id))],
    });
  });
}

/** Claims that cite one address, or the same words from it, with different bytes behind it. */
export function weakByHash(claims: readonly SourcedClaim[]): WeakClaim[] {
  const cited = claims.flatMap((claim) =>
    claim.sources
      .filter((source) => source.sha256 !== undefined)
      .map((source) => ({ claim, source })),
  );
  const quoted = cited.filter(({ source }) => source.quote !== undefined);
  const byUrl = Map.groupBy(cited, ({ source }) => source.url);
  const byWords = Map.groupBy(quoted, ({ source }) => JSON.stringify([source.url, source.quote]));
  return [
    ...[...byUrl.values()].flatMap((same) => rehashed('other-hash', same, 'cited')),
    ...[...byWords.values()].flatMap((same) =>
      rehashed('same-words-other-hash', same, 'these words are cited'),
    ),
  ];
}

/** By weakness, then in order of recording, each once. */
export function inWeakOrder<Row extends WeakClaim>(all: readonly Row[]): Row[] {
  const rank = ({ weakness }: Row) => WEAKNESSES.indexOf(weakness);
  return [...all].sort((one, other) => rank(one) - rank(other) || one.seq - other.seq);
}
