// Reads the examples out of a manual: `<!-- run: uart fresh -->` before a block says by which door, on which device.

export interface Step {
  typed: string;
  /** Lines that follow, as the device says them. */
  answers: string[];
}

export interface Example {
  door: string;
  /** undefined: on the device of the example before. */
  device: string | undefined;
  steps: Step[];
}

const BLOCK = /<!-- run: (\w+) ?(\w*) -->\n```\w*\n([\s\S]*?)```/g;
/** What is typed, by door; the text behind it counts. */
const TYPED: { [door: string]: RegExp } = {
  uart: /^> (.*)$/,
  tcp: /^(?!\{"ok"|\{"event")(.*)$/,
  control: /^(\{"do".*)$/,
};

/** Whatever changes from run to run. */
const CHANGING: [RegExp, string][] = [
  [
    /("?)(uptime_s|online_s|window_s|age_s|ago_s|free|lost|min_heap|writes_left|uptimeMs|flashWrites|flashBytes)\1([=:])-?\d+/g,
    '$1$2$1$3N',
  ],
  [/^\d+ s ago/g, 'N s ago'],
  // One more where the air's dice make the access point look like the cause.
  [/(attempts"?[=:])[34]/g, '$1N'],
];

export function normal(line: string): string {
  return CHANGING.reduce((text, [pattern, into]) => text.replace(pattern, into), line);
}

function stepsOf(door: string, body: string): Step[] {
  const steps: Step[] = [];
  for (const line of body.trimEnd().split('\n')) {
    const [, typed] = TYPED[door]?.exec(line) ?? [];
    if (typed !== undefined) steps.push({ typed, answers: [] });
    else steps.at(-1)?.answers.push(line);
  }
  return steps;
}

export function examplesIn(page: string): Example[] {
  return [...page.matchAll(BLOCK)].map(([, door = '', device, body = '']) => ({
    door,
    device: device || undefined,
    steps: stepsOf(door, body),
  }));
}

/** An example and those before it that share its device. */
export function storiesIn(page: string): Example[][] {
  const stories: Example[][] = [];
  for (const example of examplesIn(page)) {
    if (example.device || stories.length === 0) stories.push([]);
    stories.at(-1)?.push(example);
  }
  return stories;
}
