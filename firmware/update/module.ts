// Module: one request of an update over the network; what must be known for the next one is in the state.

import { type Fault, fault, fieldFault, isFault } from '../lib/result.ts';
import { crc32, decodeBase64, espruinoFiles, espruinoVersion, shared, slotFlash } from '../platform/espruino.ts';
import type { Request } from '../provisioning/context.ts';
import { RUNNING_SLOT, RUNS_AT, RUNS_FILE, RUNS_TIMER, type RunningSlot } from '../runtime/boot/running-slot.ts';
import type { Service } from '../runtime/service.ts';
import { begin, PIECE_MAX, put, swap, type UpdateWorld } from './update.ts';

const USAGE = 'update takes header, then at and data for each piece, then swap';
const NOT_BEGUN = 'no update has begun; send the header first';

function worldOf(): UpdateWorld {
  const running = shared(RUNNING_SLOT) as RunningSlot;
  return {
    flash: slotFlash(),
    read: espruinoFiles().read,
    crc32,
    espruino: espruinoVersion(),
    runs: running[RUNS_AT] === undefined ? '' : running[RUNS_FILE],
    isTrial: !!running[RUNS_TIMER],
  };
}

function beginUpdate(service: Service, header: unknown): object {
  const state = service.state;
  const begun = begin(worldOf(), header, state.update);
  if (!begun) return { unchanged: true };
  if (isFault(begun)) return begun;
  state.update = begun;
  return { at: begun.done, size: begun.size, piece: PIECE_MAX };
}

function takePiece(service: Service, request: Request): object {
  const update = service.state.update;
  if (!update) return fault('invalid_request', NOT_BEGUN);
  const data = request['data'];
  if (typeof data !== 'string') return fieldFault('invalid_type', 'data', 'data must be a string');
  const wrong = put(worldOf(), update, request['at'], decodeBase64(data));
  if (wrong) service.state.update = undefined;
  return wrong || { at: update.done };
}

function finish(service: Service): object {
  const update = service.state.update;
  if (!update) return fault('invalid_request', NOT_BEGUN);
  const wrong = swap(worldOf(), update);
  if (wrong && wrong.code !== 'invalid_request') service.state.update = undefined;
  if (wrong) return wrong;
  service.connection().restart('');
  return { restarting: true };
}

export function create(service: Service, request: Request): object {
  let data: object | Fault = fault('invalid_request', USAGE);
  if (request['header'] !== undefined) data = beginUpdate(service, request['header']);
  else if (request['data'] !== undefined) data = takePiece(service, request);
  else if (request['swap'] === true) data = finish(service);
  return isFault(data) ? data : { ok: true, data };
}
