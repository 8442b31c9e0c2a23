#pragma once

#include "gateway/core/text/sentence.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::host {

/// What is looked at, in the order in which it is shown.
enum class Check {
    Configuration, Ports, Certificate, Keychain, Keys, Proxy, Environment, Clients, Providers, Clock, Ledger, Disk
};
/// As programs read them.
inline constexpr std::array<std::string_view, 12> kCheckNames{"configuration", "ports", "certificate", "keychain", "keys", "proxy",
    "environment", "clients", "providers", "clock", "ledger", "disk"};

/// `Notice` may be meant so; `Problem` keeps something from working.
enum class Outcome { Ok, Notice, Problem, NotChecked };
inline constexpr std::array<std::string_view, 4> kOutcomeNames{"ok", "notice", "problem", "not_checked"};

/// One thing that was found.
struct Finding {
    Check check{};
    Outcome outcome = Outcome::Ok;
    std::string subject = {}; ///< which of several: a provider's id, an address, a variable; may be empty
    Sentence found = {};
    Sentence remedy = {}; ///< what to do; empty where there is nothing to be done
};

std::string_view nameOf(Check check);
std::string_view nameOf(Outcome outcome);

/// Whether the sentence does not say of itself what it is about: the subject is to be shown before it.
bool needsSubject(const Finding& finding);

/// Whether anything is a problem.
bool hasProblem(const std::vector<Finding>& findings);
/// In the order of the checks; within one, as they came.
void sortByCheck(std::vector<Finding>& findings);

} // namespace gateway::host
