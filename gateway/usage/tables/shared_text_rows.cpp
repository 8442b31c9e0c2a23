#include "shared_text_rows.h"

#include "ledger_rows.h"

#include <chrono>
#include <utility>

namespace gateway::usage {

namespace {

/// Not with each batch: that would rewrite the whole row.
constexpr std::chrono::hours kTouchedEvery{24};

} // namespace

Result<void> SharedTextWriter::keep(const SharedText* text, WallTime startedAt)
{
    if (!text)
        return {};
    const auto kept = m_kept.find(text);
    if (kept != m_kept.end() && startedAt <= kept->second)
        return {};
    const Result<WallTime> until = put(*text, startedAt);
    if (!until)
        return failure(until.error());
    m_kept[text] = *until;
    return {};
}

/// Until when it need not be updated again.
Result<WallTime> SharedTextWriter::put(const SharedText& text, WallTime startedAt)
{
    m_find.bind(text.key());
    const auto found = m_find.step();
    if (!found)
        return failure(found.error());
    const WallTime until = WallTime{Milliseconds{*found ? m_find.integer() : 0}} + kTouchedEvery;
    m_find.reset();
    if (*found && startedAt <= until)
        return until;
    auto write = m_connection.prepare(*found ? m_table.touch : m_table.insert);
    if (!write)
        return failure(write.error());
    write->bind(text.key());
    write->bind(toMs(startedAt));
    if (!*found)
        write->bind(std::string_view(text.text()));
    if (const auto done = write->run(); !done)
        return failure(done.error());
    return startedAt + kTouchedEvery;
}

Result<std::optional<std::string>> SharedTextReader::read(const SharedTexts& table, std::int64_t key)
{
    auto query = m_connection.prepare(table.select);
    if (!query)
        return failure(query.error());
    query->bind(key);
    const auto row = query->step();
    if (!row)
        return failure(row.error());
    return *row ? std::optional(std::string(query->text())) : std::nullopt;
}

Result<std::shared_ptr<const RouteList>> SharedTextReader::routeList(std::int64_t key)
{
    if (const auto known = m_routeLists.find(key); known != m_routeLists.end())
        return known->second;
    const auto text = read(kRouteLists, key);
    if (!text)
        return failure(text.error());
    return m_routeLists.emplace(key, *text ? RouteList::fromText(**text) : nullptr).first->second;
}

Result<std::vector<ExchangeDecisions::Refused>> SharedTextReader::refusals(std::int64_t key)
{
    if (const auto known = m_refusals.find(key); known != m_refusals.end())
        return known->second;
    const auto text = read(kRefusals, key);
    if (!text)
        return failure(text.error());
    return m_refusals.emplace(key, ExchangeDecisions::fromText(text->value_or(std::string())).routes).first->second;
}

Result<std::shared_ptr<const SharedText>> SharedTextReader::price(std::int64_t key)
{
    if (const auto known = m_prices.find(key); known != m_prices.end())
        return known->second;
    const auto text = read(kPrices, key);
    if (!text)
        return failure(text.error());
    return m_prices.emplace(key, *text ? std::make_shared<const SharedText>(**text) : nullptr).first->second;
}

Result<void> pruneSharedTexts(SqliteConnection& connection, WallTime olderThan)
{
    for (const SharedTexts* table : {&kRouteLists, &kRefusals, &kPrices}) {
        auto query = connection.prepare(table->deleteOld);
        if (!query)
            return failure(query.error());
        query->bind(toMs(olderThan - kTouchedEvery));
        if (auto done = query->run(); !done)
            return done;
    }
    return {};
}

} // namespace gateway::usage
