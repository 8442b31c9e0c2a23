#pragma once

#include "gateway/core/json.h"
#include "gateway/usage/record.h"

#include <QString>

#include <iosfwd>
#include <string>

namespace app {

/// What became of an exchange and why, in the layout and the words of the explanation
/// of a request that is still to be sent. Pure.
std::string pastText(const gateway::usage::ExchangeRecord& record);
gateway::Json pastJson(const gateway::usage::ExchangeRecord& record);

/// `signalboxd explain --id`: prints that of the exchange with this id to `out`, by the
/// usage database in `dataDir`, whether a gateway runs or not. Returns the exit status;
/// what is wrong goes to `err`.
int explainPast(const std::string& id, const QString& dataDir, bool asJson, std::ostream& out, std::ostream& err);

} // namespace app
