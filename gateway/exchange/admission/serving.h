#pragma once

#include "ask.h"

#include "gateway/core/error.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/routing/route_planner.h"

#include <string_view>

namespace gateway::exchange {

/// The name of the service that `ask` wants, where that is no conversation: "embeddings", "reranking". Static text.
std::string_view servedName(const Ask& ask);

/// Whether `provider` has an endpoint for embeddings, or for what passes as it is (images, files), where `ask` wants one of those.
bool serves(const Provider& provider, const Ask& ask);

/// The error of one provider that has turned out not to have it; `why` says how.
Error notServedBy(const Ask& ask, std::string_view provider, std::string_view model, const Sentence& why);

/// Whether no provider of the plan has that endpoint, as far as their addresses are known.
bool isServedNowhere(const routing::Plan& plan, const Ask& ask, const Snapshot& snapshot);

/// The error for that: it names the providers with that endpoint which `consumer` may use or, if there are none, some of the catalog.
/// `model` is as the client named it; empty: none.
Error notServed(const Ask& ask, std::string_view model, std::string_view consumer, const Snapshot& snapshot);

} // namespace gateway::exchange
