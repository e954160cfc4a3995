/** Colours as eyes see them: contrast after WCAG 2, colour blindness after Machado, Oliveira and Fernandes (2009). */

type Triple = readonly [number, number, number];
type Rows = readonly [Triple, Triple, Triple];

const dot = (row: Triple, of: Triple): number => row[0] * of[0] + row[1] * of[1] + row[2] * of[2];
const times = (rows: Rows, of: Triple): Triple => [
  dot(rows[0], of),
  dot(rows[1], of),
  dot(rows[2], of),
];

/** How each kind of eye sees linear light. */
const EYES: Readonly<Record<string, Rows>> = {
  most: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** The kinds of eyes that are tried. */
export const KINDS: readonly string[] = Object.keys(EYES);

function linear(hex: string): Triple {
  const part = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}

const luminance = (hex: string): number => dot([0.2126, 0.7152, 0.0722], linear(hex));

/** The contrast of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function lab(light: Triple): Triple {
  const within = light.map((value) => Math.min(1, Math.max(0, value)));
  const [r = 0, g = 0, b = 0] = within;
  const root = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  const x = root(dot([0.4124, 0.3576, 0.1805], [r, g, b]) / 0.9505);
  const y = root(dot([0.2126, 0.7152, 0.0722], [r, g, b]));
  const z = root(dot([0.0193, 0.1192, 0.9505], [r, g, b]) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** How far apart two colours are to a kind of eyes (CIE 1976); 2.3 can just be told. */
export function apart(one: string, other: string, kind: string): number {
  const rows = EYES[kind] ?? EYES.most;
  if (rows === undefined) throw new Error(`no eyes are ${kind}`);
  const [a, b] = [lab(times(rows, linear(one))), lab(times(rows, linear(other)))];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
