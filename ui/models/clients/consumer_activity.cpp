#include "consumer_activity.h"

#include "ui/models/formatter.h"
#include "ui/models/usage/chart_series.h"

#include "gateway/usage/ledger/usage_lookup.h"
#include "gateway/usage/search/ledger_request_reader.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace ui::models {

using gateway::Result;
using gateway::WallTime;
using gateway::usage::AskThread;
using gateway::usage::ExchangeRecord;
using gateway::usage::Outcome;
using gateway::usage::RequestField;
using gateway::usage::RequestRow;
using gateway::usage::UsageBy;

namespace {

constexpr int kAgain_ms = 2000; ///< the ledger writes what it gets within a second
constexpr int kMostParts = 10;  ///< of a search for one consumer's last request, 0.2 s each
constexpr int kMostUnwanted = 20; ///< requests read at once to find one that a model answered

struct ActivityQuestion {
    QString file;
    std::vector<std::string> consumers;
    WallTime midnight{};
    WallTime now{};
};

/// The last request that `filter` and `isWanted` select.
struct Found {
    std::optional<RequestRow> row;
    bool isKnown = false; ///< otherwise the search ended early
};

Found newest(gateway::usage::RequestReader& reader, const gateway::usage::RequestFilter& filter, int rows, bool (*isWanted)(const RequestRow&), const AskThread::Stop& stop)
{
    gateway::usage::RequestQuery query;
    query.filter = filter;
    query.limit = rows;
    for (int part = 0; part < kMostParts && !stop.isAsked(); ++part) {
        const auto page = reader.page(query, stop);
        if (!page) break;
        if (const auto found = std::ranges::find_if(page->rows, isWanted); found != page->rows.end()) return {*found, true};
        if (!page->next) return {{}, true};
        query.after = *page->next;
    }
    return {};
}

bool isAnswered(const RequestRow& row) { return row.outcome == Outcome::Answered && !row.provider.empty() && !ExchangeRecord::isFreeDialect(row.dialect); }

WallTime timeOf(const RequestRow& row) { return WallTime{std::chrono::milliseconds{row.key.startedAt_ms}}; }

/// When the consumer was last active, as far as known.
ConsumerUse lastSeen(gateway::usage::RequestReader& reader, const std::string& consumer, const AskThread::Stop& stop)
{
    gateway::usage::RequestFilter filter;
    filter.fields = {{RequestField::Consumer, consumer}};
    const Found last = newest(reader, filter, 1, [](const RequestRow&) { return true; }, stop);
    ConsumerUse use;
    use.isSeenKnown = last.isKnown;
    if (!last.row) return use;
    use.lastSeen = timeOf(*last.row);
    filter.result = gateway::usage::RequestResult::Answered;
    const Found answered = isAnswered(*last.row) ? last : newest(reader, filter, kMostUnwanted, isAnswered, stop);
    if (answered.row) use.lastAnswered = timeOf(*answered.row);
    return use;
}

Result<std::map<std::string, ConsumerUse>> readActivity(const ActivityQuestion& question, const AskThread::Stop& stop)
{
    std::map<std::string, ConsumerUse> uses;
    gateway::usage::UsageQuery today;
    today.from = question.midnight;
    today.to = question.now + std::chrono::hours{1};
    today.by = {UsageBy::Consumer};
    const auto report = gateway::usage::readUsage(question.file, today);
    if (!report) return gateway::failure(report.error());
    gateway::usage::RequestReader reader(question.file);
    for (const std::string& consumer : question.consumers) {
        ConsumerUse use = lastSeen(reader, consumer, stop);
        const auto row = std::ranges::find_if(report->rows, [&](const auto& each) { return !each.names.empty() && each.names.front() == consumer; });
        UsageSums sums;
        if (row != report->rows.end()) sums.totals = row->totals;
        const bool isKnown = sums.tokens() > 0 || sums.totals.unknownUsage == 0;
        if (isKnown) use.tokensToday = sums.tokens();
        uses.emplace(consumer, use);
    }
    return uses;
}

} // namespace

ConsumerActivity::ConsumerActivity(const Access& access, const gateway::Clock& clock, QObject* parent)
    : QObject(parent), m_access(access), m_clock(clock)
{
    m_again.setSingleShot(true);
    m_again.setInterval(kAgain_ms);
    connect(&m_again, &QTimer::timeout, this, &ConsumerActivity::refresh);
    connect(&access.news(), &GatewayNews::live, this, &ConsumerActivity::hear);
    connect(&access.news(), &GatewayNews::settingsChanged, this, &ConsumerActivity::hearNames);
}

ConsumerActivity::~ConsumerActivity() = default;

void ConsumerActivity::setWatched(bool watched)
{
    m_isWatched = watched;
    if (watched) refresh();
    else m_again.stop();
}

ConsumerUse ConsumerActivity::of(const std::string& consumer) const
{
    const auto found = m_uses.find(consumer);
    return found == m_uses.end() ? ConsumerUse{} : found->second;
}

void ConsumerActivity::refresh()
{
    const QString file = m_access.requests().usageFile();
    if (m_isAsking || file.isEmpty()) return;
    m_isOutdated = false;
    if (!m_thread) m_thread = std::make_unique<AskThread>(QStringLiteral("consumers"));
    ActivityQuestion question;
    question.file = file;
    question.now = m_clock.wallNow();
    const QDateTime midnight = Formatter::local(question.now).date().startOfDay();
    question.midnight = WallTime{std::chrono::milliseconds{midnight.toMSecsSinceEpoch()}};
    for (const auto& consumer : m_access.configuration().settings().consumers) question.consumers.push_back(consumer.name);
    m_isAsking = true;
    m_thread->ask<Uses>([question](const AskThread::Stop& stop) { return readActivity(question, stop); }, this,
        [this](const Result<Uses>& uses) { take(uses); });
}

void ConsumerActivity::take(const Result<Uses>& uses)
{
    m_isAsking = false;
    if (m_isOutdated && m_isWatched) m_again.start();
    if (!uses) return;
    Uses next = *uses;
    for (auto& [consumer, use] : next) { // newer information is kept
        const ConsumerUse known = of(consumer);
        use.lastSeen = std::max(use.lastSeen, known.lastSeen); // an empty one is the smallest
        use.lastAnswered = std::max(use.lastAnswered, known.lastAnswered);
        use.isSeenKnown = use.isSeenKnown || known.lastSeen;
    }
    if (next == m_uses) return;
    m_uses = std::move(next);
    Q_EMIT changed();
}

/// Also queries new consumers.
void ConsumerActivity::hearNames()
{
    const auto isUnasked = [this](const auto& consumer) { return !m_uses.contains(consumer.name); };
    if (std::ranges::none_of(m_access.configuration().settings().consumers, isUnasked)) return;
    m_isOutdated = true;
    if (m_isWatched) refresh();
}

void ConsumerActivity::hear(const gateway::usage::LiveSnapshot& snapshot)
{
    for (const auto& record : snapshot.finished) {
        if (record->consumer.empty()) continue;
        ConsumerUse& use = m_uses[record->consumer];
        use.isSeenKnown = true;
        const std::optional<WallTime> at(record->startedAt);
        use.lastSeen = std::max(use.lastSeen, at);
        if (record->isAnsweredByModel()) use.lastAnswered = std::max(use.lastAnswered, at);
        Q_EMIT seen(record->consumer);
    }
    if (snapshot.finished.empty()) return;
    Q_EMIT changed();
    if (m_isWatched) m_again.start();
}

} // namespace ui::models
