// The page that puts the firmware onto a board from a browser. It wears the stylesheet of the setup page, and its brand.

import type { Brand } from '../build/brand/brand.mjs';
import { brandHeader, brandLink, escaped } from '../build/brand/look.mjs';

interface PageTerms {
  /** All of Espruino is among the files: the board may be empty. */
  hasEspruino: boolean;
  /** Of Espruino, for a board that must run it already. */
  least: string;
  brand: Brand;
}

const STEPS = [
  'Plug the board into this computer, with a cable for data.',
  'Press the button and choose the port of the board: CP210x, CH340 or USB serial.',
  'When everything is on the board, the same window asks for your Wi-Fi network and its password.',
];

/** A board on which neither helps has another cable, port or driver problem. */
const TROUBLE = [
  'No port in the list? Try another cable: some only charge. The USB chip of the board may need a driver: <b>CP210x</b> (silabs.com) or <b>CH340</b> (wch-ic.com).',
  'On Linux you may have to join the group that may open ports: <code>sudo usermod -a -G dialout $USER</code>, then log out and in again.',
  'It does not connect? Hold the BOOT button of the board while you press the button here.',
];

function erases({ hasEspruino, least, brand }: PageTerms): string {
  return hasEspruino
    ? `This erases the board: its program and its settings. A board that has ${escaped(brand.product)} already is offered an update that keeps its settings.`
    : `For boards that run Espruino ${least} or newer. You are asked whether the board is to be erased: say no, since Espruino itself is not among the files.`;
}

const items = (texts: readonly string[]): string => texts.map((text) => `<li>${text}</li>`).join('\n');

export function pageOf(terms: PageTerms): string {
  const product = escaped(terms.brand.product);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Install ${product}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="style.css">
<link rel="stylesheet" href="installer.css">
<script type="module" src="install-button.js"></script>
</head>
<body>
<main>
${brandHeader(terms.brand, 'logo.svg')}<h1>Install ${product}</h1>
<p class="lead">Wi-Fi setup for an ESP32 board, put onto it from this page.</p>
<ol class="steps">
${items(STEPS)}
</ol>
<p class="banner">${erases(terms)}</p>
<noscript><p class="banner">This page needs JavaScript.</p></noscript>
<esp-web-install-button manifest="manifest.json">
<button slot="activate" class="main">Connect the board</button>
<div slot="unsupported" class="card note"><h2>This browser cannot reach serial ports</h2>
<p>Open this page in <b>Chrome</b>, <b>Edge</b> or <b>Opera</b> on a computer. Phones cannot do it.
Without such a browser: <code>npx wifiprov flash --port PORT</code></p></div>
<div slot="not-allowed" class="card note"><h2>The browser allows no serial ports here</h2>
<p>The page must come by https, or from this computer itself: <code>npx wifiprov installer --serve</code></p></div>
</esp-web-install-button>
<details>
<summary>If it does not work</summary>
<ul class="steps">
${items(TROUBLE)}
</ul>
</details>
${brandLink(terms.brand)}</main>
</body>
</html>
`;
}

/** What the setup page has no need of. */
export const STYLE = `.note code {
  white-space: nowrap;
}
.steps {
  margin: 1.25rem 0;
  padding-left: 1.25rem;
}
.steps li {
  padding: 0.25rem 0;
}
.steps li + li {
  border: 0;
}
.note {
  margin-top: 1rem;
  padding: 1rem;
}
.note p {
  margin-top: 0.5rem;
}
code {
  overflow-wrap: anywhere;
}
`;
