import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Frame, type FrameState, nextFrame, REQUEST_MAX } from '../../../firmware/protocols/tcp/frame.ts';
import { eachOnChip } from '../../fakes/chip.ts';
import { onInterpreters } from '../../interpreters.ts';

/** A frame in a word: the request's text, or the fault and its offset. */
function word(frame: Frame): string {
  if (frame.type === 'fault') return `${frame.code}@${frame.offset}`;
  return frame.type === 'wait' ? 'wait' : frame.text;
}

/** All frames of a stream that arrives in these pieces. */
function feed(pieces: string[], ended = false): { words: string[]; last: Frame } {
  const words: string[] = [];
  let state: FrameState = { text: '', drop: 'start' };
  let last: Frame = { type: 'wait', begun: false, quiet: false };
  for (const [i, piece] of pieces.entries()) {
    state = { text: state.text + piece, drop: state.drop };
    for (;;) {
      const cut = nextFrame(state, ended && i === pieces.length - 1);
      state = cut.rest;
      last = cut.frame;
      if (cut.frame.type === 'wait') break;
      words.push(word(cut.frame));
      if (cut.frame.type === 'fault' && cut.frame.code === 'too_large') return { words, last };
    }
  }
  return { words, last };
}

const words = (text: string): string[] => feed([text]).words;

/** As in the original's manual: a quote is missing behind DEMO_AP. */
const MANUAL = `{
"mode": 0,
"save_config": 1,
"countrycode": "GEN",
"STA":{
  "ch":0,
  "auto":1,
  "auth":3,
  "SSID":"DEMO_AP,
  "PWD":"password"
},
"AP":{
  "ch":2,
  "PWD":"password"
}
}
`;

