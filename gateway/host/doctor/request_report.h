#pragma once

#include "program_facts.h"

#include "gateway/secrets/redaction.h"
#include "gateway/usage/record.h"

#include <string>

namespace gateway::host {

/// One exchange, to be pasted into a report: Markdown in English with `facts`, what the ledger has of the exchange and of each of its
/// attempts, and why it went where it went. Holds nothing of what was asked and answered, no header, no name of a conversation or a
/// folder; whatever `redactor` knows or takes for a key is masked on top, and `home`, which may be empty, is written as ~. Pure.
std::string requestReport(const usage::ExchangeRecord& record, const Facts& facts, const secrets::Redactor& redactor, const std::string& home);

} // namespace gateway::host
