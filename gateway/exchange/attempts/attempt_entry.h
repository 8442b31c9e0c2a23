#pragma once

#include "attempt_context.h"
#include "upstream_call.h"

#include "gateway/loop/deferred_calls.h"
#include "gateway/usage/context/trace_context.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace gateway::exchange {

/// An attempt's place in the record of its exchange, which exists from the first moment on. Gateway thread.
class AttemptEntry final : private DeferredCall {
public:
    /// Both must outlive it.
    AttemptEntry(const AttemptContext& context, const AttemptAim& aim);

    std::size_t number() const { return m_number; }
    usage::AttemptRecord& record() const { return m_context.record->attempts[m_number]; }
    /// The target's model, as it is kept and shown: who puts a key into the name that he asks for has it masked.
    std::string keptModel() const;
    /// It has begun to answer, and not with a refusal.
    bool hasBegun() const { return record().status >= 200 && record().status < 300; }

    /// Whom it asks is described when nobody waits for that.
    void noteBegun();
    /// The same now, unless it is done.
    void describe();
    /// How far its connection came.
    void noteConnected(const http::UpstreamConnection& connection) const;
    void noteHead(int status) const;
    /// Once, of an answer with a head.
    void noteRequestId(const http::Headers& headers) const;
    /// How long it took up to here.
    void noteDuration() const { record().duration = m_aim.took(); }
    /// The answer was read to its end.
    void noteEnd() const;

    /// The trace that the upstream's span belongs to: the client's own; but where our spans are exported, as they are of traces that
    /// are recorded, it is a child of this attempt's. It lives in `own` or with the client's headers; empty: there is none.
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
