export class NotificationDto {
  id!: string
  /** The event it tells of, such as `requirement.invited`. */
  kind!: string
  /** What `subjectId` names, such as `requirement`, `application` or `membership`. */
  subjectType!: string
  subjectId!: string
  createdAt!: string
  title!: string
}

export class NotificationPageDto {
  items!: NotificationDto[]
  nextCursor!: string | null
}
