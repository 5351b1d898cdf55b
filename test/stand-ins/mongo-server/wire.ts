import { BSON, type Document } from 'mongodb';

const opMsg = 2013;
const headBytes = 16;
/** Length, request id, id answered to, opcode; then flags and the kind of the first section. */
const bodyAt = headBytes + 4 + 1;

/** One message of MongoDB's protocol, as it goes over the wire. */
export interface Frame {
  bytes: Buffer;
  requestId: number;
  responseTo: number;
  /** The command or the answer, with the statements that stand in a section of their own. */
  body?: Document;
}

/** Cuts a stream into whole messages. */
export function createFrameReader(onFrame: (frame: Frame) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= headBytes && rest.length >= rest.readInt32LE(0)) {
      const length = rest.readInt32LE(0);
      const bytes = Buffer.from(rest.subarray(0, length));
      rest = rest.subarray(length);
      onFrame(readFrame(bytes));
    }
  };
}

function readFrame(bytes: Buffer): Frame {
  const frame = { bytes, requestId: bytes.readInt32LE(4), responseTo: bytes.readInt32LE(8) };
  if (bytes.readInt32LE(12) !== opMsg) return frame;
  const body: Document = {};
  for (let at = headBytes + 4; at < bytes.length;) {
    const kind = bytes[at];
    const size = bytes.readInt32LE(at + 1);
    const section = bytes.subarray(at + 1, at + 1 + size);
    if (kind === 0) Object.assign(body, BSON.deserialize(section, { promoteBuffers: true }));
    else Object.assign(body, readSequence(section));
    at += 1 + size;
  }
  return { ...frame, body };
}

function readSequence(section: Buffer): Document {
  const nameEnd = section.indexOf(0, 4);
  const documents: Document[] = [];
  for (let at = nameEnd + 1; at < section.length; at += section.readInt32LE(at)) {
    documents.push(BSON.deserialize(section.subarray(at, at + section.readInt32LE(at)), { promoteBuffers: true }));
  }
  return { [section.toString('utf8', 4, nameEnd)]: documents };
}

/** The same message with another body. */
export function withBody({ bytes }: Frame, body: Document): Buffer {
  const changed = Buffer.concat([bytes.subarray(0, bodyAt), BSON.serialize(body)]);
  changed.writeInt32LE(changed.length, 0);
  changed.writeInt32LE(0, headBytes); // no checksum
  return changed;
}
