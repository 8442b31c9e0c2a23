#include "token_counter.h"

#include <QTimerEvent>

#include <algorithm>
#include <map>
#include <utility>

namespace gateway::exchange {

struct TokenCounter::Shelf {
    std::map<protocol::TokenFamily, std::shared_ptr<const protocol::Tokenizer>> tokenizers;

    const protocol::Tokenizer* of(std::optional<protocol::TokenFamily> family)
    {
        if (!family)
            return nullptr;
        auto& tokenizer = tokenizers[*family];
        if (!tokenizer)
            tokenizer = protocol::Tokenizer::load(*family).value_or(nullptr);
        return tokenizer.get();
    }
};

namespace {

/// The result for a job that is not counted: only the answer, since the request was already estimated.
protocol::TokenCounts skipped(const protocol::CountJob& job)
{
    constexpr std::size_t kBytesOfToken = 4;
    protocol::TokenCounts counts;
    counts.isSkipped = true;
    if (job.said)
        counts.output = static_cast<std::int64_t>((job.said->bytes() + job.said->moreSaid() + job.said->moreThought()) / kBytesOfToken);
    return counts;
}

} // namespace

TokenCounter::TokenCounter(QObject* parent) : QObject(parent), m_shelf(std::make_shared<Shelf>())
{
    m_pool.setMaxThreadCount(1);
}

TokenCounter::~TokenCounter() { stop(); }

void TokenCounter::stop()
{
    m_isEnding = true;
    m_pool.clear();
    m_pool.waitForDone();
}

void TokenCounter::abandon()
{
    stop();
    m_bytes = 0;
    for (auto& [number, waiting] : std::exchange(m_waiting, {}))
        waiting.done(waiting.skipped);
}

void TokenCounter::count(protocol::CountJob job, Done done)
{
    const qint64 bytes = std::min(job.request.size(), static_cast<qsizetype>(protocol::kMostCounted))
        + (job.said ? static_cast<qint64>(job.said->bytes()) : 0);
    protocol::TokenCounts rough = skipped(job);
    if (m_waiting.size() >= kMostWaiting || (m_bytes > 0 && m_bytes + bytes > kMostBytes)) {
        done(rough);
        return;
    }
    m_bytes += bytes;
    m_waiting.emplace(++m_last, Waiting{std::move(done), bytes, rough});
    m_idle.stop();
    m_pool.start([this, number = m_last, shelf = m_shelf, job = std::move(job)] {
        if (m_isEnding)
            return;
        const protocol::TokenCounts counts = protocol::countTokens(job, shelf->of(job.family));
        QMetaObject::invokeMethod(this, [this, number, counts] { counted(number, counts); }, Qt::QueuedConnection);
    });
}

void TokenCounter::counted(std::uint64_t number, const protocol::TokenCounts& counts)
{
    auto waiting = m_waiting.extract(number);
    if (waiting.empty())
        return;
    m_bytes -= waiting.mapped().bytes;
    if (m_waiting.empty())
        m_idle.start(kKept_ms, Qt::VeryCoarseTimer, this);
    waiting.mapped().done(counts);
}

void TokenCounter::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_idle.timerId())
        return;
    m_idle.stop();
    m_pool.start([shelf = m_shelf] { shelf->tokenizers.clear(); });
}

} // namespace gateway::exchange
