export class NotificationDto {
  id!: string
  /** The event it tells of. */
  kind!: string
  subjectType!: string
  subjectId!: string
  createdAt!: string
  title!: string
}

export class NotificationPageDto {
  items!: NotificationDto[]
  nextCursor!: string | null
}
