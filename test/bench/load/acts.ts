import type { Day } from '../../../src/time/day.ts';
import type { Cast, Endorser, Kind, ToldAct } from './cast.ts';
import { mistaken, told } from './dates.ts';
import { STAGES } from './frame.ts';
import type { Sent } from './sent.ts';
import { sources } from './sources.ts';

type Data = Readonly<Record<string, unknown>>;

function stageOf({ category }: Endorser): string | undefined {
  return (STAGES as Readonly<Record<string, string>>)[category.category];
}

function dataOf(cast: Cast, kind: Kind, endorser: Endorser, candidate: string, more: Data): Data {
  const { random } = cast;
  const body =
    endorser.category.category === 'MP'
      ? ['individual']
      : ['committee', 'conference', 'member-ballot'];
  const decidedBy = random.percent(60) ? { decidedBy: random.of(body) } : {};
  if (kind === 'NominationMade') {
    const stage = stageOf(endorser);
    return {
      endorser: endorser.endorser,
      candidate,
      ...(stage && { stage }),
      ...decidedBy,
      ...more,
    };
  }
  // A second choice is shown and not counted.
  const others = cast.standing.filter((each) => each !== candidate).slice(0, 1);
  const second = random.percent(4) ? others.map((each) => ({ candidate: each, rank: 2 })) : [];
  const choices = [{ candidate, rank: 1 }, ...second];
  return { endorser: endorser.endorser, choices, form: 'endorsement', ...decidedBy, ...more };
}

function claim(
  cast: Cast,
  kind: Kind,
  endorser: Endorser,
  candidate: string,
  day: Day,
  more: Data = {},
): Sent {
  const data = dataOf(cast, kind, endorser, candidate, more);
  const sent = cast.send({
    type: kind,
    on: told(day, cast.random),
    data,
    sources: sources(day, cast.random),
  });
  const act: ToldAct = {
    id: sent.id,
    kind,
    endorser,
    candidate,
    day,
    data,
    ended: false,
    again: [],
  };
  cast.tell(act);
  return sent;
}

/** Somebody new acts: the enrolment, and the act. */
export function newcomer(cast: Cast): Sent[] {
  const { endorser, entry } = cast.enrol();
  const nominates = endorser.category.nominates && cast.random.percent(85);
  const kind = nominates ? 'NominationMade' : 'EndorsementMade';
  return [entry, claim(cast, kind, endorser, cast.candidate(), cast.newsDay())];
}

/** Somebody known acts in the other way too; few back a second candidate in the same way. */
export function another(cast: Cast): Sent[] {
  const { random } = cast;
  if (cast.endorsers.length === 0) return newcomer(cast);
  const endorser = random.of(cast.endorsers);
  const kinds: Kind[] = endorser.category.nominates
    ? ['NominationMade', 'EndorsementMade']
    : ['EndorsementMade'];
  const free = kinds.filter((kind) => !endorser.acts.some((act) => act.kind === kind));
  if (free.length === 0 && !cast.contradicts(2)) return again(cast);
  const kind = random.of(free.length > 0 ? free : kinds);
  const candidate = cast.candidate();
  const before = endorser.acts.some((act) => act.kind === kind && act.candidate === candidate);
  // Nothing guesses which claims tell the same act, so another one says that it is new.
  return [claim(cast, kind, endorser, candidate, cast.newsDay(), before ? { anew: true } : {})];
}

/** Another paper tells an act again, with a date of its own, now and then a wrong one. */
export function again(cast: Cast): Sent[] {
  if (cast.acts.length === 0) return newcomer(cast);
  const { random } = cast;
  const act = random.of(cast.acts.slice(-400));
  const on = cast.contradicts(1) ? mistaken(act.day, random) : told(act.day, random);
  const { replaces, anew, ...rest } = act.data;
  const data = { ...rest, act: act.id };
  const sent = cast.send({ type: act.kind, on, data, sources: sources(act.day, random) });
  act.again.push(sent.id);
  return [sent];
}

function latest(cast: Cast): ToldAct | undefined {
  return cast.acts.length === 0 ? undefined : cast.random.of(cast.acts.slice(-2000));
}

/** An endorser turns from one candidate to another. */
export function switched(cast: Cast): Sent[] {
  const act = latest(cast);
  const candidate = cast.candidate();
  if (act === undefined || act.ended || act.candidate === candidate) return newcomer(cast);
  const before = act.endorser.acts.some(
    (each) => each.kind === act.kind && each.candidate === candidate,
  );
  act.ended = true;
  const more = { replaces: act.id, ...(before ? { anew: true } : {}) };
  return [claim(cast, act.kind, act.endorser, candidate, cast.newsDay(act.day), more)];
}

/** An act is withdrawn, on a day that now and then nobody knows. */
export function withdrawn(cast: Cast): Sent[] {
  const act = latest(cast);
  if (act === undefined || act.ended) return newcomer(cast);
  act.ended = true;
  const day = cast.newsDay(act.day);
  const type = act.kind === 'NominationMade' ? 'NominationWithdrawn' : 'EndorsementWithdrawn';
  const on = cast.random.percent(10) ? {} : { on: told(day, cast.random) };
  return [cast.send({ type, ...on, data: { act: act.id }, sources: sources(day, cast.random) })];
}

/** An endorser backs nobody, and says how. */
export function stance(cast: Cast): Sent[] {
  const { random } = cast;
  const known = cast.endorsers.length > 0 && cast.contradicts(2);
  const enrolled = known ? undefined : cast.enrol();
  const endorser = enrolled?.endorser ?? random.of(cast.endorsers);
  const day = cast.newsDay();
  const data = {
    endorser: endorser.endorser,
    stance: random.ranked(['undecided', 'neutral', 'declined', 'barred']),
  };
  const sent = cast.send({
    type: 'NeutralityDeclared',
    on: told(day, random),
    data,
    sources: sources(day, random),
  });
  return enrolled === undefined ? [sent] : [enrolled.entry, sent];
}
