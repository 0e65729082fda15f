/** What an upload is refused by, whatever the file is for: its form, its name, its size and what is in it. */
export const REFUSED_UPLOADS = [
  'form-broken',
  'file-missing',
  'file-name-missing',
  'file-name-not-allowed',
  'several-files',
  'file-too-large',
  'file-empty',
  'file-type-not-allowed',
  'file-type-mismatch',
  'file-encrypted',
  'file-with-macros',
  'file-reaches-out',
  'file-packed-too-much',
  'file-with-formulas',
  'too-many-files',
  'too-many-uploads',
  'storage-full',
] as const

/** Why the bytes of a file are not given out, whoever may read it. */
export const BYTES_NOT_GIVEN = ['file-not-scanned', 'file-infected', 'file-unscannable', 'file-not-at-hand'] as const
