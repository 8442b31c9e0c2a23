#pragma once

#include "ask.h"

#include "gateway/core/error.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/routing/route_planner.h"

#include <string_view>

namespace gateway::exchange {

/// The name of the service that `ask` needs, if it is not a conversation: "embeddings", "reranking". Static text.
std::string_view servedName(const Ask& ask);

/// Whether `provider` has the endpoint that `ask` needs, if that is embeddings or something that is passed through
/// (images, files).
bool serves(const Provider& provider, const Ask& ask);

/// The error for one provider that turned out not to have the endpoint; `why` says how that became known.
Error notServedBy(const Ask& ask, std::string_view provider, std::string_view model, const Sentence& why);

/// Whether no provider of the plan has the endpoint, as far as their endpoints are known.
bool isServedNowhere(const routing::Plan& plan, const Ask& ask, const Snapshot& snapshot);

/// The error when no provider has the endpoint: it lists the providers that have it and that `consumer` may use or, if
/// there are none, some of the catalog. `model` is as the client named it; empty if it named none.
Error notServed(const Ask& ask, std::string_view model, std::string_view consumer, const Snapshot& snapshot);

} // namespace gateway::exchange
