// Bundles: COSE_Sign1 around a zstd frame around a CBOR message. PROTOCOL.md, Bundles.

import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createDCtx, decompressUsingDict, init } from '@bokuweb/zstd-wasm';
import { decode, encode } from 'cborg';
import { Decompress } from 'fzstd';

export const MOST_BUNDLE = 1 << 20;
export const MOST_MESSAGE = 8 << 20;
const MOST_WINDOW = 8 << 20;
/** The dictionary that short messages may be packed with. */
export const DICTIONARY_1 = readFileSync(new URL('../../../crates/protocol/dictionary/1.zdict', import.meta.url));
/** What a frame calls it: the four bytes behind the dictionary's magic number. */
const NUMBER_1 = DICTIONARY_1.readUInt32LE(4);
await init();
const PROTECTED = encode(new Map([[1, -8]]));
const KEY_ID = 4;
const TAGS = { 18: (inner) => inner() };

/** What a bundle is refused with, as a code of the protocol. */
export class Refused extends Error {
  constructor(code, why) {
    super(why);
    this.code = code;
  }
}
const malformed = (why) => new Refused(1, why);
const tooLarge = () => new Refused(2, 'too large');
const badSignature = () => new Refused(3, 'the signature does not hold');

// ---- Keys ----

const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

const rawPublic = (key) => new Uint8Array(key.export({ format: 'der', type: 'spki' }).subarray(SPKI.length));

/** The key with this seed, or a new one. */
export function secretKey(seed) {
  const key = seed
    ? createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
    : generateKeyPairSync('ed25519').privateKey;
  const publicKey = rawPublic(createPublicKey(key));
  return { key, publicKey, device: deviceOf(publicKey) };
}

/** The first 12 bytes of the SHA-256 of the public key. */
export const deviceOf = (publicKey) => new Uint8Array(createHash('sha256').update(publicKey).digest().subarray(0, 12));

// ---- Sealing and opening ----

/** Packs and signs a message. Only the server leaves its device id out. */
export function seal(message, purpose, secret, keyId = secret.device) {
  return signed(rawFrame(encode(message)), purpose, secret, keyId);
}

/** Signs a payload. */
export function signed(payload, purpose, secret, keyId = secret.device) {
  const signature = new Uint8Array(sign(null, toBeSigned(PROTECTED, purpose, payload), secret.key));
  const unprotected = new Map(keyId ? [[KEY_ID, keyId]] : []);
  return new Uint8Array([0xd2, ...encode([PROTECTED, unprotected, payload, signature])]);
}

/** Checks a bundle with `publicKey` and gives its message. */
export function open(bytes, purpose, publicKey) {
  const { protectedHeader, payload, signature } = parse(bytes);
  if (header(protectedHeader).get(1) !== -8) throw badSignature();
  const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
  if (!verify(null, toBeSigned(protectedHeader, purpose, payload), key, signature)) throw badSignature();
  return unpack(payload);
}

/** Opens a bundle with a key that it brings: enrolment only. */
export function openWithOwnKey(bytes, purpose, keyField) {
  return open(bytes, purpose, unpack(parse(bytes).payload).get(keyField));
}

/** The message of a bundle, unchecked. */
export const peek = (bytes) => unpack(parse(bytes).payload);

/** The parts of a bundle, unchecked. */
export function parse(bytes) {
  if (bytes.length > MOST_BUNDLE) throw tooLarge();
  const parts = cbor(bytes);
  if (!Array.isArray(parts) || parts.length !== 4) throw malformed('not COSE_Sign1');
  const [protectedHeader, unprotected, payload, signature] = parts;
  return { protectedHeader, keyId: unprotected.get(KEY_ID), payload, signature };
}

const header = (bytes) => (bytes.length > 0 ? cbor(bytes) : new Map());

const toBeSigned = (protectedHeader, purpose, payload) =>
  encode(['Signature1', protectedHeader, new TextEncoder().encode(purpose), payload]);

function unpack(payload) {
  return cbor(unzstd(payload));
}

/** Reads exactly one CBOR item. Maps have integer keys, so they come as `Map`. */
export function cbor(bytes) {
  try {
    return decode(bytes, { useMaps: true, tags: TAGS, allowIndefinite: false });
  } catch (error) {
    throw malformed(error.message);
  }
}

// ---- zstd ----

const MOST_BLOCK = 1 << 17;

/** A zstd frame of raw blocks: any frame will do. */
export function rawFrame(bytes) {
  const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0]);
  head.writeUInt32LE(bytes.length, 5);
  const parts = [head];
  let at = 0;
  do {
    const block = bytes.subarray(at, at + MOST_BLOCK);
    at += block.length;
    const size = Buffer.alloc(3);
    size.writeUIntLE((block.length << 3) | (at === bytes.length ? 1 : 0), 0, 3);
    parts.push(size, block);
  } while (at < bytes.length);
  return new Uint8Array(Buffer.concat(parts));
}

/** Unpacks a frame, up to the limit whatever it says of itself. */
function unzstd(frame) {
  if (window(frame) > MOST_WINDOW) throw malformed('asks for too large a window');
  const number = dictionary(frame);
  if (number !== 0) {
    if (number !== NUMBER_1) throw new Refused(11, 'a dictionary that is not known here');
    return decompressUsingDict(createDCtx(), frame, DICTIONARY_1);
  }
  const parts = [];
  let size = 0;
  const stream = new Decompress((part) => {
    size += part.length;
    if (size > MOST_MESSAGE) throw tooLarge();
    parts.push(part);
  });
  try {
    stream.push(frame, true);
  } catch (error) {
    throw error instanceof Refused ? error : malformed(error.message);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** The number of the dictionary that a frame was packed with; 0 for none (RFC 8878, 3.1.1.1). */
function dictionary(frame) {
  const size = [0, 1, 2, 4][frame[4] & 3];
  const at = (frame[4] & 0x20) !== 0 ? 5 : 6;
  return size === 0 ? 0 : Buffer.from(frame).readUIntLE(at, size);
}

/** What a frame asks its reader to keep (RFC 8878, 3.1.1.1). */
function window(frame) {
  const view = Buffer.from(frame);
  if (view.length < 6 || view.readUInt32LE(0) !== 0xfd2fb528) throw malformed('not a zstd frame');
  const single = (view[4] & 0x20) !== 0;
  if (!single) {
    const base = 2 ** (10 + (view[5] >> 3));
    return base + (base / 8) * (view[5] & 7);
  }
  const at = 5 + [0, 1, 2, 4][view[4] & 3];
  const size = 2 ** (view[4] >> 6);
  if (at + size > view.length) throw malformed('a zstd frame that breaks off');
  if (size === 8) return Number(view.readBigUInt64LE(at));
  return view.readUIntLE(at, size) + (size === 2 ? 256 : 0);
}
