#include "attempt_billing.h"

#include "attempt_usage.h"

#include <utility>

namespace gateway::exchange {

void AttemptBilling::bill(protocol::TokenUsage used) const
{
    const http::ResponseHead* const head = m_parts.call.hasAnswer() ? &m_parts.call.answer().head() : nullptr;
    const Provider& provider = *m_parts.aim.target.provider;
    m_parts.context.bill.note(m_parts.entry.number(), provider,
        pricedUsage(std::move(used), m_parts.context.request, provider, head, m_parts.reading.shape().isStream), cut());
}

void AttemptBilling::billReported() const
{
    if (const protocol::TokenUsage used = m_parts.reading.content().usage(); used.origin != protocol::UsageOrigin::Unknown)
        bill(used);
}

void AttemptBilling::billAsked() const
{
    if (auto used = usageOfFailed(m_parts.reading.content().usage(), wasSent(), m_parts.context.request.ask.operation, isBounded()))
        bill(std::move(*used));
}

/// Whether the whole request was sent.
bool AttemptBilling::wasSent() const
{
    const http::UpstreamConnection* const connection = m_parts.call.connection();
    return connection && (m_parts.entry.hasBegun() || connection->tookRequest());
}

/// Whether a limit has reserved the most that it may use.
bool AttemptBilling::isBounded() const { return m_parts.context.limits.boundOf(m_parts.entry.number()) != nullptr; }

/// How far the answer has come; empty if all of it has arrived, or no limit asks for it.
std::optional<CutAnswer> AttemptBilling::cut() const
{
    if (!isBounded())
        return std::nullopt;
    http::Answer* const answer = m_parts.call.hasAnswer() ? &m_parts.call.answer() : nullptr;
    const protocol::StreamMeter* const meter = m_parts.reading.content().meter();
    const bool isAnswered = answer && m_parts.outcome.isOver && m_parts.outcome.result != AttemptResult::Failure;
    const bool isWhole = meter ? meter->isWhole() || meter->failedInStream() : isAnswered && answer->isComplete() && !answer->failure();
    const bool isDenied = answer && answer->failure() && !m_parts.entry.hasBegun(); // the host hung up instead of answering
    if (isWhole || isDenied)
        return std::nullopt;
    const Milliseconds took = m_parts.aim.took();
    const Milliseconds toFirst = m_parts.entry.record().firstToken;
    const bool hasToken = meter && meter->hasToken() && toFirst.count() >= 0;
    constexpr std::size_t kMuch = 4096; // more than the events that arrive at once
    const bool isBehind = answer && !answer->isComplete() && !answer->failure() && answer->pieceReady() && answer->piece().size() >= kMuch;
    return CutAnswer{meter || m_parts.context.request.outline.stream, isBehind, took, hasToken ? took - toFirst : Milliseconds(-1)};
}

} // namespace gateway::exchange
