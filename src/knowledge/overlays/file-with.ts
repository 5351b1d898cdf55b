import { parseDocument } from 'yaml';
import { staffFields, type Overlay } from '../../core/overlay.ts';

/** The text of a municipality's file with these overlays in it; its comments and all else stay. */
export function fileWith(text: string, overlays: readonly Pick<Overlay, 'part' | 'value'>[]): string {
  const document = parseDocument(text);
  const put = (path: (string | number)[], value: unknown): void => {
    if (value === undefined || value === null) document.deleteIn(path);
    else document.setIn(path, document.createNode(value));
  };
  for (const { part, value } of overlays) {
    if (!part.startsWith('staff/')) {
      put([part], value);
      continue;
    }
    const { staff } = document.toJS() as { staff: { id: string }[] };
    const at = staff.findIndex(({ id }) => part === `staff/${id}`);
    const said = value as Readonly<Record<string, unknown>>;
    for (const field of staffFields) if (at >= 0) put(['staff', at, field], said[field]);
  }
  return document.toString({ lineWidth: 0 });
}
