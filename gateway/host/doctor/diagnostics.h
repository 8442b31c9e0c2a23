#pragma once

#include "finding.h"
#include "program_facts.h"

#include "gateway/config/settings/settings.h"
#include "gateway/host/log/log_line.h"
#include "gateway/secrets/redaction.h"

#include <string>
#include <vector>

namespace gateway::host {

/// What whoever looks into a problem wants to know.
struct DiagnosticInputs {
    Facts facts;
    config::Settings settings;
    std::vector<Finding> findings; ///< in their order
    std::vector<LogLine> log;      ///< the oldest first; the last of them are taken
    std::string home;              ///< the user's folder, which is written as ~; may be empty
};

/// As text in English, to be pasted into a report: facts, findings, the configuration, the end of the log. Holds no key (a
/// consumer's neither, nor its hash), no constant header, no parameter of a request, no query of an address, and whatever
/// `redactor` knows or takes for a key is masked on top. Pure.
std::string diagnosticsText(const DiagnosticInputs& inputs, const secrets::Redactor& redactor);

/// `text` as it may leave this machine: what `redactor` knows or takes for a key is masked, and `home`, unless it is empty, is written
/// as ~. Pure.
std::string sharedText(const std::string& text, const secrets::Redactor& redactor, const std::string& home);

/// The configuration as it stands in there: indented JSON.
std::string sharedSettings(const config::Settings& settings);

} // namespace gateway::host
