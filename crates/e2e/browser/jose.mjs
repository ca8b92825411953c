// `jose`, which nobody here wrote, mints keys and reads what we encrypted with their public halves.

import process from 'node:process';
import { compactDecrypt, exportJWK, generateKeyPair, importJWK } from 'jose';

import { check, input } from './support.mjs';

const { step, keys, tokens } = input();

/** @param {string} alg @param {string} kid */
async function mint(alg, kid) {
  const pair = await generateKeyPair(alg, { extractable: true, modulusLength: 2048, crv: 'P-256' });
  const described = { use: 'enc', kid };
  return {
    private: { ...(await exportJWK(pair.privateKey)), ...described },
    public: { ...(await exportJWK(pair.publicKey)), ...described },
  };
}

/** @param {{ token: string, alg: string, kid: string }} sent */
async function read({ token, alg, kid }) {
  const key = await importJWK(keys.find((/** @type {any} */ one) => one.kid === kid), alg);
  const options = { keyManagementAlgorithms: [alg], contentEncryptionAlgorithms: ['A256GCM'] };
  const { plaintext, protectedHeader } = await compactDecrypt(token, key, options);
  check(protectedHeader.kid === kid, `the header names the key ${protectedHeader.kid}`);
  check(protectedHeader.cty === 'JWT', `the content is a ${protectedHeader.cty}`);
  return new TextDecoder().decode(plaintext);
}

const outcome = step === 'mint'
  ? await Promise.all([mint('RSA-OAEP-256', 'rsa'), mint('ECDH-ES', 'ec')])
  : await Promise.all(tokens.map(read));
process.stdout.write(`${JSON.stringify(outcome)}\n`);
