/**
 * The colours and signs of charts: after Okabe and Ito, changed as little as both grounds allow, so that
 * each stands out from the ground (3 : 1) and, to colour-blind eyes too, from the others.
 */
export const COLOURS = [
  { light: '#0072b2', dark: '#56b4e9' },
  { light: '#d55e00', dark: '#d55e00' },
  { light: '#009e73', dark: '#009e73' },
  { light: '#b85a92', dark: '#cc79a7' },
  { light: '#6b4a00', dark: '#f0e442' },
  { light: '#1c1b18', dark: '#ecebe6' },
] as const;

/** What a chart stands on, and the ink of its axes: those of the pages. */
export const GROUND = { light: '#fdfcf9', dark: '#15161a' } as const;
const INK = { light: '#1c1b18', dark: '#ecebe6' } as const;

/** The signs on the lines, beside the colours. */
export const SIGNS = ['circle', 'square', 'triangle', 'diamond', 'cross', 'star', 'wye'] as const;

const SLOTS = COLOURS.length * SIGNS.length;

/** The slot of a contest's n-th candidate; no two of the first 42 look the same. */
export const slotOf = (place: number): number => place % SLOTS;

/** The place of a slot's colour. */
export const colourOf = (slot: number): number => slot % COLOURS.length;

/** A slot's sign. Both counts share no divisor, so that colour and sign come together once in 42. */
export const signOf = (slot: number): (typeof SIGNS)[number] =>
  SIGNS[slot % SIGNS.length] ?? SIGNS[0];

const colours = (theme: 'light' | 'dark'): string =>
  COLOURS.map((colour, place) => `.c${place}{color:${colour[theme]}}`).join('');

/** The style of a chart that stands alone, in both themes. */
export const ALONE = [
  `svg{color:${INK.light}}.ground{fill:${GROUND.light}}${colours('light')}`,
  `@media (prefers-color-scheme:dark){`,
  `svg{color:${INK.dark}}.ground{fill:${GROUND.dark}}${colours('dark')}}`,
].join('');
