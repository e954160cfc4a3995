import type { Command } from 'commander';
import { Option } from 'commander';
import type { Config, SettingFlags } from '../config.ts';
import type { AskedClocks, PrintedClocks } from '../ledger/clocks.ts';
import type { Service } from '../ledger/service.ts';
import type { OlderLedger } from '../store/ledger-store.ts';
import type { ServingPlace } from '../store/serving-place.ts';
import type { Staging } from '../store/staging.ts';
import type { TokenStore } from '../store/token-store.ts';
import { type Answer, FORMATS, type Format, render } from './answer.ts';
import type { ProcessHere } from './holders.ts';
import { say, type Terminal } from './terminal.ts';

/** A while in which Ctrl+C or SIGTERM asks the command to stop; a second one ends it at once. */
export interface Hold {
  /** Aborts when the person stops the command; its reason is the signal's name. */
  readonly signal: AbortSignal;
  /** Has Ctrl+C end the command at once, as without a hold: for work that nothing can interrupt. */
  pause(): void;
  resume(): void;
}

/**
 * How a ledger is opened: to read; to write, and then to be made where there is none; or to rebuild it,
 * even where an older Hustings wrote it; or to take in what may be long, and to keep little of it in memory.
 */
export type Mode = 'read' | 'write' | 'rebuild' | 'import';

/** A file of secrets, which nobody but its owner may read. */
export interface KeyFile {
  /** Its text; undefined where there is no such file. */
  read(): string | undefined;
  /** Writes it whole or not at all, with mode 0600. */
  write(text: string): void;
  /** May any account of this machine read it? */
  isOpenToAll(): boolean;
}

/** What every command works with. */
export interface Context {
  readonly terminal: Terminal;
  open(config: Config, mode: Mode): Promise<Service>;
  /** Holds a ledger in a file that an older Hustings wrote; undefined for all else. */
  older(file: string): OlderLedger | undefined;
  /** Is there anything at the ledger's place? */
  exists(config: Config): boolean;
  /** An empty ledger in memory, to try entries on. */
  scratch(): Service;
  /** A place for rows of lists, which vanishes with the process. */
  stage(): Staging;
  /**
   * The configuration that a command's flags and the environment give; `usual` is what goes without
   * saying for this command, where that is not what it is for all.
   */
  configure(flags: SettingFlags, usual?: Readonly<Record<string, string>>): Config;
  /** The file of the log's private keys. */
  keyFile(config: Config): KeyFile;
  /** The tokens that let people in over HTTP. */
  tokens(config: Config): TokenStore;
  /** The place of the one server of a ledger in a file, or of a database's copy. */
  servingPlace(config: Config): ServingPlace;
  process(): ProcessHere;
  /** Milliseconds since 1970. */
  now(): number;
  randomBytes(length: number): Uint8Array;
  /** The folder of the sample ledgers. */
  readonly samples: string;
  /** Has signals stop the command gently. Commands that only read never ask for it. */
  hold(): Hold;
}

/** The flags that say which ledger, and who writes. */
export interface LedgerFlags {
  readonly ledger?: string | undefined;
  readonly by?: string | undefined;
}

/** The flags of a command that reads at three clocks. */
export interface ReadFlags {
  readonly ledger?: string;
  readonly format?: Format;
  readonly asOf?: string;
  readonly reportedBy?: string;
  readonly knownAt?: string;
  readonly counts?: string;
}

/** The format of an answer. */
export const formatOption = () =>
  new Option(
    '-f, --format <format>',
    'how to print (default: table on a terminal, tsv in a pipe)',
  ).choices(FORMATS);

/** Which ledger. */
export const ledgerOption = () =>
  new Option(
    '--ledger <place>',
    'the ledger: a file, or the address of a database (default: $HUSTINGS_STORE, $HUSTINGS_LEDGER or ./hustings.db)',
  );

/** Adds the ledger's place and the format to a command. */
export function withLedger(command: Command, format = true): Command {
  command.addOption(ledgerOption());
  return format ? command.addOption(formatOption()) : command;
}

/** Adds what the commands that append share. */
export function withWriter(command: Command): Command {
  return command
    .option('--by <name>', 'who records (default: $HUSTINGS_ACTOR or your account)')
    .option('--strict', 'refuse what would only be warned of')
    .option('--dry-run', 'decide, say what would be warned of, and store nothing');
}

/** Adds the three clocks. */
export function withClocks(command: Command): Command {
  return command
    .option('--as-of <day>', 'how things stood on this day (default: today)')
    .option('--reported-by <day>', 'going only by what was surely published by this day')
    .option('--known-at <seq|instant>', 'going only by what this ledger held then');
}

/** Adds the counting policy. */
export function withPolicy(command: Command): Command {
  return command.option(
    '--counts <policy>',
    'which acts count: acts, nominations, endorsements or stage:<id>',
    'acts',
  );
}

/** The clocks of a command's flags. */
export const clocksIn = (flags: ReadFlags): AskedClocks => ({
  asOf: flags.asOf,
  reportedBy: flags.reportedBy,
  knownAt: flags.knownAt,
});

/** Closes a ledger after a piece of work, whatever happens. */
export async function closing<T>(
  opening: Service | Promise<Service>,
  work: (service: Service) => Promise<T>,
): Promise<T> {
  const service = await opening;
  try {
    return await work(service);
  } finally {
    await service.store.close();
  }
}

/** Opens the ledger for a piece of work and closes it whatever happens. */
export function withService<T>(
  context: Context,
  flags: LedgerFlags,
  mode: Mode,
  work: (service: Service, config: Config) => Promise<T>,
): Promise<T> {
  const config = context.configure(flags);
  return closing(context.open(config, mode), (service) => work(service, config));
}

/** Opens the tokens for a piece of work and closes them whatever happens. */
export function withTokens<T>(
  context: Context,
  config: Config,
  work: (tokens: TokenStore) => T,
): T {
  const tokens = context.tokens(config);
  try {
    return work(tokens);
  } finally {
    tokens.close();
  }
}

/** Prints an answer on stdout. */
export function print(
  context: Context,
  answer: Answer,
  flags: { readonly format?: Format | undefined },
): void {
  context.terminal.out.write(render(context.terminal, answer, flags.format));
}

/** A sentence on the clocks that an answer was resolved to. */
export function clocksLine(clocks: PrintedClocks): string {
  const reported = clocks.reportedBy === null ? '' : `, reported by ${clocks.reportedBy}`;
  const { seq, recordedAt } = clocks.knownAt;
  const known = seq < 0 ? 'nothing yet' : `entry ${seq}, recorded ${recordedAt}`;
  return `as of ${clocks.asOf}${reported}, known at ${known}`;
}

/** Says the title of an answer and its clocks, on stderr. */
export function headline(context: Context, title: string, clocks: PrintedClocks): void {
  say(context.terminal, title, 'bold');
  say(context.terminal, clocksLine(clocks));
}
