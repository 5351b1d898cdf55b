import { createHash } from 'node:crypto';

/** A file that is not what was written: cut off, changed, or of another kind. */
export class BrokenPack extends Error {
  constructor(reason: string) {
    super(`This is not a whole model file: ${reason}.`);
    this.name = 'BrokenPack';
  }
}

const kinds = { Int8Array, Float32Array, Int32Array };
type Kind = keyof typeof kinds;
type Numbers = InstanceType<(typeof kinds)[Kind]>;

/** Stands in the JSON for an array of numbers. */
interface Section {
  $kind: Kind;
  length: number;
}

const magic = Buffer.from('wegwijs1');
const hashBytes = 32;
const start = magic.length + hashBytes + 4;
const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const isNumbers = (value: unknown): value is Numbers => Object.values(kinds).some((kind) => value instanceof kind);
const bytesOf = ({ buffer, byteOffset, byteLength }: Numbers): Buffer => Buffer.from(buffer, byteOffset, byteLength);

/** Plain data and typed arrays, as one block of bytes with its own checksum. */
export function pack(value: unknown): Buffer {
  const sections: Buffer[] = [];
  const json = JSON.stringify(value, (_key, item: unknown) => {
    if (!isNumbers(item)) return item;
    sections.push(bytesOf(item));
    return { $kind: item.constructor.name as Kind, length: item.length } satisfies Section;
  });
  const header = Buffer.from(json);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(header.length);
  const body = Buffer.concat([header, ...sections]);
  return Buffer.concat([magic, digest(body), size, body]);
}

/** The other way round. Throws BrokenPack for anything that `pack` did not write whole. */
export function unpack(bytes: Buffer): unknown {
  if (bytes.length < start || !bytes.subarray(0, magic.length).equals(magic))
    throw new BrokenPack('it begins otherwise');
  const body = bytes.subarray(start);
  if (!digest(body).equals(bytes.subarray(magic.length, magic.length + hashBytes)))
    throw new BrokenPack('its checksum');
  let at = bytes.readUInt32LE(start - 4);
  return JSON.parse(body.subarray(0, at).toString(), (_key, item: unknown) => {
    if (!isSection(item)) return item;
    const numbers = new kinds[item.$kind](item.length);
    bytesOf(numbers).set(body.subarray(at, at + numbers.byteLength));
    at += numbers.byteLength;
    return numbers;
  });
}

const isSection = (item: unknown): item is Section => typeof item === 'object' && item !== null && '$kind' in item;
