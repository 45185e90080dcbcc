// A client of Improv: commands in, frames out. At most one network is being tried, and one scan awaited.

import { fieldFault, isFault } from '../../lib/result.ts';
import { stationChanges } from '../../provisioning/auth-seen.ts';
import type { DeviceEvent } from '../../provisioning/connection-context.ts';
import { answer, placeOf, stateAndUrl } from './answers.ts';
import type { Device } from './device.ts';
import { commandOf, credentialsOf, errorFrame, resultFrame, stateFrame } from './frame.ts';
import {
  BAD_PACKET,
  NO_CONNECTION,
  NO_ERROR,
  PROVISION,
  PROVISIONED,
  PROVISIONING,
  resultOf,
  SCAN,
  scanTexts,
  stateOf,
  UNKNOWN_ERROR,
} from './rpc.ts';

/** A client waits 30 s at least. A trial ends after 20 s, so this is for news that never come. */
export const ANSWER_MS = 28_000;

export class Session {
  private readonly device: Device;
  /** The network that was asked for, until its result is told. */
  private wanted: string;
  timer: number;
  private scanning: boolean;
  /** A command has come; where it brings settings, until they are checked. Making the module for that may unload others. */
  private asked: boolean | undefined;

  constructor(device: Device) {
    this.device = device;
    this.wanted = '';
    this.timer = 0;
    this.scanning = false;
  }

  busy(): boolean {
    return this.wanted !== '' || this.scanning || !!this.asked;
  }

  /** A whole frame; '' for one whose end is lost. False: it was damaged. */
  frame(bytes: string): boolean {
    const device = this.device;
    const got = commandOf(bytes, device.sum);
    if (!got) this.error(BAD_PACKET);
    else {
      this.asked = true;
      device.clock.turn(
        () => this.carryOut(got.command, got.payload),
        () => this.broken(),
      );
    }
    return !!got;
  }

  private carryOut(command: number, payload: string): void {
    const device = this.device;
    this.asked = command === PROVISION;
    if (this.asked) this.provision(payload);
    else if (command === SCAN) this.scan();
    else device.write(answer(device, this.state(), command, payload));
  }

  onEvent(event: DeviceEvent): void {
    const result = this.wanted && resultOf(event, this.wanted);
    if (result === 'worked') this.worked();
    else if (result === 'failed') this.failed();
  }

  /** An exception in our own code: a scan that was asked for may never be answered. */
  private broken(): void {
    this.scanning = false;
    this.asked = false;
    this.error(UNKNOWN_ERROR);
  }

  private error(code: number): void {
    this.device.write(errorFrame(code, this.device.sum));
  }

  private state(): number {
    const state = this.device.state;
    return stateOf(this.wanted !== '' || state.trial !== '', state.link.word);
  }

  private scan(): void {
    const device = this.device;
    this.error(NO_ERROR);
    if (this.scanning) return;
    this.scanning = true;
    device.connection().scan(
      () => {
        this.scanning = false;
        const rows = device
          .requests()
          .networks()
          .map((row) => resultFrame(SCAN, scanTexts(row), device.sum));
        device.write(rows.join('') + resultFrame(SCAN, '', device.sum));
      },
      () => this.broken(),
    );
  }

  private provision(payload: string): void {
    const device = this.device;
    const sent = credentialsOf(payload);
    if (!sent) {
      this.asked = false;
      return this.error(BAD_PACKET);
    }
    const ssid = sent[0] as string;
    this.stopWaiting();
    device.write(errorFrame(NO_ERROR, device.sum) + stateFrame(PROVISIONING, device.sum));
    const requests = device.requests();
    const told = (outcome: object): void => this.onOutcome(ssid, outcome);
    // An SSID that is empty would forget the network.
    if (ssid) requests.change(stationChanges(ssid, sent[1] as string, requests.networks()), 'authorized', told);
    else told(fieldFault('missing_field', 'STA.SSID', 'STA.SSID is empty'));
  }

  private onOutcome(ssid: string, outcome: object): void {
    this.asked = false;
    if (!isFault(outcome)) return this.waitFor(ssid);
    if (outcome.code === 'internal') {
      this.stopWaiting();
      return this.error(UNKNOWN_ERROR);
    }
    this.device.say(`error ${outcome.code}: ${outcome.message}`);
    this.failed();
  }

  /** Settings that were known already have their result at once, or the network is tried again. */
  private waitFor(ssid: string): void {
    const device = this.device;
    const place = placeOf(device);
    const isTrying = device.state.trial !== '';
    this.wanted = ssid;
    if (!isTrying && place && place.ssid === ssid) return this.worked();
    device.clock.arm(this, ANSWER_MS, () => this.failed());
    if (!isTrying) device.connection().connect();
  }

  private stopWaiting(): void {
    this.device.clock.disarm(this);
    this.wanted = '';
  }

  private worked(): void {
    this.stopWaiting();
    this.device.write(stateAndUrl(this.device, PROVISIONED, PROVISION));
  }

  private failed(): void {
    const device = this.device;
    this.stopWaiting();
    device.write(stateFrame(this.state(), device.sum) + errorFrame(NO_CONNECTION, device.sum));
  }
}
