import { html } from 'htm/preact';
import type { EntryProvenance } from '../ledger/queries/entry-provenance.ts';
import { addressOf, contestPath, entryPath } from './sight.ts';
import { useMay } from './viewer.ts';

interface Way {
  readonly says: string;
  readonly at: string;
}

/** What an entry's own addresses do about it. */
const waysOf = (entry: string, parts: readonly (readonly [part: string, says: string])[]): Way[] =>
  parts.map(([part, says]) => ({ says, at: `${entryPath(entry)}/${part}` }));

/** What can be done about the act that an entry tells: a switch is one entry, and so is a withdrawal. */
const waysWithAct = (entry: string): Way[] =>
  waysOf(entry, [
    ['switch', 'Switch to…'],
    ['withdraw', 'Withdraw…'],
  ]);

/** What can be done about an entry that claims something. */
const waysWithEntry = (entry: string): Way[] =>
  waysOf(entry, [
    ['correct', 'Correct…'],
    ['strike', 'Strike…'],
    ['dispute', 'Dispute…'],
  ]);

function menu(about: string, ways: readonly Way[]) {
  return html`<details class="menu">
    <summary>Change<span class="hidden"> ${about}</span></summary>
    <ul class="ways">${ways.map(({ says, at }) => html`<li><a href=${at}>${says}</a></li>`)}</ul>
  </details>`;
}

/** What the menu of a row is about. */
interface RowOfAct {
  /** A claim of the act. */
  readonly entry: string;
  /** Whose act it is, in words. */
  readonly about: string;
  /** Is it told by other claims, too? Then each is corrected on its own page. */
  readonly several?: boolean;
}

/** The menu of a row that tells of an act; nothing for whoever may not append. */
export function ActMenu({ entry, about, several = false }: RowOfAct) {
  if (!useMay('append')) return null;
  return menu(about, [...waysWithAct(entry), ...(several ? [] : waysWithEntry(entry))]);
}

/** The menu of a row that tells of any other claim. */
export function ClaimMenu({ entry, about }: { readonly entry: string; readonly about: string }) {
  return useMay('append') ? menu(about, waysWithEntry(entry)) : null;
}

/** Somebody who has not declared yet. */
export interface Silent {
  readonly contest: string;
  readonly endorser: string;
  readonly name: string;
}

/** The menu of somebody who has not declared: what it may have done. */
export function SilentMenu({ contest, endorser, name }: Silent) {
  if (!useMay('append')) return null;
  const at = contestPath(contest, 'append');
  const ways = [
    ['Endorsed…', 'EndorsementMade'],
    ['Nominated…', 'NominationMade'],
    ['Neutral…', 'NeutralityDeclared'],
  ] as const;
  return menu(
    name,
    ways.map(([says, type]) => ({ says, at: addressOf(at, { type, endorser }) })),
  );
}

/** The ways to append to a contest, as items of its links; nothing for whoever may not. */
export function AppendLink({ contest }: { readonly contest: string }) {
  if (!useMay('append')) return null;
  return html`<li><a href=${contestPath(contest, 'append')}>Append…</a></li>
    <li><a href=${contestPath(contest, 'import')}>Import a list…</a></li>`;
}

/** What can be done about an entry, as links on its own page; nothing for whoever may not append. */
export function EntryActions({ told }: { readonly told: EntryProvenance }) {
  const { entry, status, act } = told;
  if (!useMay('append') || entry.erased) return null;
  const isRecord = status === 'record';
  const ways = [
    ...(act === null ? [] : waysWithAct(entry.id)),
    ...waysWithEntry(entry.id).filter(({ says }) => !isRecord || says === 'Strike…'),
    ...(status === 'disputed' ? waysOf(entry.id, [['resolve', 'Resolve the dispute…']]) : []),
  ];
  return html`<nav class="entry-actions" aria-label="Change this entry">
    <ul class="ways">${ways.map(({ says, at }) => html`<li><a href=${at}>${says}</a></li>`)}</ul>
  </nav>`;
}
