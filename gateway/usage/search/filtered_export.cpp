#include "filtered_export.h"

#include "ledger_request_reader.h"

#include <limits>
#include <string>
#include <vector>

namespace gateway::usage {

namespace {

constexpr int kAtOnce = 500; // requests in memory

} // namespace

Result<std::int64_t> exportRequests(
    const QString& file, const RequestFilter& filter, ExportFormat format, const ExportSink& sink, const ExportWatch& watch)
{
    if (filter.isSpanOnly())
        return exportUsage(file, {filter.from.value_or(WallTime{}), filter.to.value_or(WallTime::max()), format}, sink, watch);
    RequestReader reader(file);
    ExportProgress progress;
    if (const auto counted = reader.count(filter, 0, std::numeric_limits<std::int64_t>::max()); counted && counted->isAll)
        progress.all = counted->count;
    RequestQuery query{filter, RequestKey::first(), true, kAtOnce};
    bool isOver = false;
    const auto next = [&]() -> Result<std::vector<std::string>> {
        std::vector<std::string> ids;
        while (!isOver && ids.empty()) { // a query may stop before it has found any
            const auto page = reader.page(query);
            if (!page)
                return failure(page.error());
            for (auto row = page->rows.rbegin(); row != page->rows.rend(); ++row)
                ids.push_back(row->id);
            isOver = !page->next || !watch(progress);
            query.after = page->next.value_or(query.after);
        }
        progress.done += static_cast<std::int64_t>(ids.size());
        return ids;
    };
    return exportUsage(file, format, next, sink);
}

} // namespace gateway::usage
