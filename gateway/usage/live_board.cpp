#include "live_board.h"

#include <QTimerEvent>

#include <algorithm>
#include <chrono>
#include <functional>
#include <iterator>
#include <unordered_map>
#include <utility>

namespace gateway::usage {

namespace {

constexpr Milliseconds kRush{10}; // time in which a larger batch is collected
constexpr std::size_t kMaxSpare = 256; // settled entries kept for reuse

/// Combines entries with the same names.
class Shares {
public:
    explicit Shares(std::vector<LiveShare> some = {})
    {
        for (LiveShare& share : some)
            of(share.provider, share.model, share.consumer, share.process) = std::move(share);
    }

    LiveShare& of(std::string_view provider, std::string_view model, std::string_view consumer, std::string_view process)
    {
        if (m_last < m_shares.size()) // most often the same as before
            if (LiveShare& share = m_shares[m_last];
                share.provider == provider && share.model == model && share.consumer == consumer && share.process == process)
                return share;
        std::size_t key = 0;
        for (const std::string_view name : {provider, model, consumer, process})
            key = key * 31 + std::hash<std::string_view>()(name);
        const auto [begin, end] = m_places.equal_range(key);
        for (auto place = begin; place != end; ++place)
            if (LiveShare& share = m_shares[place->second];
                share.provider == provider && share.model == model && share.consumer == consumer && share.process == process) {
                m_last = place->second;
                return share;
            }
        m_last = m_shares.size();
        m_places.emplace(key, m_last);
        return m_shares.emplace_back(LiveShare{
            std::string(provider), std::string(model), std::string(consumer), std::string(process), 0, 0, 0, 0});
    }
    std::vector<LiveShare> take() { return std::move(m_shares); }

private:
    std::vector<LiveShare> m_shares;
    std::unordered_multimap<std::size_t, std::size_t> m_places; // in those
    std::size_t m_last = 0; // there
};

double perSecond(std::int64_t tokens, Milliseconds time)
{
    constexpr double kPerSecond = 1000;
    return time.count() > 0 ? static_cast<double>(tokens) * kPerSecond / static_cast<double>(time.count()) : 0;
}

} // namespace

class LiveBoard::Entry {
public:
    InFlight shown; // without age and process, which a snapshot fills in
    std::shared_ptr<const ProcessName> process;
    Endable* owner = nullptr;
    TimePoint began{};
    std::int64_t reportedTokens = 0; // output and reasoning tokens in snapshots so far
    std::list<Entry>::iterator self;
};

void LiveSnapshot::sumUp()
{
    Shares all(std::move(shares));
    const auto shareOf = [&all](const ExchangeRecord& record, const Served& by) -> LiveShare& {
        return all.of(by.provider, by.model, record.consumer, record.processName());
    };
    const auto addUsed = [&shareOf](const ExchangeRecord& record) {
        visitCharges(record, [&](const Served& by, const protocol::TokenUsage& tokens, const Paid&) {
            LiveShare& share = shareOf(record, by);
            share.inputTokens += tokens.totalInput().count;
            share.outputTokens += tokens.totalOutput().count;
        });
    };
    for (const auto& record : late)
        addUsed(*record);
    for (std::size_t i = 0; i < finished.size(); ++i) {
        const ExchangeRecord& record = *finished[i];
        addUsed(record);
        LiveShare& share = shareOf(record, record.served());
        share.outputTokens -= reportedTokens[i];
        ++share.exchanges;
        share.failed += record.isFailure() ? 1 : 0;
    }
    shares = all.take();
    reportedTokens.clear();
    if (finished.size() > kMaxFinished)
        finished.erase(finished.begin(), finished.end() - kMaxFinished);
}

LiveBoard::LiveBoard(const Clock& clock, Publish publish, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_publish(std::move(publish))
{
    m_records.reserve(kBatch);
}

LiveBoard::~LiveBoard() = default;

LiveBoard::Entry* LiveBoard::begin(const Begin& what)
{
    if (m_spare.empty())
        m_entries.emplace_back();
    else
        m_entries.splice(m_entries.end(), m_spare, m_spare.begin());
    Entry& entry = m_entries.back();
    entry.self = std::prev(m_entries.end());
    entry.reportedTokens = 0;
    entry.began = what.at != TimePoint{} ? what.at : m_clock.now();
    entry.process = what.process;
    entry.owner = what.owner;
    InFlight& shown = entry.shown;
    shown.id.assign(what.id);
    shown.consumer.assign(what.consumer);
    shown.clientName.assign(what.clientName);
    shown.agent.assign(what.agent);
    shown.askedModel.assign(what.askedModel);
    shown.route.assign(what.route);
    shown.provider.clear();
    shown.model.clear();
    shown.failedProvider.clear();
    shown.lastFailure = {};
    shown.attempt = 0;
    shown.isFallback = false;
    shown.firstToken = Milliseconds{-1};
    shown.outputTokens = 0;
    shown.reasoningTokens = 0;
    changed();
    return &entry;
}

void LiveBoard::route(Entry& entry, std::string_view route)
{
    entry.shown.route.assign(route);
    changed();
}

void LiveBoard::attempt(Entry& entry, const Attempt& what)
{
    retract(entry);
    InFlight& shown = entry.shown;
    shown.attempt = what.number;
    shown.provider.assign(what.provider);
    shown.model.assign(what.model);
    shown.failedProvider.assign(what.failedProvider);
    shown.lastFailure = what.lastFailure;
    shown.isFallback = what.isFallback;
    shown.firstToken = Milliseconds{-1};
    changed();
}

void LiveBoard::firstToken(Entry& entry)
{
    if (entry.shown.firstToken.count() >= 0)
        return;
    entry.shown.firstToken = std::chrono::duration_cast<Milliseconds>(m_clock.now() - entry.began);
    changed();
}

void LiveBoard::progress(Entry& entry, std::int64_t outputTokens, std::int64_t reasoningTokens)
{
    if (outputTokens == entry.shown.outputTokens && reasoningTokens == entry.shown.reasoningTokens)
        return;
    m_totals.outputTokens += outputTokens - entry.shown.outputTokens;
    m_totals.reasoningTokens += reasoningTokens - entry.shown.reasoningTokens;
    entry.shown.outputTokens = outputTokens;
    entry.shown.reasoningTokens = reasoningTokens;
    firstToken(entry);
    changed();
}

void LiveBoard::release(Entry& entry) { entry.owner = nullptr; }

void LiveBoard::cancel(std::string_view id)
{
    const auto found = std::ranges::find_if(m_entries, [id](const Entry& entry) { return entry.shown.id == id; });
    if (found != m_entries.end() && found->owner)
        found->owner->cancelHere(); // the entry may be destroyed now
}

void LiveBoard::settle(Entry& entry, std::shared_ptr<const ExchangeRecord> record)
{
    retract(entry);
    entry.owner = nullptr;
    entry.process.reset();
    const std::int64_t reportedTokens = entry.reportedTokens;
    const auto place = entry.self;
    if (m_spare.size() < kMaxSpare)
        m_spare.splice(m_spare.begin(), m_entries, place);
    else
        m_entries.erase(place);
    settle(std::move(record), reportedTokens);
}

void LiveBoard::settle(std::shared_ptr<const ExchangeRecord> record) { settle(std::move(record), 0); }

bool LiveBoard::isOpen(std::string_view id) const
{
    return std::ranges::any_of(m_entries, [id](const Entry& entry) { return entry.shown.id == id; });
}

void LiveBoard::addTokens(const protocol::TokenUsage& tokens)
{
    m_totals.inputTokens += tokens.totalInput().count;
    m_totals.outputTokens += tokens.output.value_or(Tokens{}).count;
    m_totals.reasoningTokens += tokens.reasoning.value_or(Tokens{}).count;
}

void LiveBoard::settleLate(std::shared_ptr<const ExchangeRecord> record)
{
    addTokens(record->tokens);
    if (m_isWatched)
        m_late.push_back(record);
    m_records.push_back(std::move(record));
    changed();
}

void LiveBoard::settle(std::shared_ptr<const ExchangeRecord> record, std::int64_t reportedTokens)
{
    addTokens(record->tokens);
    ++m_totals.exchanges;
    m_totals.failed += record->isFailure() ? 1 : 0;
    m_totals.fallbacks += record->isFallback ? 1 : 0;
    if (m_isWatched) {
        m_finished.push_back(record);
        m_reportedTokens.push_back(reportedTokens);
    }
    m_records.push_back(std::move(record));
    changed();
    if (m_records.size() >= m_batch) {
        sizeBatches();
        publish(false);
    }
}

/// Adapts the batch size to the duration of this one.
void LiveBoard::sizeBatches()
{
    const std::chrono::duration<double, std::milli> took = m_clock.now() - m_batchBegan;
    const double inRush = static_cast<double>(m_records.size()) * static_cast<double>(kRush.count()) / took.count();
    m_batch = static_cast<std::size_t>(std::clamp(inRush, static_cast<double>(kBatch), static_cast<double>(kLargestBatch)));
}

void LiveBoard::flush()
{
    if (m_timer.isActive())
        publish(true);
}

void LiveBoard::handOver()
{
    if (!m_records.empty())
        publish(false);
}

void LiveBoard::timerEvent(QTimerEvent* event)
{
    if (event->timerId() == m_timer.timerId())
        publish(true);
}

void LiveBoard::changed()
{
    if (!m_timer.isActive())
        m_timer.start(static_cast<int>(kInterval.count()), Qt::CoarseTimer, this);
}

/// Subtracts the tokens that the entry has added to the totals.
void LiveBoard::retract(Entry& entry)
{
    m_totals.outputTokens -= std::exchange(entry.shown.outputTokens, 0);
    m_totals.reasoningTokens -= std::exchange(entry.shown.reasoningTokens, 0);
}

/// Of exchanges in progress.
std::vector<LiveShare> LiveBoard::shares()
{
    Shares shares;
    for (Entry& entry : m_entries) {
        const InFlight& shown = entry.shown;
        const std::int64_t tokens = shown.outputTokens + shown.reasoningTokens;
        if (tokens == entry.reportedTokens)
            continue;
        shares.of(shown.provider, shown.model, shown.consumer, entry.process ? entry.process->text() : std::string_view())
            .outputTokens += tokens - entry.reportedTokens;
        entry.reportedTokens = tokens;
    }
    return shares.take();
}

LiveSnapshot LiveBoard::snapshot()
{
    LiveSnapshot snapshot;
    snapshot.at = m_clock.now();
    snapshot.totals = m_totals;
    snapshot.open = m_entries.size();
    if (!m_isWatched)
        return snapshot;
    snapshot.inFlight.reserve(m_entries.size());
    for (const Entry& entry : m_entries) {
        snapshot.inFlight.push_back(entry.shown);
        InFlight& shown = snapshot.inFlight.back();
        if (entry.process)
            shown.process = entry.process->text();
        shown.age = std::chrono::duration_cast<Milliseconds>(snapshot.at - entry.began);
        if (shown.firstToken.count() >= 0)
            shown.tokensPerSecond = perSecond(shown.outputTokens + shown.reasoningTokens, shown.age - shown.firstToken);
    }
    snapshot.shares = shares();
    snapshot.finished = std::exchange(m_finished, {});
    snapshot.reportedTokens = std::exchange(m_reportedTokens, {});
    snapshot.late = std::exchange(m_late, {});
    return snapshot;
}

void LiveBoard::publish(bool withSnapshot)
{
    RecordBatch records;
    records.reserve(m_batch);
    records.swap(m_records);
    m_batchBegan = m_clock.now();
    std::optional<LiveSnapshot> live;
    if (withSnapshot) {
        m_timer.stop(); // until the next change
        live = snapshot();
    }
    m_publish(std::move(live), std::move(records));
}

} // namespace gateway::usage
