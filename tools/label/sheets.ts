// Sheets of labels that shops sell, and where the labels are on them. Millimetres.

export interface Sheet {
  what: string;
  page: { width: number; height: number };
  columns: number;
  rows: number;
  label: { width: number; height: number };
  /** Left and upper edge of the first label. */
  left: number;
  top: number;
  /** From one label to the next. */
  stepX: number;
  stepY: number;
}

const A4 = { width: 210, height: 297 };
const LETTER = { width: 215.9, height: 279.4 };

/** By the number of the sheet at Avery, which others use too. */
export const SHEETS: { [name: string]: Sheet } = {
  L7160: {
    what: 'A4, 21 of 63.5 x 38.1 mm',
    page: A4,
    ...{ columns: 3, rows: 7, label: { width: 63.5, height: 38.1 } },
    ...{ left: 7.25, top: 15.15, stepX: 66, stepY: 38.1 },
  },
  L7163: {
    what: 'A4, 14 of 99.1 x 38.1 mm',
    page: A4,
    ...{ columns: 2, rows: 7, label: { width: 99.1, height: 38.1 } },
    ...{ left: 4.65, top: 15.15, stepX: 101.6, stepY: 38.1 },
  },
  5160: {
    what: 'Letter, 30 of 66.7 x 25.4 mm',
    page: LETTER,
    ...{ columns: 3, rows: 10, label: { width: 66.675, height: 25.4 } },
    ...{ left: 4.7625, top: 12.7, stepX: 69.85, stepY: 25.4 },
  },
};

export interface Place {
  page: number;
  x: number;
  y: number;
}

/** Row by row, then the next page. */
export function placeOn(sheet: Sheet, index: number): Place {
  const onPage = index % (sheet.columns * sheet.rows);
  return {
    page: Math.floor(index / (sheet.columns * sheet.rows)),
    x: sheet.left + (onPage % sheet.columns) * sheet.stepX,
    y: sheet.top + Math.floor(onPage / sheet.columns) * sheet.stepY,
  };
}
