#pragma once

#include "gateway/core/json/json.h"
#include "gateway/usage/record.h"

#include <QString>

#include <iosfwd>
#include <string>

namespace app {

/// How an exchange was handled and why, in the layout and wording of the explanation of a future request. Pure.
std::string pastText(const gateway::usage::ExchangeRecord& record);
gateway::Json pastJson(const gateway::usage::ExchangeRecord& record);

/// Options of `signalboxd explain --id`.
struct PastRequest {
    std::string id; ///< exchange id
    bool asJson = false;
    bool withContent = false; ///< with prompt and answer, if stored
};

/// `signalboxd explain --id`: prints this for the exchange with the id to `out`, from the usage database in `dataDir`,
/// whether a gateway is running or not. Returns the exit status; errors go to `err`.
int explainPast(const PastRequest& request, const QString& dataDir, std::ostream& out, std::ostream& err);

} // namespace app
