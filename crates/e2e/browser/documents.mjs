// What programs that nobody here wrote say of a document: pyHanko of its signature, qpdf of its structure, poppler of
// its words.

import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { check, input } from './support.mjs';

const VALIDATE = fileURLToPath(new URL('../python/validate_pdf.py', import.meta.url));

/**
 * Keeps a document in a file of the journey's own folder.
 *
 * @param {string} name
 * @param {Buffer} bytes
 */
export async function keep(name, bytes) {
  const path = join(input().scratch, name);
  await writeFile(path, bytes);
  return path;
}

/** The words of a document. @param {string} path */
export const wordsOf = (path) => execFileSync('pdftotext', ['-layout', path, '-']).toString();

/**
 * Fails unless the document is whole, sealed and trusted, and its structure clean.
 *
 * @param {string} path
 */
export function sound(path) {
  const python = process.env.ALDABA_TEST_PYTHON ?? 'python3';
  const says = JSON.parse(execFileSync(python, [VALIDATE, path]).toString());
  for (const word of ['intact', 'valid', 'trusted', 'bottom_line']) {
    check(says[word] === true, `pyHanko: the seal is not ${word}: ${JSON.stringify(says)}`);
  }
  check(says.coverage === 'ENTIRE_FILE', `pyHanko: the seal covers ${says.coverage}`);
  check(says.certification === 'NO_CHANGES', `pyHanko: the certification is ${says.certification}`);
  // It ends with an error when it finds anything.
  execFileSync('qpdf', ['--check', path]);
  return says;
}

/** A copy with one byte changed, in the middle. @param {Buffer} bytes */
export function changed(bytes) {
  const copy = Buffer.from(bytes);
  const middle = Math.floor(copy.length / 2);
  copy[middle] ^= 1;
  return copy;
}
