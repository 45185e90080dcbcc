// The whole file before anything is sent: jobs, or every fault with its line and column.

import { FIELDS } from '../../firmware/config/schema.ts';
import { counted } from '../cli/print.ts';
import type { FieldChanges } from '../client/api.ts';
import type { FirmwareFile } from '../client/firmware-file.ts';
import { type Column, readHead } from './columns.ts';
import { changesOfRow, type Flags, faultsOf, fingerprint } from './fields.ts';
import type { Further } from './further.ts';
import { lineOf, ROWS_MAX, type Row, readTable } from './table.ts';
import { type BadTarget, type Credentials, targetOf } from './target.ts';
import type { FileFault, Job } from './types.ts';

export interface Wanted {
  /** The flags of the fields: for all rows, unless a cell says otherwise. */
  flags: Flags;
  proof: Credentials;
  timeoutMs: number;
  /** Rows may change other settings alone. */
  keepsNetwork: boolean;
  /** Instead of settings: every device gets it. */
  firmware?: FirmwareFile | undefined;
  /** Networks that every device is to know beside its own. */
  further?: readonly Further[];
}

interface Checked {
  jobs: Job[];
  faults: FileFault[];
}

/** The cells by what their columns mean. Blanks around a cell count only where any text may stand. */
function cellsOf(row: Row, columns: Column[]): Map<string, string> {
  return new Map(
    columns.map(({ meaning, index }) => {
      const cell = row.cells[index] ?? '';
      const field = FIELDS[meaning];
      return [meaning, field && field.kind !== 'word' ? cell : cell.trim()];
    }),
  );
}

function faultAt(row: Row, columns: Column[], { meaning, code, message }: BadTarget): FileFault {
  const column = columns.find((one) => one.meaning === meaning);
  if (!column) return { line: row.line, code, message };
  return { line: lineOf(row, column.index), column: column.index + 1, head: column.head, code, message };
}

/** Only over the network, and only with the code. */
function updateOf(row: Row, columns: Column[], { firmware, proof, timeoutMs }: Wanted): Job | BadTarget[] {
  const cells = cellsOf(row, columns);
  const [host = '', port = '', code = '', name = ''] = ['host', 'port', 'code', 'name'].map((own) => cells.get(own));
  const place = targetOf({ host, port, code }, { ...proof, isPlain: false });
  if ('meaning' in place) return [place];
  if (port || !firmware) return [NO_SERIAL];
  const target = { ...place.target, timeoutMs };
  const settings = `firmware ${firmware.version}`;
  return { line: row.line, host, port, name, key: place.key, target, changes: {}, settings, firmware };
}

const NO_SERIAL: BadTarget = {
  meaning: 'port',
  code: 'no_host',
  message: 'an update goes over the network: give host instead of port; at a serial port use `wifiprov flash`',
};

function jobOf(row: Row, columns: Column[], wanted: Wanted): Job | BadTarget[] {
  const cells = cellsOf(row, columns);
  const [host = '', port = '', code = '', name = ''] = ['host', 'port', 'code', 'name'].map((own) => cells.get(own));
  const place = targetOf({ host, port, code }, wanted.proof);
  const changes = changesOfRow(cells, wanted.flags);
  const wrong = [...('meaning' in place ? [place] : []), ...faultsOf(changes)];
  if (wrong.length > 0 || 'meaning' in place) return wrong;
  if (!wanted.keepsNetwork && lacksNetwork(changes)) return [NO_NETWORK];
  const target = { ...place.target, timeoutMs: wanted.timeoutMs };
  const further = (wanted.further ?? []).filter(({ ssid }) => ssid !== changes.STA?.SSID);
  const job = { line: row.line, host, port, name, key: place.key, target, changes };
  return { ...job, ...(further.length ? { further } : {}), settings: fingerprint(changes, further) };
}

const AP_MODE = 1;

/** A forgotten --ssid would leave the device as it is, and call it done. */
const NO_NETWORK: BadTarget = {
  meaning: 'STA.SSID',
  code: 'no_network',
  message:
    'this row sets no network: name it in the column ssid or by --ssid; --keep-network changes other settings alone',
};

function lacksNetwork({ mode, STA: sta }: FieldChanges): boolean {
  return mode !== AP_MODE && !sta?.SSID;
}

function widthFault(row: Row, width: number): FileFault | undefined {
  const has = row.cells.length;
  if (has === width) return undefined;
  return {
    line: row.line,
    code: 'bad_csv',
    message: `this row has ${counted(has, 'cell')}; the header row has ${width}`,
  };
}

function repeated(job: Job, row: Row, columns: Column[], seen: Map<string, number>): FileFault | undefined {
  const before = seen.get(job.key);
  seen.set(job.key, before ?? row.line);
  if (before === undefined) return undefined;
  const meaning = job.host ? 'host' : 'port';
  return faultAt(row, columns, { meaning, code: 'duplicate', message: `this device is also in line ${before}` });
}

function checkRows(rows: Row[], columns: Column[], width: number, wanted: Wanted): Checked {
  const checked: Checked = { jobs: [], faults: [] };
  const seen = new Map<string, number>();
  for (const row of rows) {
    const odd = widthFault(row, width);
    const job = odd ? [] : (wanted.firmware ? updateOf : jobOf)(row, columns, wanted);
    if (odd) checked.faults.push(odd);
    else if (Array.isArray(job)) checked.faults.push(...job.map((wrong) => faultAt(row, columns, wrong)));
    else {
      const twice = repeated(job, row, columns, seen);
      if (twice) checked.faults.push(twice);
      else checked.jobs.push(job);
    }
  }
  return checked;
}

export async function checkFile(text: string, wanted: Wanted): Promise<Checked> {
  const { rows, fault } = await readTable(text);
  const [head, ...body] = rows;
  const broken = fault ? [fault] : [];
  if (!head) return { jobs: [], faults: fault ? broken : [{ line: 1, code: 'empty', message: 'the file is empty' }] };
  const { columns, faults } = readHead(head, body);
  if (faults.length > 0) return { jobs: [], faults: [...faults, ...broken] };
  if (body.length > ROWS_MAX)
    return { jobs: [], faults: [{ line: 1, code: 'too_large', message: `more than ${ROWS_MAX} devices in one file` }] };
  const checked = checkRows(body, columns, head.cells.length, wanted);
  if (body.length === 0 && !fault)
    broken.push({ line: 1, code: 'empty', message: 'there are no devices below the header row' });
  return { jobs: checked.jobs, faults: [...checked.faults, ...broken] };
}
