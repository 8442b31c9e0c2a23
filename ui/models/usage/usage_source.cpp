#include "usage_source.h"

#include "gateway/usage/search/usage_rows.h"

#include <algorithm>
#include <chrono>

namespace ui::models {

using gateway::Result;
using gateway::usage::AskThread;
using gateway::usage::Percentiles;
using gateway::usage::readUsageRows;
using gateway::usage::RequestField;
using gateway::usage::UsagePoint;
using gateway::usage::UsageRowsLine;
using gateway::usage::UsageRowsQuery;

namespace {

Shares sharesOf(const Percentiles& percentiles) { return {percentiles.count, percentiles.p50, percentiles.p95, percentiles.p99}; }

UsageSums sumsOf(const UsagePoint& point) { return {point.totals, sharesOf(point.firstToken), sharesOf(point.duration)}; }

UsageLine lineOf(const UsageRowsLine& rows)
{
    UsageLine line;
    if (!rows.names.empty()) line.name = rows.names.front();
    if (rows.names.size() > 1) line.beside = rows.names[1];
    for (const UsagePoint& point : rows.points) line.points.push_back(sumsOf(point));
    line.whole = sumsOf(rows.whole);
    return line;
}

Result<UsageAnswer> read(const QString& file, const UsageQuestion& question, const AskThread::Stop& stop)
{
    UsageRowsQuery query;
    query.filter.fields = question.filters;
    for (const gateway::WallTime edge : question.edges)
        query.edges_ms.push_back(std::chrono::duration_cast<gateway::Milliseconds>(edge.time_since_epoch()).count());
    UsageAnswer answer;
    auto all = readUsageRows(file, query, stop);
    if (!all) return gateway::failure(all.error());
    if (all->empty()) answer.all.points.resize(question.edges.empty() ? 0 : question.edges.size() - 1);
    else answer.all = lineOf(all->front());
    if (question.group == UsageGroup::Kind) query.by = {RequestField::Model, RequestField::Provider};
    else query.by = {fieldOf(question.group)};
    if (question.group == UsageGroup::Model) query.by.push_back(RequestField::Provider);
    auto lines = readUsageRows(file, query, stop);
    if (!lines) return gateway::failure(lines.error());
    for (const UsageRowsLine& line : *lines) answer.lines.push_back(lineOf(line));
    std::ranges::stable_sort(answer.lines, std::ranges::greater(), [](const UsageLine& line) { return line.whole.tokens(); });
    return answer;
}

} // namespace

UsageSource::UsageSource(const QString& file, QObject* parent) : QObject(parent), m_file(file), m_thread(QStringLiteral("usage")) { }

void UsageSource::ask(const UsageQuestion& question, QObject* context, Done done)
{
    m_thread.ask<UsageAnswer>([file = m_file, question](const AskThread::Stop& stop) { return read(file, question, stop); }, context, std::move(done));
}

} // namespace ui::models
