import type { CitedEntry, CitedStandings } from '../ledger/queries/citation.ts';

/** The ways to write a citation. */
export const CITATION_STYLES = ['plain', 'bibtex', 'csl-json'] as const;
/** One of them. */
export type CitationStyle = (typeof CITATION_STYLES)[number];

type Cited = CitedEntry | CitedStandings;

const isEntry = (cited: Cited): cited is CitedEntry => 'entry' in cited;

const nameOf = ({ title, contest }: Cited): string => title ?? contest ?? 'the register';

/** What is cited, in a few words. */
function titleOf(cited: Cited): string {
  if (!isEntry(cited)) return `${nameOf(cited)}: endorsements as of ${cited.clocks.asOf}`;
  const { type, on } = cited.entry;
  return `${nameOf(cited)}: ${type}${on === null ? '' : `, ${on}`}`;
}

/** The three clocks, the head and the digest, in one line. */
function pinnedTo({ clocks, head, digest }: Cited): string {
  const { seq, recordedAt } = clocks.knownAt;
  const known = recordedAt === null ? 'nothing' : `entry ${seq} (${recordedAt})`;
  const parts = [
    `as of ${clocks.asOf}`,
    clocks.reportedBy === null ? 'whenever reported' : `reported by ${clocks.reportedBy}`,
    `known at ${known}`,
    `head entry ${head}`,
    ...(digest === null ? [] : [`digest ${digest}`]),
  ];
  return parts.join(', ');
}

/** The command that gives the same answer again. */
function againBy(cited: Cited): string {
  if (isEntry(cited)) return `hustings show ${cited.entry.id}`;
  const { asOf, reportedBy, knownAt } = cited.clocks;
  return [
    `hustings standings ${cited.contest} --as-of ${asOf}`,
    ...(reportedBy === null ? [] : [`--reported-by ${reportedBy}`]),
    ...(knownAt.seq < 0 ? [] : [`--known-at ${knownAt.seq}`]),
    ...(cited.policy === 'acts' ? [] : [`--counts ${cited.policy}`]),
  ].join(' ');
}

/** What only an entry's citation says: which it is, who recorded it, and its sources. */
function entryNotes(cited: Cited): string[] {
  if (!isEntry(cited)) return [`counting ${cited.policy}`];
  const { entry, leafHash } = cited;
  const sources = entry.sources.map(({ publisher, published, title, url }) =>
    [publisher, published, title, url].filter((each) => each !== undefined).join(', '),
  );
  return [
    `entry ${entry.id}, sequence number ${entry.seq}, leaf hash ${leafHash}`,
    `recorded ${entry.recordedAt} by ${entry.recordedBy}`,
    ...(entry.erased ? ['its payload was erased by law'] : []),
    ...sources.map((source) => `source: ${source}`),
  ];
}

const logOf = ({ log }: Cited): string =>
  log === null ? 'Hustings ledger' : `Hustings ledger ${log}`;

function plain(cited: Cited): string {
  const sentences = [titleOf(cited), ...entryNotes(cited), pinnedTo(cited)];
  const told = sentences.map((each) => `${each.charAt(0).toUpperCase()}${each.slice(1)}`);
  return `${[logOf(cited), ...told, againBy(cited)].join('. ')}.\n`;
}

/** When what is cited was recorded: the entry, or the last that the answer knew. */
function issued(cited: Cited): readonly [year: string, month: string, day: string] | null {
  const instant = isEntry(cited) ? cited.entry.recordedAt : cited.clocks.knownAt.recordedAt;
  const parts = instant?.slice(0, 10).split('-') ?? [];
  const [year, month, day] = parts;
  return year === undefined || month === undefined || day === undefined ? null : [year, month, day];
}

function keyOf(cited: Cited): string {
  if (isEntry(cited)) return `hustings-${cited.entry.id}`;
  const { asOf, reportedBy, knownAt } = cited.clocks;
  const reported = reportedBy === null ? '' : `-${reportedBy}`;
  return `hustings-${cited.contest}-${asOf}${reported}-${knownAt.seq}`;
}

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** Text as BibTeX reads it back: what steers TeX is escaped. */
const tex = (text: string): string =>
  text.replace(/[\\{}#$%&_~^]/g, (char) => SPECIAL[char] ?? `\\${char}`);

function bibtex(cited: Cited): string {
  const date = issued(cited);
  const note = [...entryNotes(cited), pinnedTo(cited)].join('; ');
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['title', `{${tex(titleOf(cited))}}`],
    ['organization', tex(logOf(cited))],
    ['year', date?.[0]],
    ['month', date === null ? undefined : `${Number(date[1])}`],
    ['howpublished', tex(againBy(cited))],
    ['note', tex(note)],
  ];
  const lines = fields.flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${name} = {${value}},\n`],
  );
  return `@misc{${keyOf(cited)},\n${lines.join('')}}\n`;
}

function cslJson(cited: Cited): string {
  const date = issued(cited);
  const item = {
    id: keyOf(cited),
    type: 'dataset',
    title: titleOf(cited),
    publisher: logOf(cited),
    ...(date === null ? {} : { issued: { 'date-parts': [date.map(Number)] } }),
    version: pinnedTo(cited),
    ...(isEntry(cited) ? { number: cited.entry.id } : {}),
    references: againBy(cited),
    note: [...entryNotes(cited), pinnedTo(cited)].join('; '),
  };
  return `${JSON.stringify([item], null, 2)}\n`;
}

/** A citation in one style. */
export function cite(cited: Cited, style: CitationStyle): string {
  if (style === 'bibtex') return bibtex(cited);
  return style === 'csl-json' ? cslJson(cited) : plain(cited);
}
