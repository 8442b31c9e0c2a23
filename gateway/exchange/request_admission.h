#pragma once

#include "exchange_state.h"

#include "gateway/core/result.h"

namespace gateway::exchange {

/// Who asks, for what, and whether he may: from the head of a request alone. Gateway thread.
class RequestAdmission {
public:
    /// `state`, which it fills in, must outlive it.
    explicit RequestAdmission(ExchangeState& state);

    /// Errors: what is said at the door; see the table of errors in the README.
    Result<void> admit();
    /// After an error: the client left before it could be found out whose it is, so nobody was refused.
    bool isAbandoned() const { return m_isAbandoned; }
    /// Whether providers are asked at all now. Errors: GatewayStopping, GatewayPaused.
    Result<void> checkOpen() const;

private:
    void identify();
    Result<void> examine();
    Result<void> identifyConsumer();
    bool hasLeftUnknown() const;
    void warnOfRemote() const;
    Result<void> admitOperation();

    ExchangeState& m_state;
    bool m_isAbandoned = false;
};

/// Whether it asks for life signs only.
bool isProbe(const EndpointMatch& match);
/// Whether it is a client of Anthropic's API, whatever it asks for.
/// Source: Anthropic API reference, "Versions"; Claude Code "LLM gateways"; read 2026-11-21.
bool isAnthropicClient(const http::RequestHead& head);
/// Whether it asks what the server can, not one of its resources. Source: RFC 9110 §9.3.7.
bool isServerOptions(const http::RequestHead& head);

} // namespace gateway::exchange
