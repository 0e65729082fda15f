export class OrderedPackDto {
  /** Ask for it at /api/v1/exports. */
  exportId!: string
}
