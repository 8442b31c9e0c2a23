#include "loop_history.h"

#include "gateway/usage/ledger/exchange_lookup.h"

namespace ui::models {

using gateway::Result;
using gateway::usage::AskThread;

LoopHistory::LoopHistory(const Access& access, const gateway::Clock& clock, QObject* parent)
    : QObject(parent), m_access(access), m_clock(clock)
{
}

LoopHistory::~LoopHistory() = default;

void LoopHistory::read()
{
    const QString file = m_access.requests().usageFile();
    if (file.isEmpty()) return;
    if (!m_thread) m_thread = std::make_unique<AskThread>(QStringLiteral("loop history"));
    const gateway::WallTime now = m_clock.wallNow();
    m_thread->forget();
    m_thread->ask<std::int64_t>([file, now](const AskThread::Stop&) { return gateway::usage::countLoops(file, now - kSpan, now); }, this,
        [this](const Result<std::int64_t>& loops) {
            if (!loops) return; // a ledger that cannot be read is reported elsewhere
            m_loops = *loops;
            Q_EMIT changed();
        });
}

void LoopHistory::add()
{
    if (!m_loops) return;
    ++*m_loops;
    Q_EMIT changed();
}

QString LoopHistory::text() const
{
    if (!m_loops) return {};
    return *m_loops == 0 ? tr("None in the last 7 days.") : tr("In the last 7 days: %Ln loop(s).", nullptr, static_cast<int>(*m_loops));
}

} // namespace ui::models
