// A PDF of labels: one a page, or as many as a sheet holds.

import { labelPackage } from './packages.ts';
import { type Place, placeOn, type Sheet } from './sheets.ts';
import type { Drawing } from './terms.ts';

const POINTS = 72 / 25.4;
const [FINE, GREY] = [0.1, '#999'];

interface Paper {
  /** undefined: each label on a page of its own size. */
  sheet: Sheet | undefined;
  /** Labels of the sheet that are used up already. */
  skip: number;
  /** A thin line around each label, to cut along. */
  hasOutline: boolean;
}

function drawOn(document: PDFKit.PDFDocument, drawing: Drawing, { x, y }: Place, hasOutline: boolean): void {
  document.save().scale(POINTS).translate(x, y);
  for (const path of drawing.paths) if (path !== '') document.path(path).fill('#000');
  if (hasOutline) document.lineWidth(FINE).rect(0, 0, drawing.width, drawing.height).stroke(GREY);
  document.restore();
}

function bytesOf(document: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))));
}

/** A fixed date: the same labels make the same file. */
const INFO = { Title: 'wifiprov labels', Creator: 'wifiprov', Producer: 'wifiprov', CreationDate: new Date(0) };

export async function pdfOf(drawings: readonly Drawing[], { sheet, skip, hasOutline }: Paper): Promise<Uint8Array> {
  const { default: PDFDocument } = await labelPackage(() => import('pdfkit'));
  // No font: all text is drawn as outlines.
  const document = new PDFDocument({ autoFirstPage: false, margin: 0, info: INFO, font: null as unknown as string });
  const done = bytesOf(document);
  let page = -1;
  for (const [i, drawing] of drawings.entries()) {
    const place = sheet ? placeOn(sheet, i + skip) : { page: i, x: 0, y: 0 };
    const { width, height } = sheet?.page ?? drawing;
    if (place.page !== page) document.addPage({ size: [width * POINTS, height * POINTS], margin: 0 });
    page = place.page;
    drawOn(document, drawing, place, hasOutline);
  }
  document.end();
  return done;
}
