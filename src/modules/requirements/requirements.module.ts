import { Module } from '@nestjs/common'
import { TypeOrmModule } from '@nestjs/typeorm'

import { AgreementsModule } from '../agreements/agreements.module.js'
import { GuidelinesModule } from '../guidelines/guidelines.module.js'
import { KeyHoldersModule } from '../key-holders/key-holders.module.js'
import { KeysModule } from '../keys/keys.module.js'
import { IdentityModule } from '../identity/identity.module.js'
import { AmendRequirementService } from './amend-requirement.service.js'
import { ApprovalPages } from './approval.pages.js'
import { ApprovalStandingService } from './approval-standing.service.js'
import { AnswerInvitationService } from './answer-invitation.service.js'
import { AnswerClarificationService } from './answer-clarification.service.js'
import { AnswerRuleClarificationService } from './answer-rule-clarification.service.js'
import { AskClarificationService } from './ask-clarification.service.js'
import { AskingStandingService } from './asking-standing.service.js'
import { AskRuleClarificationService } from './ask-rule-clarification.service.js'
import { CancelRequirementService } from './cancel-requirement.service.js'
import { ClarificationsController } from './clarifications.controller.js'
import { ClarificationsService } from './clarifications.service.js'
import { CloseRequirements } from './close-requirements.js'
import { ExtendRequirementService } from './extend-requirement.service.js'
import { GiveWaiverService } from './give-waiver.service.js'
import { InterestDeclarationsService } from './interest-declarations.service.js'
import { InterestsPages } from './interests.pages.js'
import { InvitationsController } from './invitations.controller.js'
import { InvitationsPages } from './invitations.pages.js'
import { NoteUnansweredRules } from './note-unanswered-rules.js'
import { OfficerRulesPages } from './officer-rules.pages.js'
import { OpportunitiesPages } from './opportunities.pages.js'
import { OpportunityFeedService } from './opportunity-feed.service.js'
import { OpportunityPages } from './opportunity.pages.js'
import { OpportunityService } from './opportunity.service.js'
import { PublishRequirementService } from './publish-requirement.service.js'
import { ReleaseHoldService } from './release-hold.service.js'
import { ReopenRequirementService } from './reopen-requirement.service.js'
import { RequirementApprovalService } from './requirement-approval.service.js'
import { RequirementChangesController } from './requirement-changes.controller.js'
import { RequirementChangesService } from './requirement-changes.service.js'
import { RequirementDraftsService } from './requirement-drafts.service.js'
import { RequirementHistoryService } from './requirement-history.service.js'
import { RequirementRecordsController } from './requirement-records.controller.js'
import { RequirementVersionsService } from './requirement-versions.service.js'
import { VersionsPages } from './versions.pages.js'
import { AmendmentsPages } from './amendments.pages.js'
import { ChangesPages } from './changes.pages.js'
import { ChangeStandingService } from './change-standing.service.js'
import { QuestionsPages } from './questions.pages.js'
import { QuestionStandingService } from './question-standing.service.js'
import { RulesPages } from './rules.pages.js'
import { RuleStandingService } from './rule-standing.service.js'
import { CommentsController } from './comments.controller.js'
import { CommentsPages } from './comments.pages.js'
import { CommentsService } from './comments.service.js'
import { Requirement } from './requirement.entity.js'
import { RequirementsController } from './requirements.controller.js'
import { RequirementsService } from './requirements.service.js'
import { OwnQuestionsPages } from './own-questions.pages.js'
import { OwnRulesPages } from './own-rules.pages.js'
import { RuleClarificationsController } from './rule-clarifications.controller.js'
import { RuleClarificationsService } from './rule-clarifications.service.js'
import { InvitationRecordsService } from './invitation-records.service.js'
import { InvitationRecordsPages } from './invitation-records.pages.js'
import { InviteSuppliers } from './invite-suppliers.js'
import { ShortlistPages } from './shortlist.pages.js'
import { ShortlistsController } from './shortlists.controller.js'
import { ShortlistsService } from './shortlists.service.js'
import { ViewInvitation } from './view-invitation.service.js'
import { NewRequirementPages } from './writing/new-requirement.pages.js'
import { RequirementWritingPages } from './writing/requirement-writing.pages.js'
import { RequirementWords } from './requirement-words.js'
import { RequirementWritingService } from './writing/requirement-writing.service.js'

@Module({
  imports: [TypeOrmModule.forFeature([Requirement]), AgreementsModule, GuidelinesModule, KeyHoldersModule, KeysModule, IdentityModule],
  controllers: [
    RequirementsController,
    RequirementChangesController,
    RequirementRecordsController,
    CommentsController,
    ClarificationsController,
    RuleClarificationsController,
    InvitationsController,
    ShortlistsController,
    ShortlistPages,
    InvitationRecordsPages,
    OpportunitiesPages,
    OpportunityPages,
    InvitationsPages,
    NewRequirementPages,
    RequirementWritingPages,
    ApprovalPages,
    VersionsPages,
    CommentsPages,
    QuestionsPages,
    RulesPages,
    ChangesPages,
    AmendmentsPages,
    InterestsPages,
    OfficerRulesPages,
    OwnQuestionsPages,
    OwnRulesPages,
  ],
  providers: [
    RequirementsService,
    RequirementDraftsService,
    RequirementApprovalService,
    ApprovalStandingService,
    RequirementHistoryService,
    RequirementVersionsService,
    CommentsService,
    QuestionStandingService,
    RuleStandingService,
    ChangeStandingService,
    PublishRequirementService,
    ReleaseHoldService,
    ExtendRequirementService,
    AmendRequirementService,
    CancelRequirementService,
    ReopenRequirementService,
    RequirementChangesService,
    ClarificationsService,
    AskClarificationService,
    AskingStandingService,
    AnswerClarificationService,
    RuleClarificationsService,
    AskRuleClarificationService,
    AnswerRuleClarificationService,
    GiveWaiverService,
    InterestDeclarationsService,
    AnswerInvitationService,
    ViewInvitation,
    ShortlistsService,
    InvitationRecordsService,
    InviteSuppliers,
    OpportunityFeedService,
    OpportunityService,
    CloseRequirements,
    RequirementWords,
    RequirementWritingService,
    NoteUnansweredRules,
  ],
  exports: [RequirementsService, InterestDeclarationsService],
})
export class RequirementsModule {}
