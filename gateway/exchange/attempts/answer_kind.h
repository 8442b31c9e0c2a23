#pragma once

#include "gateway/exchange/admission/client_request.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/protocol/format.h"

#include <string_view>

namespace gateway::exchange {

/// Classifies an answer by its content type. Values only; any thread.

/// The content type of a stream with this framing. Static text.
std::string_view typeOf(protocol::Framing framing);
/// Whether the request is for the path of batches or of a single batch.
bool isBatch(const Ask& ask);
/// The path at which batches are created.
inline constexpr std::string_view kBatches = "batches";

/// Whether it is a stream of the target's format or, for a request that is passed through, of server-sent events.
/// `isFiltered`: see `AnswerReader::isFiltered()`.
bool isAskedStream(const ClientRequest& request, const Access& access, std::string_view contentType, bool isFiltered);
/// Whether it may be a stream although none was requested.
bool isUnaskedStream(const ClientRequest& request, const Access& access, std::string_view contentType);
/// Whether a whole answer may report usage: it is JSON by its content type, or counts as JSON because it has no content
/// type or because the operation has JSON answers only.
bool mayTellUsage(const ClientRequest& request, std::string_view contentType, bool isFiltered);
/// The content type for the client when the target speaks another format. Static text.
std::string_view contentTypeFor(const ClientRequest& request);
/// Whether it is created in the background by a provider that stores it until the client returns.
bool isInBackground(const ClientRequest& request, const Access& access);
/// Whether the answer has to be parsed as a tree. A scan suffices if only OpenAI's usage is wanted: for answers that
/// are passed through and are not conversations, except Ollama's embeddings and answers whose ids matter.
bool readsAsTree(const Ask& ask, const Access& access);

} // namespace gateway::exchange
