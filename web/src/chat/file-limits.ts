export const maxFileBytes = 5 * 1024 * 1024;
export const acceptedTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'audio/*'];

/** The longest side of a photo that we send: a letter stays readable, and prepaid data is spared. */
const maxPhotoPixels = 2000;
const smallEnoughBytes = 1024 * 1024;

export type FileFault = 'fileTooLarge' | 'fileWrongType' | 'fileEmpty';

/** What is wrong with a file, as the key of its text. */
export function faultOf(file: Pick<File, 'size' | 'type'>): FileFault | undefined {
  const type = file.type.split(';')[0] ?? '';
  if (!acceptedTypes.includes(type) && !type.startsWith('audio/')) return 'fileWrongType';
  if (file.size === 0) return 'fileEmpty';
  return file.size > maxFileBytes ? 'fileTooLarge' : undefined;
}

/** Makes a large photo smaller. Gives the file itself back when the browser cannot, or when it would not help. */
export async function shrunkPhoto(file: File): Promise<File> {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size <= smallEnoughBytes) return file;
  try {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, maxPhotoPixels / Math.max(image.width, image.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' });
  } catch {
    return file;
  }
}
