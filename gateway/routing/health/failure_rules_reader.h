#pragma once

#include "failure_rules.h"

namespace gateway::routing {

/// What the file of rules holds.
struct FailureFile {
    std::vector<FailureRule> rules;
    FailureRules::Policies policies;
    std::vector<std::string> inBeijing;
};

/// Reads `failures.json`; resources/failures/README.md says what its fields mean.
/// Errors: ConfigInvalid, which names the row at fault.
Result<FailureFile> readFailureFile(std::string_view json);

} // namespace gateway::routing
