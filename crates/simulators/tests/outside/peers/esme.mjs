// An account that nobody here wrote: npm `smpp` binds to our SMSC, hands over messages and prints what comes back.
//
//   node esme.mjs MODULES PORT
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [modules, port] = process.argv.slice(2);
const smpp = createRequire(join(modules, 'x.js'))('smpp');
const say = (what) => process.stdout.write(JSON.stringify(what) + '\n');

const session = smpp.connect({ host: '127.0.0.1', port: Number(port) });
session.on('error', (error) => say({ event: 'error', error: String(error) }));
session.on('close', () => say({ event: 'closed' }));
session.on('deliver_sm', (pdu) => {
  say({ event: 'receipt', words: pdu.short_message.message, id: pdu.receipted_message_id, state: pdu.message_state });
  session.send(pdu.response());
});
const ask = (command, fields) => new Promise((resolve) => session[command](fields, resolve));
const text = 'Hola [ñ] 5 €';
session.on('connect', async () => {
  const early = await ask('submit_sm', { destination_addr: '34600123456', short_message: 'x' });
  say({ event: 'early', command: early.command, status: early.command_status });
  const bound = await ask('bind_transceiver', { system_id: 'aldaba', password: 'secret08' });
  say({ event: 'bound', status: bound.command_status, by: bound.system_id });
  for (const data_coding of [0, 8]) {
    const answer = await ask('submit_sm', {
      source_addr: 'NPM', source_addr_ton: 5, destination_addr: '34600123456', dest_addr_ton: 1, dest_addr_npi: 1,
      data_coding, short_message: text, registered_delivery: 1,
    });
    say({ event: 'taken', status: answer.command_status, id: answer.message_id });
  }
  const unknown = await ask('query_sm', { message_id: '1' });
  say({ event: 'unknown', command: unknown.command, status: unknown.command_status });
  const alive = await ask('enquire_link', {});
  say({ event: 'alive', status: alive.command_status });
  const end = await ask('unbind', {});
  say({ event: 'unbound', status: end.command_status });
});
process.stdin.on('end', () => process.exit(0));
process.stdin.resume();
