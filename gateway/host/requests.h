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

/// What was asked of the gateway, and is. Main thread; nothing blocks, answers come from the event loop.
class Requests {
public:
    /// Sums of [from, to), and the newest exchanges, from the ledger. False: there is no ledger (yet). Errors: Io.
    virtual bool totals(WallTime from, WallTime to, QObject* context, std::function<void(Result<usage::Totals>)> done) = 0;
    virtual bool recent(int limit, QObject* context, std::function<void(std::vector<usage::ExchangeRecord>)> done) = 0;
    /// Looks for requests in the ledger; null: there is none (yet). Lives as long as this. Its threads start at the first call.
    virtual usage::RequestSearch* requestSearch() = 0;
    /// The ledger's file, for questions of one's own; empty: there is none (yet).
    virtual QString usageFile() const = 0;
    /// Ends a request that is under way, by the id of its exchange: its client is told, and it is recorded as
    /// cancelled. One that has ended meanwhile stays as it is.
    virtual void cancel(const std::string& exchange) = 0;
    /// What is to be said of one request in a report, as Markdown, `facts` first. Holds nothing of what was asked and answered.
    virtual QString requestReport(const usage::ExchangeRecord& record, const Facts& facts) const = 0;

protected:
    ~Requests() = default;
};

} // namespace gateway::host
