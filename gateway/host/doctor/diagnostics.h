#pragma once

#include "finding.h"
#include "program_facts.h"

#include "gateway/config/settings/settings.h"
#include "gateway/host/log/log_line.h"
#include "gateway/secrets/redaction.h"

#include <string>
#include <vector>

namespace gateway::host {

/// The contents of a diagnostics report.
struct DiagnosticInputs {
    Facts facts;
    config::Settings settings;
    std::vector<Finding> findings; ///< in display order
    std::vector<LogLine> log;      ///< oldest first; only the newest lines are included
    std::string home;              ///< home folder, replaced by ~; may be empty
};

/// Report in English, for pasting into an issue: facts, findings, configuration and the end of the log. Contains no
/// keys (not even consumers' keys or their hashes), no constant headers, no request parameters and no URL queries;
/// anything `redactor` knows or recognises as a key is masked as well. Pure.
std::string diagnosticsText(const DiagnosticInputs& inputs, const secrets::Redactor& redactor);

/// `text` made safe to share: anything `redactor` knows or recognises as a key is masked, and `home`, unless empty, is
/// replaced by ~. Pure.
std::string sharedText(const std::string& text, const secrets::Redactor& redactor, const std::string& home);

/// The configuration as in that report: indented JSON.
std::string sharedSettings(const config::Settings& settings);

} // namespace gateway::host
