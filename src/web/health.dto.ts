export class HealthDto {
  /** Always "ok"; anything else is a problem document. */
  status!: string
}
