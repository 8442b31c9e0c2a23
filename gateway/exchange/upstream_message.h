#pragma once

#include "gateway/exchange/admission/admission.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/protocol/continued_chunks.h"
#include "gateway/protocol/openai_chat_request.h"
#include "gateway/routing/route_planner.h"

#include <QByteArray>

#include <string_view>

namespace gateway::exchange {

/// What goes into one attempt's request.
struct UpstreamMessage {
    const http::RequestHead& client;
    std::string_view body; ///< the client's, as received
    const protocol::OpenAiChatRequest& request;
    const Provider& provider;
    const UsableKey& key;
    const routing::Candidate& candidate;
    bool askForUsage = false;
    const providers::Authorization* clientCredential = nullptr; ///< the client's own authorization instead of ours
    std::string_view instanceId;   ///< for the hop header
    const protocol::PartialAnswer* partial = nullptr; ///< the answer so far, to be gone on with; null: none
};

/// Head and body as they go on the wire, in one buffer: the client's body but for
/// the model, the usage of a stream and the parameters that the configuration
/// sets; of the client's headers only those that the dialect or the provider's
/// `forward_headers` name.
QByteArray compose(const UpstreamMessage& message);

/// The edited body alone, for the demo provider.
QByteArray composeBody(const UpstreamMessage& message);

/// Those of an upstream's headers that the client gets: not hop-by-hop, not
/// framing, no cookies.
http::Headers headersForClient(const http::Headers& upstream);

} // namespace gateway::exchange