const STREAMS: [what: string, text: string, want: string[]][] = [
  ['one object', '{"a":1}\n', ['{"a":1}']],
  ['one object without a newline', '{"a":1}', ['{"a":1}']],
  ['objects back to back', '{"a":1}{"b":{"c":2}}{}', ['{"a":1}', '{"b":{"c":2}}', '{}']],
  ['white space around and between', ' \r\n\t{"a":1} \r\n {"b":2}\t', ['{"a":1}', '{"b":2}']],
  ['a byte order mark at the start', '\xef\xbb\xbf{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
  ['a byte order mark and blanks', '\xef\xbb\xbf \r\n{"a":1}', ['{"a":1}']],
  ['a byte order mark before an apply line', '\xef\xbb\xbfapply,Home,2,password,\n', ['apply,Home,2,password,']],
  ['a byte order mark later', '{"a":1}\n\xef\xbb\xbf{"b":2}\n{"c":3}', ['{"a":1}', 'bad_json@0', '{"c":3}']],
  ['two byte order marks', '\xef\xbb\xbf\xef\xbb\xbf{"b":2}\n{"c":3}', ['bad_json@0', '{"c":3}']],
  ['half a byte order mark', '\xef\xbbx\n{"c":3}', ['bad_json@0', '{"c":3}']],
  ['NUL between requests', '\0{"a":1}\n\0{"b":2}\0{"c":3}\r\0\r\0\n', ['{"a":1}', '{"b":2}', '{"c":3}']],
  ['NUL after bytes that are not a request', 'hello\n\0{"a":1}', ['bad_json@0', '{"a":1}']],
  ['NUL before a line that begins a request, after a fault', '{"a":x}\0\n\0{"a":1}', ['bad_json@5', '{"a":1}']],
  ['NUL in a request', '{"a":\0 1}\n{"b":2}', ['bad_json@5', '{"b":2}']],
  ['NUL at the end of an apply line', 'apply,Home,2,password,\0\napply,Home,2,password,\r\0\0\n', ['apply,Home,2,password,', 'apply,Home,2,password,']],
  ['an object over many lines', '{\n"a"\r\n:\t1\n}\n', ['{\n"a"\r\n:\t1\n}']],
  ['braces and newlines by escape in a string', '{"a":"}\\n{"}{"b":2}', ['{"a":"}\\n{"}', '{"b":2}']],
  ['many objects in a line', '{"a":1} '.repeat(40), Array(40).fill('{"a":1}')],
  ['many objects, one a line', '{"a":{"b":1}}\n'.repeat(40), Array(40).fill('{"a":{"b":1}}')],
  ['an array', '[1]\n{"a":1}', ['[1]', '{"a":1}']],
  ['a text', '"x"\n{"a":1}', ['invalid_request@0', '{"a":1}']],
  ['a number', '7\n{"a":1}', ['invalid_request@0', '{"a":1}']],
  ['a number and the NUL that ends its text', '7\0\0\n{"a":1}', ['invalid_request@0', '{"a":1}']],
  ['a literal', 'true \r\n{"a":1}', ['invalid_request@0', '{"a":1}']],
  ['a word', 'hello\n{"a":1}', ['bad_json@0', '{"a":1}']],
  ['half a literal', 'trie\n{"a":1}', ['bad_json@2', '{"a":1}']],
  ['a number and a word', '7 x\n{"a":1}', ['bad_json@2', '{"a":1}']],
  ['an apply line', 'apply,Home,2,password,\r\n{"a":1}', ['apply,Home,2,password,', '{"a":1}']],
  ['an apply line with braces', 'apply,{x},2,pass{word,\n', ['apply,{x},2,pass{word,']],
  ['apply lines between objects', '{"a":1}apply,n,1,,\napply,m,1,,NULL\n{"b":2}', ['{"a":1}', 'apply,n,1,,', 'apply,m,1,,NULL', '{"b":2}']],
  ['a word that begins like apply', 'apple\n{"a":1}', ['bad_json@0', '{"a":1}']],
  ['a closing brace too many', '{"a":1}}\n{"b":2}', ['{"a":1}', 'bad_json@0', '{"b":2}']],
  ['a fault in an object of one line', '{"a":x}\n{"b":2}', ['bad_json@5', '{"b":2}']],
  ['a comma too many', '{"a":1,}\n{"b":2}', ['bad_json@7', '{"b":2}']],
  ['single quotes', "{'a':1}\n{\"b\":2}", ['bad_json@1', '{"b":2}']],
  ['a newline in a string', '{"a":"x\n{"b":2}', ['bad_json@7', '{"b":2}']],
  ['a fault, then lines until one begins with {', '{"a":x,\n"c":1,\n}\n 7\n{"b":2}', ['bad_json@5', '{"b":2}']],
  ['a fault, then lines until an apply', '{"a":x,\n"c":1\napply,n,1,,\n', ['bad_json@5', 'apply,n,1,,']],
  ['a fault and what looks like a request in its line', '{"a":x} {"no":1}\n{"b":2}', ['bad_json@5', '{"b":2}']],
  ['a fault, then a line with blanks before the {', '{"a":x}\n  \t{"b":2}', ['bad_json@5', '{"b":2}']],
  ['a fault in an array', '[1,x]\n7\n{"b":2}', ['bad_json@3', '{"b":2}']],
  ['a fault outside an object resynchronises at the newline', 'x{"a":1}\n7\n', ['bad_json@0', 'invalid_request@0']],
  ['two faults in a row', '{"a":x}\n{"a":y}\n', ['bad_json@5', 'bad_json@5']],
  ['the example of the manual', MANUAL, [`bad_json@${MANUAL.indexOf('DEMO_AP,') + 8}`]],
  ['the example of the manual, then a good one', `${MANUAL}{"a":1}\n`, [`bad_json@${MANUAL.indexOf('DEMO_AP,') + 8}`, '{"a":1}']],
  ['nesting of four', '{"a":{"b":{"c":{"d":1}}}}', ['{"a":{"b":{"c":{"d":1}}}}']],
  ['nesting of five', '{"a":{"b":{"c":{"d":{"e":1}}}}}\n{"a":1}', ['too_deep@20', '{"a":1}']],
  ['nesting of five arrays', '{"a":[[[[1]]]]}\n{"a":1}', ['too_deep@8', '{"a":1}']],
  ['a thousand brackets', `${'['.repeat(1000)}\n{"a":1}`, ['too_deep@4', '{"a":1}']],
  ['a NUL byte', '{"a":1\x00}\n{"b":2}', ['bad_json@6', '{"b":2}']],
  ['bytes beyond ASCII outside strings', '{"a":\xc3\xa9}\n{"b":2}', ['bad_json@5', '{"b":2}']],
  ['Python literals', '{"a":True}\n', ['bad_json@5']],
  ['a blank behind a minus', '{"a": - 1}\n', ['bad_json@7']],
  ['comments', '{"a":1/*x*/}\n', ['bad_json@6']],
  ['hexadecimal', '{"a":0x10}\n', ['bad_json@6']],
  ['a text that its line does not end', '"x\r\n{"a":1}', ['bad_json@2', '{"a":1}']],
  ['a literal that its line does not end', 'tru\n{"a":1}', ['bad_json@3', '{"a":1}']],
  ['a block behind a text', '"a":{"b":1},2\n{"a":1}', ['bad_json@3', '{"a":1}']],
  ['a block that begins behind a number', '1:[{\n{"a":1}', ['bad_json@1', '{"a":1}']],
  ['a block right behind a number', '1{}\n{"a":1}', ['bad_json@1', '{"a":1}']],
  ['a text right behind a text', '"a""b"\n{"a":1}', ['bad_json@3', '{"a":1}']],
  ['a number right behind a literal', 'true0x1\n{"a":1}', ['bad_json@4', '{"a":1}']],
  ['a list right behind a literal', 'null[]\n{"a":1}', ['bad_json@4', '{"a":1}']],
  ['an apply line that is too long', `apply,x,2,${'y'.repeat(REQUEST_MAX)}\n{"a":1}`, [`too_large@${REQUEST_MAX}`]],
  ['a text that is too long', `"${'y'.repeat(REQUEST_MAX)}"\n{"a":1}`, [`too_large@${REQUEST_MAX}`]],
  ['more blanks than a request may have, between two', `{ "a" : 1 }${' '.repeat(REQUEST_MAX)}{}`, ['{ "a" : 1 }', '{}']],
]; // biome-ignore format: rows

describe('cutting a stream', () => {
  it.each(STREAMS)('finds each request and fault of %s', (_what, text, want) => expect(words(text)).toEqual(want));

  it.each(STREAMS)('finds each request and fault of %s, byte by byte', (_what, text, want) =>
    expect(feed(text.split('')).words).toEqual(want),
  );

  it('tells a fault when it arrives, not when the braces balance', () => {
    expect(words('{"STA":{"SSID":"x')).toEqual([]);
    expect(words('{"STA":{"SSID":x')).toEqual(['bad_json@15']);
  });

  it('says which wait it is: nothing, an unfinished request, or an apply line that silence ends', () => {
    expect(feed(['\r\n ']).last).toEqual({ type: 'wait', begun: false, quiet: false });
    expect(feed(['{"a":']).last).toEqual({ type: 'wait', begun: true, quiet: false });
    expect(feed(['app']).last).toEqual({ type: 'wait', begun: true, quiet: false });
    expect(feed(['apply,Home,2,pass']).last).toEqual({ type: 'wait', begun: true, quiet: true });
    expect(feed(['7']).last).toEqual({ type: 'wait', begun: true, quiet: false });
  });

  it('ends lines at the end of the stream', () => {
    expect(feed(['apply,Home,2,password'], true).words).toEqual(['apply,Home,2,password']);
    expect(feed(['7'], true).words).toEqual(['invalid_request@0']);
    expect(feed(['{"a":'], true).words).toEqual([]);
  });

  it.each([
    [REQUEST_MAX - 1, false], [REQUEST_MAX, false], [REQUEST_MAX + 1, true],
  ])('an object of %i bytes: too large is %s', (bytes, isTooLarge) => {
    const text = `{"a":"${'x'.repeat(bytes - 8)}"}`;
    const want = isTooLarge ? [`too_large@${REQUEST_MAX}`] : [text];
    expect(words(`\n${text}\n{"b":1}`).slice(0, 1)).toEqual(want);
    expect(words(`${text}`)).toEqual(want);
    expect(feed(text.split('')).words).toEqual(want);
    const spaced = `{ "a":"${'x'.repeat(bytes - 9)}"}`;
    expect(words(spaced)).toEqual(isTooLarge ? [`too_large@${REQUEST_MAX}`] : [spaced]);
  }); // biome-ignore format: rows

  it.each(['{"a":"', 'apply,', '"', '7', '{"a":1, '])('an endless %s is too large', (start) => {
    const endless = start + (start === '7' ? '7' : ' ').repeat(REQUEST_MAX + 1 - start.length);
    expect(words(endless.slice(0, -1))).toEqual([]);
    expect(words(endless)).toEqual([`too_large@${REQUEST_MAX}`]);
  });

  const piece = fc.constantFrom(
    '{"a":1}', '{"STA":{"SSID":"x y","PWD":"a\\"b"}}\n', '{ "a" : [1, 2] }', '{"a":tru}\n', '{"a":"x\n', '"c":1,\n', '}\n', '[1]\n', '7\n', '"x"\n',
    'apply,n,1,,\n', 'apply,m,2,pa,ss,NULL\r\n', 'app\n', '\n', ' ', '\r\n', 'junk\n', MANUAL, '{"a":{"b":{"c":{"d":{"e":1}}}}}\n', '{"\\u00e9":-0}', '\0', '\xef\xbb\xbf', '{"a":- 1}\n',
  ); // biome-ignore format: one table

  it('gives the same frames however the stream is cut', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 20 }), (parts, cuts) => {
        const text = parts.join('');
        const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
        const pieces = [0, ...places].map((from, i) => text.slice(from, places[i] ?? text.length));
        expect(feed(pieces).words).toEqual(feed(text.split('')).words);
        expect(feed(pieces).words).toEqual(words(text));
      }),
      { numRuns: 1500 },
    );
  });
  onInterpreters((path) => {
    it('gives the same frames in the real interpreter, whose parser is lax', { timeout: 120_000 }, async () => {
      const random = fc
        .sample(fc.array(piece, { maxLength: 6 }), { numRuns: 60, seed: 7 })
        .map((parts) => parts.join(''));
      const texts = [...STREAMS.map((row) => row[1]), ...random].filter((text) => text.length < 700);
      const chip = await eachOnChip(path, 'test/fakes/asking.ts', 'm.framesOf(row, false)', texts);
      expect(chip.map((frames, i) => [texts[i], (frames as Frame[]).map(word)])).toEqual(
        texts.map((text) => [text, words(text)]),
      );
    });
  });
});
