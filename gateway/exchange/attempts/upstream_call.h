#pragma once

#include "demo_answer.h"
#include "upstream_message.h"

#include "gateway/http/decoded_answer.h"
#include "gateway/http/upstream/upstream.h"
#include "gateway/loop/task.h"
#include "gateway/loop/wait.h"

#include <memory>
#include <optional>

namespace gateway::exchange {

/// One upstream request and its answer, over a pooled connection or from the demo provider. Destroying it ends the
/// request. Gateway thread.
class UpstreamCall {
public:
    /// Both must outlive this object.
    UpstreamCall(http::Upstreams& upstreams, TimerWheel& wheel);

    /// `isFresh`: over a new connection. Discards the previous answer.
    void send(const UpstreamMessage& message, bool isFresh);
    /// Waits for the connection; the demo needs none. `answer().failure()` then says whether it failed.
    Task<Wait> connected(TimePoint until);
    /// Waits for the head of the answer or its failure.
    Task<Wait> headed(TimePoint until);
    /// Decodes the answer's bytes from now on: no content coding was requested, and the body has to be read. False if
    /// the coding is unknown.
    bool undoCoding();

    /// To be called after `send()`.
    http::Answer& answer() const { return *m_answer; }
    bool hasAnswer() const { return m_answer != nullptr; }
    /// Whether the answer's bytes are decoded and differ from the received ones.
    bool isCoded() const { return m_decoded != nullptr; }
    /// Null for the demo and before anything was sent.
    const http::UpstreamConnection* connection() const { return m_lease ? &*m_lease : nullptr; }
    /// Whether the upstream had closed the connection before the request arrived, so that it may be sent again.
    bool wasStale() const { return m_lease && m_lease->wasStale(); }

private:
    http::Upstreams& m_upstreams;
    TimerWheel& m_wheel;
    http::Lease m_lease;
    std::unique_ptr<DemoAnswer> m_demo;
    std::unique_ptr<http::DecodedAnswer> m_decoded;
    http::Answer* m_answer = nullptr; // one of the above
};

} // namespace gateway::exchange
