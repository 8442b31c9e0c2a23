#pragma once

#include "gateway/exchange/admission/client_request.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/protocol/format.h"

#include <string_view>

namespace gateway::exchange {

/// What an answer is, as far as its content type says it. Values only; any thread.

/// The content type of a stream with that framing. Static text.
std::string_view typeOf(protocol::Framing framing);
/// Its path, and those of single batches.
bool isBatch(const Ask& ask);
/// The path that batches are made at.
inline constexpr std::string_view kBatches = "batches";

/// A stream of the target's format; of what passes as it is, one of events. `isFiltered`: see `AnswerReader::isFiltered()`.
bool isAskedStream(const ClientRequest& request, const Access& access, std::string_view contentType, bool isFiltered);
/// It may be a stream that nobody asked for.
bool isUnaskedStream(const ClientRequest& request, const Access& access, std::string_view contentType);
/// A whole answer may tell what it has used: what has no type, or is not asked for as one, is JSON.
bool mayTellUsage(const ClientRequest& request, std::string_view contentType, bool isFiltered);
/// Of what the client gets from a target that speaks another format. Static text.
std::string_view contentTypeFor(const ClientRequest& request);
/// It is made in the background, by a provider that keeps it for the client to come back.
bool isInBackground(const ClientRequest& request, const Access& access);
/// What it is read for are its members, and not OpenAI's usage alone, for which a look along it is enough: what passes and is no
/// conversation has that; but for Ollama's vectors, and where ids matter.
bool readsAsTree(const Ask& ask, const Access& access);

} // namespace gateway::exchange
