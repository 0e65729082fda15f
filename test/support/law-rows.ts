/**
 * Rows of the law on agreements, by the names that their tests bear: the tables of PCR 2015 reg. 34 (L1) and PA 2023 ss. 34 to 40 (L2), of the facts of
 * the agreement there is (L3), and the vectors of its timers (V). What is done with applications and memberships joins them here as it is built.
 */
export const LAW_ROWS: readonly string[] = [
  'L1 criteria per category',
  'L1 initial window',
  'L1 tender period',
  'L1 validity stated and changed',
  'L1 may end early',
  'L1 no charges',
  'L2 conditions cannot change',
  'L2 no first window',
  'L3 filter tree',
  'L3 thresholds by date',
  'L3 policy references by date',
  'L1 invite all',
  'L1 after first invitation no closing date',
  'L2 tenders from non-members disregarded',
  'L2 pending application considered',
  'RM filter tree',
  'RM freshness 2 working days',
  'RM unique name',
  'T7 shortlist',
  'T7 publish invites all',
  'T7 new supplier admitted, PCR',
  'T7 new supplier admitted, PA',
]
