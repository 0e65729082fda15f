import { IsDefined, IsIn, IsString, Matches, MaxLength } from 'class-validator'

import { RULE_ANSWERS, type RuleAnswer } from './rule-clarification-queries.js'

export class AnswerRuleForm {
  @IsDefined({ message: 'Select what you answer' })
  @IsIn(RULE_ANSWERS, { message: 'Select one of the answers' })
  outcome!: RuleAnswer

  @IsDefined({ message: 'Write what was said against the rule, for everybody to read' })
  @IsString({ message: 'Write what was said into the one box' })
  @Matches(/\S/, { message: 'Write what was said against the rule, for everybody to read' })
  @MaxLength(5000, { message: 'What was said must have at most 5,000 characters' })
  question!: string

  @IsDefined({ message: 'Write your answer' })
  @IsString({ message: 'Write your answer into the one box' })
  @Matches(/\S/, { message: 'Write your answer' })
  @MaxLength(10_000, { message: 'Your answer must have at most 10,000 characters' })
  answer!: string
}

export class AskRuleForm {
  @IsDefined({ message: 'Enter the rule that does not fit, such as SR-07' })
  @IsString({ message: 'Enter one rule' })
  @Matches(/\S/, { message: 'Enter the rule that does not fit, such as SR-07' })
  @MaxLength(20, { message: 'The rule must have at most 20 characters, such as SR-07' })
  rule!: string

  @IsDefined({ message: 'Say why the rule does not fit' })
  @IsString({ message: 'Write why it does not fit into the one box' })
  @Matches(/\S/, { message: 'Say why the rule does not fit' })
  @MaxLength(5000, { message: 'The reason must have at most 5,000 characters' })
  reason!: string
}
