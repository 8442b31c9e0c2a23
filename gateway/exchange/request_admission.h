#pragma once

#include "exchange_state.h"

#include "gateway/core/result.h"
#include "gateway/exchange/admission/client_notes.h"

namespace gateway::exchange {

/// Decides from a request's head alone who the caller is, what the request asks for and whether that is allowed.
/// Gateway thread.
class RequestAdmission {
public:
    /// Fills in `state`, which must outlive this object.
    explicit RequestAdmission(ExchangeState& state);

    /// Errors: those of admission; see the table of errors in the README.
    Result<void> admit();
    /// After an error: whether the client left before its user was known, so that nobody was rejected.
    bool isAbandoned() const { return m_isAbandoned; }
    /// Whether requests may be sent to providers now. Errors: GatewayStopping, GatewayPaused.
    Result<void> checkOpen() const;

private:
    void identify();
    Result<void> examine();
    Result<void> identifyConsumer();
    void noteEvaluation() const;
    bool hasLeftUnknown() const;
    void warnOfRemote() const;
    Result<void> admitOperation();

    ExchangeState& m_state;
    ClientNotes& m_notes; // of the connection
    bool m_isAbandoned = false;
};

/// Whether it is a liveness or health check.
bool isProbe(const EndpointMatch& match);
/// Whether the client uses Anthropic's API, whatever the path. Source: Anthropic API reference, "Versions"; Claude Code
/// "LLM gateways"; read 2026-11-21.
bool isAnthropicClient(const http::RequestHead& head);
/// Whether it asks for the options of the server rather than of a resource. Source: RFC 9110 §9.3.7.
bool isServerOptions(const http::RequestHead& head);

} // namespace gateway::exchange
