// The logo of a brand: SVG of shapes and nothing else. It stands in pages that promise to load nothing and to run no script
// but their own, so only what is known to draw is let in.

/** Bytes. */
export const LOGO_MAX = 1536;

const SHAPES = ['svg', 'g', 'path', 'circle', 'ellipse', 'rect', 'line', 'polyline', 'polygon', 'title'];
const ATTRIBUTES = [
  ...['xmlns', 'viewBox', 'width', 'height', 'fill', 'fill-rule', 'fill-opacity', 'clip-rule', 'opacity', 'stroke'],
  ...['stroke-width', 'stroke-linecap', 'stroke-linejoin', 'stroke-miterlimit', 'stroke-opacity', 'transform'],
  ...['d', 'cx', 'cy', 'r', 'rx', 'ry', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'points'],
];
const TAG = /<(\/?)([\w:-]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g;
const ATTRIBUTE = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** @typedef {{ name: string, isEnd: boolean, isEmpty: boolean, attributes: [string, string][] }} Tag */

/** What editors leave in a file and is not drawn. @param {string} svg */
const withoutNotes = (svg) =>
  svg
    .replace(/^\ufeff/, '')
    .replace(/^\s*<\?xml[^>]*\?>/, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<title>[^<]*<\/title>/g, '')
    .trim();

/** @param {string} svg @returns {Tag[]} */
function tagsIn(svg) {
  return [...svg.matchAll(TAG)].map(([, end = '', name = '', attributes = '', empty = '']) => ({
    name,
    isEnd: end !== '',
    isEmpty: empty !== '',
    attributes: [...attributes.matchAll(ATTRIBUTE)].map(([, key = '', one, two]) => [key, one ?? two ?? '']),
  }));
}

/** @param {Tag[]} tags */
function nestingFault(tags) {
  /** @type {string[]} */
  const open = [];
  for (const [i, { name, isEnd, isEmpty }] of tags.entries()) {
    if (isEnd && open.pop() !== name) return `has </${name}> where another element ends`;
    if (i > 0 && name === 'svg' && !isEnd) return 'has an <svg> in an <svg>';
    if (!isEnd && !isEmpty) open.push(name);
    if (open.length === 0 && i < tags.length - 1) return 'has something behind </svg>';
  }
  return open.length > 0 ? `does not end <${open.at(-1)}>` : '';
}

/** @param {Tag} tag */
function tagFaults({ name, attributes }) {
  if (!SHAPES.includes(name)) return [`has <${name}>; it may have ${SHAPES.slice(0, -1).join(', ')}: draw it as paths`];
  return attributes.flatMap(([key, value]) => {
    if (!ATTRIBUTES.includes(key)) return [`has ${key}= in <${name}>; it may have no script, style, id or reference`];
    const isForeign = key !== 'xmlns' && /[a-z]+:|url|[&\\]/i.test(value);
    return isForeign ? [`has ${key}="${value}"; it may refer to nothing`] : [];
  });
}

/** One sentence each. @param {string} svg @returns {string[]} */
export function logoFaults(svg) {
  const size = Buffer.byteLength(svg);
  if (size > LOGO_MAX)
    return [`has ${size} bytes, ${LOGO_MAX} at most: fewer shapes, or fewer digits (npx svgo --precision 1)`];
  const bare = withoutNotes(svg);
  const tags = tagsIn(bare);
  const rest = bare.replace(TAG, '').trim();
  if (tags[0]?.name !== 'svg' || !bare.startsWith('<svg')) return ['must be SVG: <svg viewBox="0 0 24 24">...</svg>'];
  const box = tags[0].attributes.find(([key]) => key === 'viewBox')?.[1] ?? '';
  const wrong = /^-?[\d.]+([ ,]+-?[\d.]+){3}$/.test(box) ? [] : ['needs a viewBox, like viewBox="0 0 24 24"'];
  const between = rest && `has ${JSON.stringify(rest.slice(0, 20))} between its elements; it may have shapes only`;
  return [...wrong, ...tags.flatMap(tagFaults), ...[between, nestingFault(tags)].filter(Boolean)];
}

/** @param {[string, string][]} attributes */
const written = (attributes) =>
  attributes.map(([key, value]) => ` ${key}="${value.trim().replace(/\s+/g, ' ')}"`).join('');

/** @param {Tag} tag */
const tagText = ({ name, isEnd, isEmpty, attributes }) =>
  isEnd ? `</${name}>` : `<${name}${written(attributes)}${isEmpty ? '/' : ''}>`;

const NAMESPACE = 'http://www.w3.org/2000/svg';

/** As it is served: without notes and white space, and with the namespace that a file of its own needs. @param {string} svg one without faults; '' for none */
export function squeezedLogo(svg) {
  const [root, ...tags] = tagsIn(withoutNotes(svg));
  if (!root) return '';
  const own = root.attributes.filter(([key]) => key !== 'xmlns');
  return [{ ...root, attributes: [['xmlns', NAMESPACE], ...own] }, ...tags]
    .map((tag) => tagText(/** @type {Tag} */ (tag)))
    .join('');
}
