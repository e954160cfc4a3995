/** The groups of operations, and what each is for. */
export const TAGS = {
  reading: 'Questions about a contest or an endorser, at three clocks.',
  timemaps: 'Where the past answers to each question are (RFC 7089, TimeMap).',
  entries: 'Entries by themselves, with their sources, their history and their proof.',
  evidence: 'What numbers and entries rest on, to take away and to check elsewhere.',
  writing: 'Appending to a contest or to the register.',
  log: 'The transparency log (c2sp.org/tlog-tiles), as files.',
  following: 'What is appended, as it is appended.',
  auditing: 'Who appended what, and whether anybody rewrote it.',
  administration: 'Tokens, and what the law has erased.',
  watching: 'Whether the server is well.',
} as const;

/** The name of one of them. */
export type Tag = keyof typeof TAGS;
