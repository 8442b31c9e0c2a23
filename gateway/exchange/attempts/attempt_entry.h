#pragma once

#include "attempt_context.h"
#include "upstream_call.h"

#include "gateway/loop/deferred_calls.h"
#include "gateway/usage/context/trace_context.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace gateway::exchange {

/// An attempt's place in the record of its exchange; it exists from the start. Gateway thread.
class AttemptEntry final : private DeferredCall {
public:
    /// Both must outlive this object.
    AttemptEntry(const AttemptContext& context, const AttemptAim& aim);

    std::size_t number() const { return m_number; }
    usage::AttemptRecord& record() const { return m_context.record->attempts[m_number]; }
    /// The target's model as it is recorded and shown: masked if the client put a key into the model name.
    std::string keptModel() const;
    /// Whether it has begun to answer with something other than a refusal.
    bool hasBegun() const { return record().status >= 200 && record().status < 300; }

    /// Describes its target in the record, deferred until nobody waits for it.
    void noteBegun();
    /// Does so now, unless it is done.
    void describe();
    /// Records how far the connection got.
    void noteConnected(const http::UpstreamConnection& connection) const;
    void noteHead(int status) const;
    /// Once, for an answer with a head.
    void noteRequestId(const http::Headers& headers) const;
    /// Records the time up to now.
    void noteDuration() const { record().duration = m_aim.took(); }
    /// Records that the answer was read to its end.
    void noteEnd() const;

    /// The trace context for the upstream's span: the client's own or, if our spans are exported because the trace is
    /// recorded, a child of this attempt's span. It refers to `own` or to the client's headers; empty if there is none.
    std::string_view traceparent(usage::Traceparent& own) const;

private:
    void runDeferred() override { describe(); }
    bool isSticky() const;
    void notePlace() const;

    const AttemptContext& m_context;
    const AttemptAim& m_aim;
    const std::size_t m_number;
};

} // namespace gateway::exchange
