import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';

/** How many pixels of the picture a pixel of the drawing has: sharp in print and on dense screens. */
export const SCALE = 2;

const FAMILY = 'DejaVu Sans';
const FONTS = ['dejavu-fonts-ttf/ttf/DejaVuSans.ttf', 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'];

/** The fonts come with the project: without any, text is left out in silence, and those of a machine differ. */
const fontFiles = (): string[] => FONTS.map((font) => fileURLToPath(import.meta.resolve(font)));

/** A drawing as a PNG on white, twice as wide and high. It takes long: a server has a thread do it. */
export function pngOf(svg: string): Buffer {
  const drawing = new Resvg(svg, {
    background: '#fff',
    fitTo: { mode: 'zoom', value: SCALE },
    font: {
      loadSystemFonts: false,
      fontFiles: fontFiles(),
      defaultFontFamily: FAMILY,
      sansSerifFamily: FAMILY,
    },
  });
  return drawing.render().asPng();
}
