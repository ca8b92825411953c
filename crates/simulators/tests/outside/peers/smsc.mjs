// An SMSC that nobody here wrote: npm `smpp`. It prints a line of JSON for everything that happens, and ends with
// its standard input. Numbers that end in 0001 are throttled once, those in 0002 are never answered, and those in
// 0003 cannot be delivered.
//
//   node smsc.mjs MODULES [KEY CERTIFICATE]
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [modules, key, cert] = process.argv.slice(2);
const smpp = createRequire(join(modules, 'x.js'))('smpp');
const say = (what) => process.stdout.write(JSON.stringify(what) + '\n');
const throttled = new Set();
const sessions = new Set();
let number = 0;

function submit(session, pdu) {
  const to = pdu.destination_addr;
  if (to.endsWith('0001') && !throttled.has(to)) {
    throttled.add(to);
    return session.send(pdu.response({ command_status: smpp.ESME_RTHROTTLED }));
  }
  const id = `npm-${++number}`;
  const { message, udh } = pdu.short_message;
  say({
    event: 'message', id, to, from: pdu.source_addr, ton: pdu.source_addr_ton, coding: pdu.data_coding,
    text: message, udh: udh ? [udh].flat().map((part) => Buffer.from(part).toString('hex')).join('') : null,
    receipt: pdu.registered_delivery, valid: pdu.validity_period,
  });
  if (to.endsWith('0002')) return;
  session.send(pdu.response({ message_id: id }));
  if (pdu.registered_delivery) {
    const state = to.endsWith('0003') ? 'UNDELIV' : 'DELIVRD';
    // Only the words of appendix B, no optional parameters: the other way to say it.
    session.deliver_sm({
      source_addr: to, destination_addr: pdu.source_addr, esm_class: 4,
      short_message: `id:${id} sub:001 dlvrd:001 submit date:2611221001 done date:2611221002 stat:${state} err:011 text:`,
    }, (answer) => say({ event: 'acknowledged', status: answer.command_status }));
  }
}

const options = key ? { key: readFileSync(key), cert: readFileSync(cert) } : {};
const server = smpp.createServer(options, (session) => {
  sessions.add(session);
  session.on('error', () => {});
  session.on('close', () => { sessions.delete(session); say({ event: 'closed' }); });
  session.on('bind_transceiver', (pdu) => {
    const right = pdu.system_id === 'aldaba' && pdu.password === 'secret08';
    say({ event: 'bind', system_id: pdu.system_id, version: pdu.interface_version, right });
    session.send(pdu.response(right ? { system_id: 'npm' } : { command_status: smpp.ESME_RINVPASWD }));
    if (!right) session.close();
  });
  session.on('submit_sm', (pdu) => submit(session, pdu));
  session.on('enquire_link', (pdu) => { say({ event: 'enquired' }); session.send(pdu.response()); });
  session.on('unbind', (pdu) => { say({ event: 'unbind' }); session.send(pdu.response()); session.close(); });
});
server.on('error', () => {});
server.on('tlsClientError', () => {});
server.listen(0, '127.0.0.1', () => say({ event: 'ready', port: server.address().port }));

// A word on standard input: `hang_up` cuts every session, `enquire` asks whether we are there.
process.stdin.setEncoding('utf8');
process.stdin.on('data', (word) => {
  if (word.includes('hang_up')) for (const session of sessions) session.destroy();
  if (word.includes('enquire')) for (const session of sessions) {
    session.enquire_link((answer) => say({ event: 'alive', status: answer.command_status }));
  }
});
process.stdin.on('end', () => process.exit(0));
