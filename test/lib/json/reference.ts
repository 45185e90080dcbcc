// A plain RFC 8259 reader, byte by byte: what the firmware's native-call reader is held against.

export type Reference = { at: 'whole'; end: number } | { at: 'begun' } | { at: 'fault'; offset: number };

class Stop {
  readonly result: Reference;
  constructor(result: Reference) {
    this.result = result;
  }
}

export function referenceRead(text: string): Reference {
  let pos = 0;
  const stop = (): never => {
    throw new Stop(pos >= text.length ? { at: 'begun' } : { at: 'fault', offset: pos });
  };
  const space = (): void => {
    while (pos < text.length && ' \t\r\n'.includes(text[pos] as string)) pos++;
  };
  const take = (set: RegExp): void => {
    if (pos >= text.length || !set.test(text[pos] as string)) stop();
    pos++;
  };
  const many = (set: RegExp): void => {
    while (pos < text.length && set.test(text[pos] as string)) pos++;
  };
  const word = (letters: string): void => {
    for (const letter of letters) {
      if (text[pos] !== letter) stop();
      pos++;
    }
  };
  const backslash = (): void => {
    const escaped = text[pos];
    take(/["\\/bfnrtu]/);
    if (escaped === 'u') for (let i = 0; i < 4; i++) take(/[0-9a-fA-F]/);
  };
  const string = (): void => {
    take(/"/);
    while (pos < text.length && text[pos] !== '"') {
      if (text[pos] === '\\') {
        pos++;
        backslash();
      } else if ((text[pos] as string) < ' ') stop();
      else pos++;
    }
    take(/"/);
  };
  const number = (): void => {
    if (text[pos] === '-') pos++;
    if (text[pos] === '0') pos++;
    else {
      take(/[1-9]/);
      many(/[0-9]/);
    }
    if (text[pos] === '.') {
      pos++;
      take(/[0-9]/);
      many(/[0-9]/);
    }
    if (text[pos] === 'e' || text[pos] === 'E') {
      pos++;
      if (text[pos] === '+' || text[pos] === '-') pos++;
      take(/[0-9]/);
      many(/[0-9]/);
    }
  };
  const list = (close: string, item: () => void): void => {
    pos++;
    space();
    if (text[pos] === close) {
      pos++;
      return;
    }
    for (;;) {
      item();
      space();
      if (text[pos] === close) break;
      take(/,/);
      space();
    }
    pos++;
  };
  const member = (): void => {
    string();
    space();
    take(/:/);
    value();
  };
  const value = (): void => {
    space();
    const c = text[pos];
    if (c === '{') list('}', member);
    else if (c === '[') list(']', value);
    else if (c === '"') string();
    else if (c === 't') word('true');
    else if (c === 'f') word('false');
    else if (c === 'n') word('null');
    else number();
  };
  try {
    value();
    return { at: 'whole', end: pos };
  } catch (caught) {
    if (caught instanceof Stop) return caught.result;
    throw caught;
  }
}
