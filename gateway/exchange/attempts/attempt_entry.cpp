#include "attempt_entry.h"

#include "gateway/routing/candidate_place.h"
#include "gateway/usage/context/upstream_request_id.h"

#include <algorithm>
#include <chrono>

namespace gateway::exchange {

namespace {

Milliseconds between(TimePoint begin, TimePoint end) { return std::chrono::duration_cast<Milliseconds>(end - begin); }

} // namespace

AttemptEntry::AttemptEntry(const AttemptContext& context, const AttemptAim& aim)
    : m_context(context), m_aim(aim), m_number(context.record->attempts.size())
{
    context.record->attempts.emplace_back();
}

std::string AttemptEntry::keptModel() const
{
    const std::string& model = m_aim.target.candidate->model;
    const bool isPlain = m_context.record->askedModel == m_context.request.outline.model; // nothing in it was masked
    return isPlain ? model : m_context.snapshot.redactor.redact(model);
}

void AttemptEntry::noteBegun()
{
    if (isSticky())
        notePlace();
    m_context.services.deferred.add(*this);
}

/// An answer changes the reason for the choice.
bool AttemptEntry::isSticky() const
{
    const routing::Balancer::Group* const group = m_aim.target.candidate->group;
    const bool usesCaches = group && group->route && m_context.snapshot.planner->usesCaches(*group->route);
    return group && (group->by == routing::Balancer::By::Conversation || (usesCaches && !m_context.services.balancer.caches().isEmpty()));
}

void AttemptEntry::notePlace() const
{
    record().place = routing::placeOf(*m_aim.target.candidate, m_context.facts, *m_context.snapshot.planner, m_context.services.balancer);
}

void AttemptEntry::describe()
{
    usage::AttemptRecord& noted = record();
    if (!noted.provider.empty())
        return;
    noted.provider = m_aim.provider();
    noted.model = keptModel();
    if (!isSticky())
        notePlace();
    noted.key = m_aim.target.key->name;
    noted.startedAfter = between(m_context.times.begun, m_aim.begun);
    noted.protocol = providers::toText(m_aim.access.endpoint.protocol);
    if (m_number == 0)
        m_context.record->queue = std::chrono::duration_cast<std::chrono::microseconds>(m_aim.begun - m_context.times.received);
}

void AttemptEntry::noteConnected(const http::UpstreamConnection& connection) const
{
    const http::ConnectionTimes& times = connection.times();
    if (times.reached == TimePoint{})
        return;
    record().connect = connection.wasReused() ? Milliseconds(0) : between(m_aim.begun, times.reached);
    if (m_aim.access.origin.isSecure && !connection.wasReused() && times.connected != TimePoint{})
        record().tls = between(times.reached, times.connected);
}

void AttemptEntry::noteHead(int status) const
{
    record().status = status;
    record().firstByte = m_aim.took();
}

void AttemptEntry::noteRequestId(const http::Headers& headers) const
{
    if (record().requestId.empty())
        record().requestId = m_context.snapshot.redactor.redactKnown(usage::upstreamRequestId(headers));
}

void AttemptEntry::noteEnd() const
{
    usage::AttemptRecord& noted = record();
    if (noted.lastByte < Milliseconds(0))
        noted.lastByte = m_aim.took();
    noted.duration = noted.lastByte;
    // Each is rounded down separately, and what the client received earlier cannot have a later time.
    usage::ExchangeRecord& exchange = *m_context.record;
    exchange.lastByte = std::max({noted.startedAfter + noted.lastByte, exchange.firstByte, exchange.firstToken});
}

std::string_view AttemptEntry::traceparent(usage::Traceparent& own) const
{
    const auto& trace = m_context.record->trace;
    if (!trace)
        return {};
    if (!m_context.services.tracesExchanges || !trace->isSampled())
        return trace->parent ? m_context.client.headers.find(usage::kTraceparent).value_or(std::string_view()) : std::string_view();
    own = usage::traceparentOf(trace->trace, usage::spanIdOf(m_context.record->id, m_number + 1), trace->flags);
    return usage::digitsOf(own);
}

} // namespace gateway::exchange
