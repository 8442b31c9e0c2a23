#pragma once

#include "gateway/core/json/json.h"
#include "gateway/usage/record.h"

#include <QString>

#include <iosfwd>
#include <string>

namespace app {

/// What became of an exchange and why, in the layout and the words of the explanation
/// of a request that is still to be sent. Pure.
std::string pastText(const gateway::usage::ExchangeRecord& record);
gateway::Json pastJson(const gateway::usage::ExchangeRecord& record);

/// What `signalboxd explain --id` is asked for.
struct PastRequest {
    std::string id; ///< of the exchange
    bool asJson = false;
    bool withContent = false; ///< and what was asked and answered, where that is kept
};

/// `signalboxd explain --id`: prints that of the exchange with this id to `out`, by the
/// usage database in `dataDir`, whether a gateway runs or not. Returns the exit status;
/// what is wrong goes to `err`.
int explainPast(const PastRequest& request, const QString& dataDir, std::ostream& out, std::ostream& err);

} // namespace app
