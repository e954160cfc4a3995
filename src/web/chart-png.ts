import { fileURLToPath } from 'node:url';

/** How many pixels of the picture a pixel of the drawing has: sharp in print and on dense screens. */
export const SCALE = 2;

const FAMILY = 'DejaVu Sans';
const FONTS = ['dejavu-fonts-ttf/ttf/DejaVuSans.ttf', 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'];

/** What painting needs takes long to load, and few ask for it. */
const painter = async () => (await import('@resvg/resvg-js')).renderAsync;

/** The fonts come with the project: without any, text is left out in silence, and those of a machine differ. */
const fontFiles = (): string[] => FONTS.map((font) => fileURLToPath(import.meta.resolve(font)));

/** A drawing as a PNG on white, twice as wide and high. It is painted beside the event loop. */
export async function pngOf(svg: string): Promise<Buffer> {
  const paint = await painter();
  const image = await paint(svg, {
    background: '#fff',
    fitTo: { mode: 'zoom', value: SCALE },
    font: {
      loadSystemFonts: false,
      fontFiles: fontFiles(),
      defaultFontFamily: FAMILY,
      sansSerifFamily: FAMILY,
    },
  });
  return image.asPng();
}
