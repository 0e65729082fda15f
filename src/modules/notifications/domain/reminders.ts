export interface Reminder {
  /** Due so many hours before the deadline. */
  hoursBefore: number
  /** Where it could not be given in time, it still is until so many hours before the deadline. */
  lateUntilHours: number
}

/** When suppliers are reminded of a bid that is still a draft. Own figures: two days are time to finish it, two hours are time to submit it. */
export const REMINDERS: readonly Reminder[] = [
  { hoursBefore: 48, lateUntilHours: 24 },
  { hoursBefore: 2, lateUntilHours: 0 },
]
