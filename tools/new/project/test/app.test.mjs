// Sets the board up as a user does, and looks at what the app makes of it. The simulated air has a network "Home".

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connect } from 'wifiprov/client';
import { startBoard } from '../simulator.mjs';

let board;
let device;
before(async () => {
  board = await startBoard();
  device = await connect({ serial: board.serial });
});
after(() => {
  device?.close();
  board?.stop();
});

test('a new board has the defaults of the app', async () => {
  const { app } = await device.get();
  assert.deepEqual(app, { room: 'Hall', light: 0 });
});

test('the board joins a network, with the settings of the app', async () => {
  const outcome = await device.provision({
    STA: { SSID: 'Home', PWD: 'correct horse' },
    app: { room: 'Kitchen', light: 1 },
  });
  assert.equal(outcome.ok, true);
});

test('the home page shows the product, and what the app shows', async () => {
  const page = await (await fetch(`${board.page}?plain`)).text();
  assert.match(page, /PRODUCT/);
  assert.match(page, /Kitchen/);
});
