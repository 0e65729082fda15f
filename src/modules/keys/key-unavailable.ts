import { DomainError, OutOfReach } from '../../shared/domain/errors.js'

/** A private key does not open: it was wrapped by another key than those at hand, or the row was changed from outside. */
export class KeyUnavailable extends DomainError {
  constructor() {
    super(
      'unavailable',
      'unavailable',
      'A key of sealed bids cannot be opened at the moment. Nothing was changed; the operator has to look.',
    )
  }
}

/** The external key service is down, sealed or silent, or does not let the marketplace in. */
export class KeyServiceAway extends OutOfReach {
  constructor() {
    super(
      'The service that guards the keys of sealed bids cannot be used at the moment. Nothing was changed: try again in a few minutes. If it goes on, tell the operator.',
    )
  }
}
