import { join } from 'node:path'
import * as fontkit from 'fontkit'

// Literal paths from the working directory: Node, tsx and Next's tracing all find exactly these two files.
const open = (path: string) => fontkit.openSync(path) as fontkit.Font
let fonts: Record<'regular' | 'bold', fontkit.Font> | undefined
/** The two faces of our documents, read once a process; each document embeds what it uses of them. */
export const loadFonts = () => {
  const plex = 'node_modules/@expo-google-fonts/ibm-plex-sans'
  fonts ??= {
    regular: open(join(process.cwd(), plex, '400Regular/IBMPlexSans_400Regular.ttf')),
    bold: open(join(process.cwd(), plex, '600SemiBold/IBMPlexSans_600SemiBold.ttf')),
  }
  return fonts
}

/** pdfkit writes these as they are into XMP (toString) and into the Info dictionary (valueOf). */
export class InfoText extends String {
  override toString() {
    return super.toString().replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]!)
  }
}
