#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/host/doctor/program_facts.h"
#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/search/request_search.h"

#include <QObject>
#include <QString>

#include <functional>
#include <string>
#include <vector>

namespace gateway::host {

/// Requests in progress and in the ledger. Main thread; nothing blocks, results come from the event loop.
class Requests {
public:
    /// Sums over [from, to) and the newest exchanges, from the ledger. Returns false if there is no ledger (yet).
    /// Errors: Io.
    virtual bool totals(WallTime from, WallTime to, QObject* context, std::function<void(Result<usage::Totals>)> done) = 0;
    virtual bool recent(int limit, QObject* context, std::function<void(std::vector<usage::ExchangeRecord>)> done) = 0;
    /// Searches requests in the ledger; null: there is no ledger (yet). Lives as long as this object. Its threads start
    /// at the first call.
    virtual usage::RequestSearch* requestSearch() = 0;
    /// The ledger's file, for custom queries; empty: there is none (yet).
    virtual QString usageFile() const = 0;
    /// Cancels a request in progress by its exchange id: the client gets an error and the request is recorded as
    /// cancelled. Does nothing if it has ended meanwhile.
    virtual void cancel(const std::string& exchange) = 0;
    /// Markdown report about one request, starting with `facts`. Contains neither prompt nor answer.
    virtual QString requestReport(const usage::ExchangeRecord& record, const Facts& facts) const = 0;

protected:
    ~Requests() = default;
};

} // namespace gateway::host
