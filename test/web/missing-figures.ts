import { folded } from './parsed.ts';
import { FIGURES_OF, type Shown } from './part-figures.ts';

/** Numbers without what a reader's comma adds. */
const plain = (text: string): string => folded(text).replace(/(?<=\d),(?=\d{3}\b)/g, '');

/** What the page of a part must show, by its answer. */
export function mustShow(
  part: string,
  answer: unknown,
  called: (slug: string) => string,
): readonly Shown[] {
  const tell = FIGURES_OF[part] as (answer: unknown, called: (slug: string) => string) => Shown[];
  return tell(answer, called);
}

/** Those that no element of the page says. */
export function missing(document: Document, shown: readonly Shown[]): Shown[] {
  const texts = new Map<string, string[]>();
  const of = (within: string): string[] =>
    [...document.querySelectorAll(`main ${within}`)].map((each) => plain(each.textContent ?? ''));
  return shown.filter(({ within, says }) => {
    const all = texts.get(within) ?? of(within);
    texts.set(within, all);
    return !all.some((text) => says.every((each) => text.includes(plain(each))));
  });
}
