/** What a person is told beside a first mapping. */
export interface Remark {
  readonly text: string;
  /** Only a person can decide it. */
  readonly look?: true;
}

/** A number of things, as people say it. */
export const counted = (number: number, thing: string): string =>
  `${number} ${number === 1 ? thing : `${thing}s`}`;
