import type { Examined, VerifyingStep } from '../interchange/verification.ts';

/** How it stands with a verification; `ended` in milliseconds since 1970. */
export type RunState =
  | {
      readonly is: 'running';
      /** Undefined before its first word. */
      readonly step: VerifyingStep | undefined;
    }
  | { readonly is: 'done'; readonly report: Examined; readonly ended: number }
  | {
      readonly is: 'stopped';
      readonly by: string;
      readonly step: VerifyingStep | undefined;
      readonly ended: number;
    }
  | { readonly is: 'failed'; readonly problem: string; readonly ended: number };

/** A verification that was begun on a page. */
export interface RunShown {
  readonly id: string;
  /** Who began it. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly begun: number;
  /** The kept checkpoint that was brought. */
  readonly since: string | undefined;
  readonly state: RunState;
}
