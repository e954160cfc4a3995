/** 1 refused or failed, 2 wrong use, 130 and 143 stopped by Ctrl+C or SIGTERM, as shells count them. */
export type Status = 1 | 2 | 130 | 143;

/** A command ends with this sentence and exit status. */
export class Failure extends Error {
  readonly status: Status;

  constructor(message: string, status: Status = 1) {
    super(message);
    this.status = status;
  }
}

/** The failure of a command that was stopped by a signal. */
export const stopped = (signal: AbortSignal, what: string): Failure =>
  new Failure(`stopped: ${what}.`, signal.reason === 'SIGTERM' ? 143 : 130);
