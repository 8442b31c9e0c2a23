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

/// One request to an upstream and the answer to it, over a connection of the pool, or from the demo. Destroying it ends the
/// request. Gateway thread.
class UpstreamCall {
public:
    /// Both must outlive it.
    UpstreamCall(http::Upstreams& upstreams, TimerWheel& wheel);

    /// `isFresh`: over a new connection. The answer to what was sent before is gone.
    void send(const UpstreamMessage& message, bool isFresh);
    /// Waits for the connection; the demo needs none. Then `answer().failure()` says whether there is one.
    Task<Wait> connected(TimePoint until);
    /// Waits for the head of the answer, or its failure.
    Task<Wait> headed(TimePoint until);
    /// Its bytes are decoded from here on: nobody asked for a coding, and the body has to be read. False: the coding is not known.
    bool undoCoding();

    /// After `send()`.
    http::Answer& answer() const { return *m_answer; }
    bool hasAnswer() const { return m_answer != nullptr; }
    /// The bytes of the answer are not those that came.
    bool isCoded() const { return m_decoded != nullptr; }
    /// Null: the demo answers, or nothing was sent.
    const http::UpstreamConnection* connection() const { return m_lease ? &*m_lease : nullptr; }
    /// The connection had been closed by the upstream before the request came: it may be sent again.
    bool wasStale() const { return m_lease && m_lease->wasStale(); }

private:
    http::Upstreams& m_upstreams;
    TimerWheel& m_wheel;
    http::Lease m_lease;
    std::unique_ptr<DemoAnswer> m_demo;
    std::unique_ptr<http::DecodedAnswer> m_decoded;
    http::Answer* m_answer = nullptr; // one of these
};

} // namespace gateway::exchange
