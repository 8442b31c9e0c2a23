#include "live_entry.h"

#include <string>
#include <vector>

namespace gateway::exchange {

LiveEntry::LiveEntry(ExchangeState& state, usage::Endable& exchange)
    : m_state(state)
    , m_exchange(exchange)
{
}

void LiveEntry::attemptBegan()
{
    unlink(); // an earlier attempt of the same moment
    m_state.services.deferred.add(*this); // after the attempt has described itself
}

void LiveEntry::runDeferred()
{
    const usage::ExchangeRecord& record = *m_state.record;
    const std::vector<usage::AttemptRecord>& attempts = record.attempts;
    const usage::AttemptRecord& newest = attempts.back();
    usage::LiveBoard::Attempt attempt{static_cast<int>(attempts.size()), newest.provider, newest.model, record.isFallback};
    if (attempts.size() > 1 && !attempts[attempts.size() - 2].reason.isEmpty()) { // otherwise that attempt is still in progress
        const usage::AttemptRecord& last = attempts[attempts.size() - 2];
        attempt.failedProvider = last.provider;
        attempt.lastFailure = last.reason;
    }
    if (!m_entry) {
        m_state.noteAgent();
        m_entry = m_state.services.board.begin({record.id, m_state.caller.name, record.clientName, record.askedModel, record.route,
            m_state.times.begun, record.process, &m_exchange, record.agent});
    }
    m_state.services.board.attempt(*m_entry, attempt);
    progress();
}

void LiveEntry::progress()
{
    const protocol::StreamMeter* const meter = m_entry && m_relayed ? m_relayed->reading().content().meter() : nullptr;
    if (meter)
        m_state.services.board.progress(*m_entry, meter->outputTokensSoFar(), meter->reasoningTokensSoFar());
}

} // namespace gateway::exchange
