#pragma once

#include "target_queue.h"
#include "request_writing.h"

#include "gateway/http/slice.h"
#include "gateway/protocol/metering/continued_chunks.h"

#include <QByteArray>

#include <string_view>

namespace gateway::exchange {

/// What goes into one attempt's request.
struct UpstreamMessage {
    const http::RequestHead& client;
    const ClientRequest& request;
    const UpstreamRequest& upstream; ///< the same for the target
    const Target& target;
    const Access& access;
    bool isNative = true; ///< the client speaks what the target does
    const providers::Authorization* clientCredential = nullptr; ///< the client's own authorization instead of ours
    std::string_view instanceId;   ///< for the hop header
    const Clock& clock;            ///< for signatures
    const protocol::PartialAnswer* partial = nullptr; ///< the answer so far, to be gone on with; null: none
    std::string_view traceparent = {}; ///< of the trace that the request is part of; empty: none
};

/// Head and body as they go on the wire: the body but for the model, the usage of a stream
/// and the parameters that the configuration sets; of the client's headers only those that
/// the dialect or the provider's `forward_headers` name. A large body that is the client's
/// but for the model is shared with the request.
http::Slices compose(const UpstreamMessage& message);

/// The edited body alone, for the demo provider.
QByteArray composeBody(const UpstreamMessage& message);

/// Path and query for counting the tokens of a request, "{m}" for the model; empty: that is
/// not asked for there. Sources: Anthropic API reference, "Count Message tokens"; Gemini API
/// reference, "Counting tokens"; Vertex AI, "countTokens", "Count tokens for Claude models"; read 2026-11-21.
/// openai/openai-node src/resources/responses/input-tokens.ts; read 2026-11-22.
std::string countPath(const Access& access);

/// Those of an upstream's headers that the client gets: what a client of an API reads, and nothing that a browser obeys.
/// What a browser might run is an attachment.
http::Headers headersForClient(const http::Headers& upstream);

/// Of an answer that streams: a web server between passes each piece on at once, and nothing keeps it. A `no-store` or
/// `no-cache` of the upstream stays as it is. Source: nginx, ngx_http_proxy_module, "proxy_buffering"; RFC 9111 §5.2.2; read 2026-11-28.
void markStream(http::Headers& headers);

} // namespace gateway::exchange
