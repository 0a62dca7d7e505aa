"""The evaluator of the rules for replies of mail servers, as `schema/delivery` tells it."""
