// Module: takes requests, whichever door they come by; what few of them need is made for those, see provisioning/context.ts.

import type { Changes, Checked } from '../config/check.ts';
import type { Config } from '../config/schema.ts';
import { type Fault, isFault } from '../lib/result.ts';
import type { ScanResult } from '../platform/ports.ts';
import { appOf } from '../runtime/app.ts';
import type { HeldModule } from '../runtime/modules.ts';
import { FLOW_COMMANDS, type Service } from '../runtime/service.ts';
import { unpack } from '../wifi/scan-results.ts';
import type { Outcome } from './apply.ts';
import type { Context, Reply } from './context.ts';
import { answerRequest } from './request.ts';
import { type ScanData, scanOf } from './scan.ts';
import { settingsOf } from './settings.ts';
import type { Status } from './status.ts';
import { type Submitted, submit } from './submit.ts';
import { type Who, windowFault } from './window.ts';

/** Requests from all doors. */
export interface RequestHandler extends HeldModule {
  /** One whole JSON value with that many keys; `reply` is called once, perhaps later. */
  answer(text: string, keys: number, who: Who, reply: (reply: object) => void): void;
  /** undefined: may ask for anything. */
  refuse(who: Who): Fault | undefined;
  /** Fields, or `wifi` alone. */
  change(changes: Changes, who: Who, reply: (outcome: Outcome) => void): void;
  /** A form of the setup page. */
  submit(body: string, who: Who, reply: (submitted: Submitted) => void): void;
  config(): Config;
  status(who: Who): Status;
  scanData(): ScanData;
  networks(): ScanResult[];
}

class Requests implements Context, RequestHandler {
  readonly runtime: Service;

  constructor(service: Service) {
    this.runtime = service;
  }

  /* @hot */
  answer(text: string, keys: number, who: Who, reply: Reply): void {
    this.runtime.log(FLOW_COMMANDS, 1, `request of ${text.length} bytes`);
    answerRequest(this, text, keys, who, reply);
  }

  change(changes: Changes, who: Who, reply: (outcome: Outcome) => void): void {
    const closed = this.refuse(who);
    if (closed) reply(closed);
    else this.put(changes, (outcome) => reply(this.noteActivity(outcome) as Outcome));
  }

  submit(body: string, who: Who, reply: (submitted: Submitted) => void): void {
    submit(this, body, who, (submitted) => {
      this.noteActivity(submitted.fault || {});
      reply(submitted);
    });
  }

  /** An opened window stays open as long as requests are accepted. */
  noteActivity(reply: object): object {
    if (!isFault(reply)) this.runtime.noteActivity();
    return reply;
  }

  /* @hot */
  put(changes: Changes, reply: (outcome: Outcome) => void): void {
    this.runtime.turn(() => {
      const checked = settingsOf(this, changes);
      if (isFault(checked)) reply(checked);
      else this.runtime.turn(() => reply(this.carryOut(checked as Checked)), reply);
    }, reply);
  }

  private carryOut(checked: Checked): Outcome {
    const state = this.runtime.state;
    const same = JSON.stringify(checked.config) === (state.trial || state.committed);
    if (same) return { ok: true, unchanged: true, state: state.link.word };
    const outcome = this.runtime.connection().apply(checked);
    // What is on trial changes when it has worked.
    if (BUILD_APP && !isFault(outcome) && !state.trial) appOf(this.runtime).tell('changed', {});
    return outcome;
  }

  refuse(who: Who): Fault | undefined {
    return this.runtime.hidesIdentity(who) ? windowFault() : undefined;
  }

  config(): Config {
    return JSON.parse(this.runtime.state.committed) as Config;
  }

  status(who: Who): Status {
    return this.runtime.load('status')(this.runtime, who);
  }

  scanData(): ScanData {
    return scanOf(this.runtime.state, this.runtime.ports.clock.nowMs(), this.networks());
  }

  networks(): ScanResult[] {
    return unpack(this.runtime.state.scanResults);
  }
}

export function create(service: Service): RequestHandler {
  return new Requests(service);
}
