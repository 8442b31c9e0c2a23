#pragma once

#include "gateway/providers/catalog.h"
#include "gateway/routing/matching/request_traits.h"

#include <string>

namespace gateway::routing {

/// What a request needs that a model does not have, as the catalog knows it, in
/// words that go on after "it": "takes no tools". Empty: nothing, or not known, or only
/// that it is too long. Pure; costs as much as looking for what the model does not have.
Sentence lackOf(const providers::CatalogModel& model, RequestTraits& traits);

/// Whether a request surely has more tokens than a model holds. Pure.
bool isTooLong(const providers::CatalogModel& model, RequestTraits& traits);

/// Whether a request wants its answer in a JSON schema and the model is not known to
/// keep to one. The catalog does not tell all that do.
bool mayMissSchema(const providers::CatalogModel& model, RequestTraits& traits);

} // namespace gateway::routing
