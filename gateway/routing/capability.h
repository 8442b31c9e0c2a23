#pragma once

#include "gateway/providers/catalog.h"
#include "gateway/routing/matching/request_traits.h"

#include <string>

namespace gateway::routing {

/// What a request needs that a model lacks according to the catalog, in words that follow "it": "takes no tools". Empty
/// if it lacks nothing, if that is unknown, or if the request is only too long. Pure; takes as long as searching the
/// request for what the model lacks.
Sentence lackOf(const providers::CatalogModel& model, RequestTraits& traits);

/// Whether a request certainly has more tokens than the model's context window. Pure.
bool isTooLong(const providers::CatalogModel& model, RequestTraits& traits);

/// Whether a request wants an answer that follows a JSON schema and the model is not known to support that. The catalog
/// does not list all that do.
bool mayMissSchema(const providers::CatalogModel& model, RequestTraits& traits);

} // namespace gateway::routing
