import type { Service } from '../ledger/service.ts';
import { lastDayOf } from '../web/behind-number.ts';
import type { DayEffect, DraftPreview, FieldChange } from '../web/draft-preview.ts';
import { effectLines } from '../web/form/effect-words.ts';
import { fieldWords } from '../web/form/faults.ts';
import type { Values } from '../web/form/values.ts';
import { whenText } from '../web/when.ts';
import type { Appending, Asked, Tried } from './appending.ts';
import { actsBeside, actWords } from './draft-offers.ts';
import type { Task } from './draft-task.ts';
import { asEntry, tellerFor } from './entry-telling.ts';

type Said = Readonly<Record<string, unknown>>;

const NAMELESS = {};

function dayEffect(
  { before, after }: Tried,
  candidates: Readonly<Record<string, string>>,
): DayEffect[] {
  if (before === null || after === null) return [];
  return [{ day: after.clocks.asOf, lines: effectLines({ before, after }, candidates) }];
}

/** What an append would change on the days that its entry tells of, and today. */
async function effectsOf(appending: Appending, asked: Asked, task: Task, said: Said) {
  const candidates = task.known?.candidates ?? NAMELESS;
  const today = await appending.effect(asked, {});
  const [now] = dayEffect(today, candidates);
  if (now === undefined) return { today, effects: [] };
  const days = new Set(task.daysOf(said).flatMap((on) => lastDayOf(on) ?? []));
  const effects: DayEffect[] = [];
  for (const asOf of [...days].filter((day) => day < now.day).sort()) {
    effects.push(...dayEffect(await appending.effect(asked, { asOf }), candidates));
  }
  return { today, effects: [...effects, now] };
}

/** Which fields of a form say something else than before. */
const changesOf = ({ type, now }: Task, values: Values): FieldChange[] =>
  now === null
    ? []
    : [...new Set([...now.keys(), ...values.keys()])]
        .filter((name) => name !== 'why' && now.get(name) !== values.get(name))
        .map((name) => ({
          field: fieldWords(type, name),
          was: now.get(name) ?? '',
          is: values.get(name) ?? '',
        }));

/** What an entry would say and do. Refuses, as a Problem, what appending it would be refused for. */
export async function previewOf(
  service: Service,
  appending: Appending,
  asked: Asked,
  { task, values, said }: { task: Task; values: Values; said: Said },
): Promise<DraftPreview> {
  const { known, type, contest } = task;
  const { today, effects } = await effectsOf(appending, asked, task, said);
  const entries = asked.drafts.map(asEntry);
  const says = await tellerFor(service, contest, entries);
  return {
    says: entries.map(says).join('; '),
    when: task.now === null && typeof said.on === 'string' ? whenText(said.on) : null,
    warnings: today.warnings.map(({ message }) => message),
    choices:
      known === null
        ? []
        : actsBeside(type, values, known).map((act) => ({
            says: `It replaces this: ${actWords(act, known)}`,
            does: `set data.replaces ${act.act}`,
          })),
    effects,
    changes: changesOf(task, values),
  };
}
