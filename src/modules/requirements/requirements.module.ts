import { Module } from '@nestjs/common'
import { TypeOrmModule } from '@nestjs/typeorm'

import { GuidelinesModule } from '../guidelines/guidelines.module.js'
import { AmendRequirementService } from './amend-requirement.service.js'
import { AnswerClarificationService } from './answer-clarification.service.js'
import { AnswerRuleClarificationService } from './answer-rule-clarification.service.js'
import { AskClarificationService } from './ask-clarification.service.js'
import { AskRuleClarificationService } from './ask-rule-clarification.service.js'
import { CancelRequirementService } from './cancel-requirement.service.js'
import { ClarificationsController } from './clarifications.controller.js'
import { ClarificationsService } from './clarifications.service.js'
import { CloseRequirements } from './close-requirements.js'
import { ExtendRequirementService } from './extend-requirement.service.js'
import { GiveWaiverService } from './give-waiver.service.js'
import { InterestDeclarationsService } from './interest-declarations.service.js'
import { PublishRequirementService } from './publish-requirement.service.js'
import { ReleaseHoldService } from './release-hold.service.js'
import { ReopenRequirementService } from './reopen-requirement.service.js'
import { RequirementApprovalService } from './requirement-approval.service.js'
import { RequirementChangesController } from './requirement-changes.controller.js'
import { RequirementChangesService } from './requirement-changes.service.js'
import { RequirementDraftsService } from './requirement-drafts.service.js'
import { Requirement } from './requirement.entity.js'
import { RequirementsController } from './requirements.controller.js'
import { RequirementsService } from './requirements.service.js'
import { RuleClarificationsController } from './rule-clarifications.controller.js'
import { RuleClarificationsService } from './rule-clarifications.service.js'

@Module({
  imports: [TypeOrmModule.forFeature([Requirement]), GuidelinesModule],
  controllers: [RequirementsController, RequirementChangesController, ClarificationsController, RuleClarificationsController],
  providers: [
    RequirementsService,
    RequirementDraftsService,
    RequirementApprovalService,
    PublishRequirementService,
    ReleaseHoldService,
    ExtendRequirementService,
    AmendRequirementService,
    CancelRequirementService,
    ReopenRequirementService,
    RequirementChangesService,
    ClarificationsService,
    AskClarificationService,
    AnswerClarificationService,
    RuleClarificationsService,
    AskRuleClarificationService,
    AnswerRuleClarificationService,
    GiveWaiverService,
    InterestDeclarationsService,
    CloseRequirements,
  ],
})
export class RequirementsModule {}
