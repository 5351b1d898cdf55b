import busboy, { type Busboy } from 'busboy';
import { Problem } from '../../core/errors.ts';
import { parseJson } from '../../core/json.ts';
import type { HttpRequest } from '../../core/http.ts';

/** The parts of a multipart upload. */
export interface Upload {
  /** The JSON of the part `activity`; a bare message when there is none. */
  activity: unknown;
  files: UploadedFile[];
}

export interface UploadedFile {
  bytes: Buffer;
  name?: string;
}

export interface UploadLimits {
  maxUploadBytes: number;
  maxUploadFiles: number;
}

/** For the activity, part headers and boundaries. */
const allowanceBytes = 128 * 1024;

/** Reads all of it or throws: `unsupported_type`, `too_large`, `bad_request`. */
export async function readUpload(request: HttpRequest, limits: UploadLimits): Promise<Upload> {
  const parser = openParser(request, limits);
  const body = await readBody(request, limits.maxUploadBytes + allowanceBytes);
  if (!body) throw tooLarge(limits);
  const upload = await parse(parser, body, limits);
  const totalBytes = upload.files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (totalBytes > limits.maxUploadBytes || upload.files.length > limits.maxUploadFiles) throw tooLarge(limits);
  return upload;
}

const tooLarge = ({ maxUploadBytes, maxUploadFiles }: UploadLimits): Problem =>
  new Problem('too_large', undefined, { details: { maxUploadBytes, maxUploadFiles } });

function openParser({ headers }: HttpRequest, { maxUploadFiles }: UploadLimits): Busboy {
  if (!/^multipart\/form-data\b/i.test(headers['content-type'] ?? '')) throw new Problem('unsupported_type');
  try {
    // One file more than allowed is the activity, which clients send as a file; one more still is the one too many.
    return busboy({ headers, defParamCharset: 'utf8', limits: { files: maxUploadFiles + 2, fields: 2 } });
  } catch (cause) {
    throw new Problem('bad_request', undefined, { cause });
  }
}

/**
 * A sender reads the answer only after it has sent all, so what is too large is still heard out, unkept, up to twice the
 * limit. `undefined` when it was too large.
 */
async function readBody(request: HttpRequest, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let received = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    received += chunk.length;
    if (received <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
    if (received > 2 * maxBytes) break;
  }
  return received > maxBytes ? undefined : Buffer.concat(chunks);
}

function parse(parser: Busboy, body: Buffer, limits: UploadLimits): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const upload: Upload = { activity: { type: 'message' }, files: [] };
    const refuse = (cause?: unknown): void => reject(new Problem('bad_request', undefined, { cause }));
    const takeActivity = (json: string): void => {
      try {
        upload.activity = parseJson(json);
      } catch (error) {
        reject(error instanceof Problem ? error : new Problem('bad_json', undefined, { cause: error }));
      }
    };
    parser.on('field', (part, value) => part === 'activity' && takeActivity(value));
    parser.on('file', (part, stream, { filename }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', refuse);
      stream.on('end', () => {
        const bytes = Buffer.concat(chunks);
        if (part === 'activity') takeActivity(bytes.toString('utf8'));
        else upload.files.push({ bytes, ...(filename && { name: tidy(filename) }) });
      });
    });
    parser.on('filesLimit', () => reject(tooLarge(limits)));
    parser.on('fieldsLimit', () => refuse());
    parser.on('error', refuse);
    parser.on('close', () => resolve(upload));
    parser.end(body);
  });
}

/** The last part of a path, without what could break or turn around a line. */
const tidy = (name: string): string =>
  name
    .replace(/^.*[/\\]/, '')
    .replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .slice(0, 100);
