import type { Hearing, NewName, RowProblem, RowWarning } from '../interchange/intake/outcome.ts';
import type { AlikePair } from '../ledger/queries/alike-index.ts';
import type { Context } from './context.ts';
import type { ProblemFile } from './import-problems.ts';
import { say } from './terminal.ts';

/** How much of each kind is told one by one. */
const TOLD = 10;

/** What is told while lists are taken in: the first of it at once, all problems in a file. */
export class Told implements Hearing {
  readonly #context: Context;
  readonly #file: ProblemFile;
  #warnings = 0;
  /** Who would be enrolled. */
  readonly names: NewName[] = [];

  constructor(context: Context, file: ProblemFile) {
    this.#context = context;
    this.#file = file;
  }

  problem(problem: RowProblem): void {
    this.#file.add(problem);
    if (this.#file.count > TOLD) return;
    const { list, row, column, value, reason, suggestion } = problem;
    const at = column === '' ? '' : ` ${column}`;
    const said = value === '' ? '' : ` ${JSON.stringify(value.slice(0, 80))}`;
    const what = suggestion === '' ? reason : `${reason}; ${suggestion}`;
    say(this.#context.terminal, `${list}:${row}:${at}${said} ${what}`, 'yellow');
  }

  enrolled(enrolment: NewName): void {
    this.names.push(enrolment);
  }

  warning({ list, row, code, message }: RowWarning): void {
    this.#warnings += 1;
    if (this.#warnings > TOLD) return;
    say(this.#context.terminal, `${list}:${row}: warning: ${message} (${code})`, 'yellow');
  }
}

/** Says which names may be one endorser's; whoever knows decides. */
export function sayDoubts({ terminal }: Context, doubts: readonly AlikePair[]): void {
  const named = ({ slug, names }: AlikePair['one']) => `${names[0] ?? slug} (${slug})`;
  for (const { one, other, reasons } of doubts.slice(0, TOLD)) {
    say(terminal, `${named(one)} and ${named(other)} may be one: ${reasons.join(', ')}`, 'yellow');
  }
  const untold = doubts.length - TOLD;
  if (untold > 0) say(terminal, `… and ${untold} more pairs of names`, 'yellow');
  if (doubts.length > 0) {
    say(terminal, 'Give both one slug in a map, or merge them later: hustings alike says how.');
  }
}
