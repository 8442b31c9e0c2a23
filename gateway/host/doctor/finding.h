#pragma once

#include "gateway/core/text/sentence.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::host {

/// The checks, in display order.
enum class Check {
    Configuration, Ports, Certificate, Keychain, Keys, Proxy, Environment, Clients, Providers, Clock, Ledger, Disk
};
/// Machine-readable names.
inline constexpr std::array<std::string_view, 12> kCheckNames{"configuration", "ports", "certificate", "keychain", "keys", "proxy",
    "environment", "clients", "providers", "clock", "ledger", "disk"};

/// `Notice` may be intended; `Problem` breaks something.
enum class Outcome { Ok, Notice, Problem, NotChecked };
inline constexpr std::array<std::string_view, 4> kOutcomeNames{"ok", "notice", "problem", "not_checked"};

/// One finding.
struct Finding {
    Check check{};
    Outcome outcome = Outcome::Ok;
    std::string subject = {}; ///< which of several: a provider id, an address, a variable; may be empty
    Sentence found = {};
    Sentence remedy = {}; ///< what to do; empty if nothing
};

std::string_view nameOf(Check check);
std::string_view nameOf(Outcome outcome);

/// Whether the sentence does not name its subject, so that the subject must be shown before it.
bool needsSubject(const Finding& finding);

/// Whether any finding is a problem.
bool hasProblem(const std::vector<Finding>& findings);
/// Sorts by check; stable within a check.
void sortByCheck(std::vector<Finding>& findings);

} // namespace gateway::host
