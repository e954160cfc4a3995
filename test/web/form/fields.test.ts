import { parseHTML } from 'linkedom';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { ENTRY_TYPES, type EntryType } from '../../../events/catalog.ts';
import { faultAt, faultSentence, missingIn, nearestField } from '../../../src/web/form/faults.ts';
import { type FormShown, formFields } from '../../../src/web/form/fields.ts';
import { withSlugs } from '../../../src/web/form/name-book.ts';
import { NO_OFFERS, type Offers } from '../../../src/web/form/offers.ts';
import { prefilled, valuesFor } from '../../../src/web/form/prefill.ts';
import { formOf, type Shape } from '../../../src/web/form/shape.ts';
import { saidBy, type Values, valuesOf } from '../../../src/web/form/values.ts';
import { TYPE_WORDS, WORDED, wordsFor } from '../../../src/web/form/words.ts';
import { RIGHT } from '../../events/drafts.ts';
import { source } from '../../support/given.ts';
import { saidIn } from './said.ts';

const shown = (type: EntryType, values: Values, more: Partial<FormShown> = {}): FormShown => ({
  type,
  form: formOf(type),
  values,
  faults: [],
  rows: new Map(),
  offers: NO_OFFERS,
  at: '/here',
  ...more,
});

function rendered(form: FormShown): Document {
  const html = `<!doctype html><html><body>${renderToStaticMarkup(formFields(form))}</body></html>`;
  return (parseHTML(html) as unknown as { document: Document }).document;
}

const whole = (type: EntryType) => ({
  on: '2010-07-14',
  data: RIGHT[type].full,
  sources: [{ ...source('2010-07-15'), quote: 'Words' }],
  note: 'A note.',
});

/** The names of all fields, rows left out, that the form of a type can have. */
function namesIn(shape: Shape, name: string): string[] {
  if (shape.kind === 'list') return [name, ...namesIn(shape.item, name)];
  if (shape.kind !== 'group') return [name];
  return shape.fields.flatMap((each) =>
    namesIn(each.shape, name === '' ? each.name : `${name}.${each.name}`),
  );
}

describe('the fields of a form', () => {
  it.each(ENTRY_TYPES)('of %s say all that an entry says, each with a label of its own', (type) => {
    const values = valuesOf(formOf(type), whole(type));
    const document = rendered(shown(type, values));
    for (const [name, value] of values) {
      const control = document.getElementById(`f-${name}`);
      if (control === null) throw new Error(`there is no ${name}`);
      expect(saidIn(control), name).toBe(value);
    }
    const ids = [...document.querySelectorAll('[id]')].map((each) => each.getAttribute('id'));
    expect(new Set(ids).size).toBe(ids.length);
    for (const each of document.querySelectorAll('input, select, textarea')) {
      const label = document.querySelector(`label[for="${each.getAttribute('id')}"]`);
      expect(label ?? each.closest('label'), each.getAttribute('name') ?? '').not.toBeNull();
      for (const id of each.getAttribute('aria-describedby')?.split(' ') ?? []) {
        expect(ids).toContain(id);
      }
    }
  });

  it('fold what is seldom said, unless it says something or is wrong', () => {
    const open = (form: FormShown) =>
      [...rendered(form).querySelectorAll('details')].map((each) => each.hasAttribute('open'));
    const empty = new Map<string, string>();
    expect(open(shown('EndorsementMade', empty))).toEqual([false, false, false]);
    const said = new Map([['data.decidedBy', 'executive']]);
    expect(open(shown('EndorsementMade', said))).toEqual([true, false, false]);
    const faults = [{ name: 'sources.0.sha256', says: 'must be 64 lower-case hex digits' }];
    expect(open(shown('EndorsementMade', empty, { faults }))).toEqual([false, true, false]);
  });

  it('show the rows that are said, an empty one where there are mostly several, and as many as are asked for', () => {
    const rows = (type: EntryType, list: string, more: Partial<FormShown> = {}) => {
      const document = rendered(shown(type, valuesOf(formOf(type), whole(type)), more));
      return document.getElementById(`f-${list}`)?.querySelectorAll('fieldset.row').length;
    };
    expect(rows('EndorsementMade', 'data.choices')).toBe(2);
    expect(rows('PollPublished', 'data.shares')).toBe(2);
    expect(rows('PollPublished', 'sources')).toBe(1);
    expect(rows('PollPublished', 'sources', { rows: new Map([['sources', 4]]) })).toBe(4);
  });

  it('show what was typed as text, whatever it is', () => {
    const bad = `"><script>alert(1)</script></textarea>`;
    const names = namesIn(formOf('EndorsementMade'), '').filter(
      (name) => !name.includes('choices'),
    );
    const values = new Map(names.map((name) => [name.replace('sources.', 'sources.0.'), bad]));
    const faults = [{ name: 'data.endorser', says: bad }];
    const offers: Offers = { ...NO_OFFERS, endorsers: [{ value: bad, name: bad }] };
    const document = rendered(shown('EndorsementMade', values, { faults, offers }));
    expect(document.querySelectorAll('script')).toHaveLength(0);
    for (const name of ['data.endorser', 'sources.0.quote', 'sources.0.url', 'note']) {
      const control = document.getElementById(`f-${name}`);
      expect(control === null ? null : saidIn(control), name).toBe(bad);
    }
    expect(document.querySelector('.error')?.textContent).toContain(bad);
    expect(document.querySelector('datalist option')?.getAttribute('value')).toBe(bad);
  });
});

