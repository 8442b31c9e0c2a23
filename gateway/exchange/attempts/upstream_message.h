#pragma once

#include "target_queue.h"
#include "request_writing.h"

#include "gateway/http/slice.h"
#include "gateway/protocol/metering/continued_chunks.h"

#include <QByteArray>

#include <string_view>

namespace gateway::exchange {

/// What one attempt's request consists of.
struct UpstreamMessage {
    const http::RequestHead& client;
    const ClientRequest& request;
    const UpstreamRequest& upstream; ///< `request` as written for the target
    const Target& target;
    const Access& access;
    bool isNative = true; ///< the client and the target speak the same format
    const providers::Authorization* clientCredential = nullptr; ///< the client's own credential, used instead of our key
    std::string_view instanceId;   ///< for the hop header
    const Clock& clock;            ///< for signatures
    const protocol::PartialAnswer* partial = nullptr; ///< the answer so far, to be continued; null: none
    std::string_view traceparent = {}; ///< of the request's trace; empty: none
};

/// Head and body as they are sent: the body with the model, the usage option of a stream and the configured parameters
/// replaced; of the client's headers only those that the dialect or the provider's `forward_headers` lists. A large
/// body in which only the model differs from the client's is shared with the request.
http::Slices compose(const UpstreamMessage& message);

/// The edited body alone, for the demo provider.
QByteArray composeBody(const UpstreamMessage& message);

/// Path and query for counting the tokens of a request, with "{m}" for the model; empty if that endpoint is not used
/// there. Sources: Anthropic API reference, "Count Message tokens"; Gemini API reference, "Counting tokens"; Vertex AI,
/// "countTokens", "Count tokens for Claude models"; read 2026-11-21. openai/openai-node
/// src/resources/responses/input-tokens.ts; read 2026-11-22.
std::string countPath(const Access& access);

/// The upstream's headers that are passed on: those that an API client reads, and none that a browser obeys. Anything a
/// browser might run becomes an attachment.
http::Headers headersForClient(const http::Headers& upstream);

/// Marks a streaming answer so that web servers in between pass on each piece at once and nothing caches it. An
/// upstream `no-store` or `no-cache` stays as it is. Source: nginx, ngx_http_proxy_module, "proxy_buffering"; RFC 9111
/// §5.2.2; read 2026-11-28.
void markStream(http::Headers& headers);

} // namespace gateway::exchange
