#include "token_counter.h"

#include <QTimerEvent>

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

TokenCounter::TokenCounter(QObject* parent) : QObject(parent), m_shelf(std::make_shared<Shelf>())
{
    m_pool.setMaxThreadCount(1);
}

TokenCounter::~TokenCounter()
{
    m_isEnding = true;
    m_pool.clear();
    m_pool.waitForDone();
    for (auto& [number, waiting] : std::exchange(m_waiting, {}))
        waiting.done({});
}

void TokenCounter::count(protocol::CountJob job, Done done)
{
    const qint64 bytes = job.request.size() + (job.said ? static_cast<qint64>(job.said->bytes()) : 0);
    if (m_waiting.size() >= kMostWaiting || m_bytes + bytes > kMostBytes) {
        done({});
        return;
    }
    m_bytes += bytes;
    m_waiting.emplace(++m_last, Waiting{std::move(done), bytes});
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