describe('the words of a form', () => {
  it('name every field that there is, and no other', () => {
    const all = ENTRY_TYPES.flatMap((type) => [...namesIn(formOf(type), ''), 'why']);
    const names = new Set(all);
    const typed = new Set(
      ENTRY_TYPES.flatMap((type) => namesIn(formOf(type), '').map((name) => `${type}:${name}`)),
    );
    for (const name of WORDED) expect(names.has(name) || typed.has(name), name).toBe(true);
    expect(Object.keys(TYPE_WORDS).sort()).toEqual([...ENTRY_TYPES].sort());
    expect(wordsFor('CandidateEntered', 'data.candidate').label).toBe('Slug of the candidate');
    expect(wordsFor('CandidateWithdrew', 'data.candidate').label).toBe('Candidate');
    expect(wordsFor('EndorsementMade', 'data.choices.3.rank').label).toBe('Rank');
  });

  it('tell a fault by its field and its rows', () => {
    const form = formOf('ContestResultDeclared');
    const fault = faultAt(form, '/data/rounds/1/results/0/votes', 'votes: must be a number');
    expect(fault).toEqual({ name: 'data.rounds.1.results.0.votes', says: 'must be a number' });
    expect(faultSentence('ContestResultDeclared', fault)).toBe(
      'Round 2, Result 1, Votes: must be a number',
    );
    expect(nearestField(form, ['data', 'rounds', '1', 'nothing'])).toBe('data.rounds.1');
    expect(nearestField(form, ['data', 'nothing'])).toBe('');
    expect(faultSentence('EntryStruck', { name: '', says: 'All of it.' })).toBe('All of it.');
  });

  it('tell all that is missing, in rows that say something alone', () => {
    const missing = (type: EntryType, said: object) =>
      missingIn(formOf(type), saidBy(formOf(type), valuesOf(formOf(type), said))).map(
        ({ name }) => name,
      );
    for (const type of ENTRY_TYPES) {
      const { on, ...rest } = whole(type);
      expect(missing(type, { on, ...rest }), type).toEqual([]);
      expect(missing(type, { on, ...rest, data: RIGHT[type].least }), type).toEqual([]);
    }
    const results = [{ votes: 3 }, { candidate: 'ann' }];
    const rounds = [{ round: 1, results }, { results: [] }];
    expect(missing('ContestResultDeclared', { data: { rounds }, on: '2010' })).toEqual([
      'data.rounds.0.results.0.candidate',
      'sources',
    ]);
  });
});

describe('what a form begins with', () => {
  it('is what its address says, and what nearly every entry of the type says', () => {
    const query = {
      endorser: 'gmb',
      candidate: 'ann',
      on: '2010',
      'source.url': 'x',
      nothing: 'y',
    };
    expect(Object.fromEntries(prefilled('EndorsementMade', query))).toEqual({
      'data.endorser': 'gmb',
      'data.candidate': 'ann',
      'data.choices.0.candidate': 'ann',
      'data.choices.0.rank': '1',
      'data.form': 'endorsement',
      on: '2010',
      'sources.0.url': 'x',
    });
    expect([...prefilled('EntryStruck', { entry: 'e', candidate: 'ann' }).keys()]).toContain(
      'data.entry',
    );
    const choice = new Map([['data.choices.0.candidate', 'bob']]);
    expect(valuesFor('NominationMade', choice).get('data.candidate')).toBe('bob');
  });

  it('has slugs for names, where one alone is meant', () => {
    const offers: Offers = {
      ...NO_OFFERS,
      endorsers: [
        { value: 'gmb', name: 'GMB' },
        { value: 'a', name: 'Two' },
        { value: 'b', name: 'two' },
      ],
    };
    const slug = (typed: string) =>
      withSlugs('NominationMade', new Map([['data.endorser', typed]]), offers).get('data.endorser');
    expect([slug('gmb '), slug('Gmb'), slug('two'), slug('b'), slug('unison')]).toEqual([
      'gmb',
      'gmb',
      'two',
      'b',
      'unison',
    ]);
  });
});
