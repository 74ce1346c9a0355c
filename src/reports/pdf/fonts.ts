import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const roboto = join(dirname(require.resolve('pdfmake/package.json')), 'fonts', 'Roboto');
const dejavu = join(dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf');

/** The faces that are embedded: one for reading, one for what it lacks, one for answers and hashes. */
export const FONT_FILES = {
  Main: {
    normal: join(roboto, 'Roboto-Regular.ttf'),
    bold: join(roboto, 'Roboto-Medium.ttf'),
    italics: join(roboto, 'Roboto-Italic.ttf'),
    bolditalics: join(roboto, 'Roboto-MediumItalic.ttf'),
  },
  Fallback: {
    normal: join(dejavu, 'DejaVuSansCondensed.ttf'),
    bold: join(dejavu, 'DejaVuSansCondensed-Bold.ttf'),
    italics: join(dejavu, 'DejaVuSansCondensed-Oblique.ttf'),
    bolditalics: join(dejavu, 'DejaVuSansCondensed-BoldOblique.ttf'),
  },
  Mono: {
    normal: join(dejavu, 'DejaVuSansMono.ttf'),
    bold: join(dejavu, 'DejaVuSansMono-Bold.ttf'),
    italics: join(dejavu, 'DejaVuSansMono-Oblique.ttf'),
    bolditalics: join(dejavu, 'DejaVuSansMono-BoldOblique.ttf'),
  },
} as const;
