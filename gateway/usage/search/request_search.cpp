#include "request_search.h"

#include "gateway/usage/ledger/exchange_lookup.h"

#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace gateway::usage {

namespace {

Result<std::optional<ExchangeRecord>> findWhole(const QString& file, const std::string& id)
{
    auto record = findExchange(file, id);
    if (!record || !*record)
        return record;
    if (auto content = findContent(file, id); content && *content)
        (*record)->content = std::make_shared<const Content>(std::move(**content));
    return record;
}

} // namespace

RequestSearch::RequestSearch(const QString& file, QObject* parent)
    : QObject(parent)
    , m_file(file)
    , m_reader(file)
    , m_records(u"records"_s)
    , m_limits(u"limits"_s)
    , m_search(u"search"_s)
{
}

void RequestSearch::find(const RequestQuery& query, QObject* context, std::function<void(Result<RequestPage>)> done)
{
    m_search.ask<RequestPage>(
        [this, query](const AskThread::Stop& stop) { return m_reader.page(query, stop); }, context, std::move(done));
}

void RequestSearch::count(const RequestFilter& filter, std::int64_t since, std::int64_t most, QObject* context,
    std::function<void(Result<RequestCount>)> done)
{
    m_search.ask<RequestCount>(
        [this, filter, since, most](const AskThread::Stop& stop) { return m_reader.count(filter, since, most, stop); }, context,
        std::move(done));
}

void RequestSearch::limit(const LimitQuery& query, QObject* context, std::function<void(Result<LimitAnswer>)> done)
{
    m_limits.ask<LimitAnswer>([file = m_file, query](const AskThread::Stop& stop) { return readLimit(file, query, stop); }, context, std::move(done));
}

void RequestSearch::record(
    const std::string& id, QObject* context, std::function<void(Result<std::optional<ExchangeRecord>>)> done)
{
    m_records.forget(); // only the last request is needed
    m_records.ask<std::optional<ExchangeRecord>>(
        [file = m_file, id](const AskThread::Stop&) { return findWhole(file, id); }, context, std::move(done));
}

} // namespace gateway::usage
