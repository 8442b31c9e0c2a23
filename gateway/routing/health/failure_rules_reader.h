#pragma once

#include "failure_rules.h"

namespace gateway::routing {

/// The content of the rules file.
struct FailureFile {
    std::vector<FailureRule> rules;
    FailureRules::Policies policies;
    std::vector<std::string> inBeijing;
};

/// Reads `failures.json`; resources/failures/README.md explains its fields. Errors: ConfigInvalid, which names the
/// invalid row.
Result<FailureFile> readFailureFile(std::string_view json);

} // namespace gateway::routing
