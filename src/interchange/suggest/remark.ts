/** What a person is told beside a first mapping. */
export interface Remark {
  readonly text: string;
  /** Only a person can decide it. */
  readonly look?: true;
}
