#pragma once

#include "server_connection.h"

#include "gateway/loop/deferred_calls.h"

#include <memory>
#include <vector>

namespace gateway::http {

/// Handlers that have ended but still have to be cleaned up: a client that sends its next request at once, as agents
/// do, need not wait for that. Gateway thread.
class EndedHandlers final : public DeferredCall {
public:
    /// `queue` must outlive it.
    explicit EndedHandlers(DeferredCalls& queue) : m_queue(queue) { }

    void add(std::unique_ptr<Handler> handler);
    /// Destroys them in the order in which they ended.
    void putAway();

protected:
    void runDeferred() override { putAway(); }

private:
    DeferredCalls& m_queue;
    std::vector<std::unique_ptr<Handler>> m_handlers;
};

} // namespace gateway::http
