#pragma once

#include "program_facts.h"

#include "gateway/secrets/redaction.h"
#include "gateway/usage/record.h"

#include <string>

namespace gateway::host {

/// Report on one exchange, for pasting into an issue: Markdown in English with `facts`, the ledger's data on the
/// exchange and each attempt, and the reasons for its routing. Contains no prompt or answer, no header and no name of a
/// conversation or folder; anything `redactor` knows or recognises as a key is masked as well, and `home`, which may be
/// empty, is replaced by ~. Pure.
std::string requestReport(const usage::ExchangeRecord& record, const Facts& facts, const secrets::Redactor& redactor, const std::string& home);

} // namespace gateway::host
