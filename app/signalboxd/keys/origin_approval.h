#pragma once

#include "app/process/command_line.h"
#include "gateway/config/settings/settings.h"
#include "gateway/core/result.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/secret_uses.h"

#include <QString>

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace app {

/// Asks a yes/no question.
using AskYesNo = std::function<bool(const std::string& question)>;

/// Asks at a terminal; null if standard input is not a terminal.
AskYesNo yesNoAtTerminal(std::istream& in, std::ostream& err);

/// How a command that writes a configuration approves new destinations of secrets.
struct ApprovalMode {
    bool isTrusted = false; ///< --trust: approves everything
    AskYesNo ask = {};      ///< null: asks nobody and approves nothing
};

/// Decides on the destinations of secrets in a configuration that a command is about to write, and stores the decision
/// once that is written: a failed write approves nothing. A running gateway sees both. Blocks; main thread.
class OriginApproval final {
public:
    /// `err` must outlive it.
    OriginApproval(const QString& dataDir, ApprovalMode mode, std::ostream& err);

    /// `before`: the configuration that `next` replaces; `brought`: what is imported or restored. Asks about each
    /// secret and destination in `next` that is not approved and is new or was brought; others keep awaiting approval.
    /// Errors: Io, if the existing approvals are unknown.
    gateway::Result<void> decide(const gateway::config::Settings& before, const gateway::config::Settings& next,
                                 const gateway::config::Settings& brought, const gateway::providers::Catalog& catalog);
    /// To be called once the configuration is written: stores the approvals from `decide()`, and lists what was not
    /// approved. Errors: Io, if the decision cannot be stored; the message names the command to repeat it.
    gateway::Result<void> keep();

private:
    const QString m_dataDir;
    const ApprovalMode m_mode;
    std::ostream& m_err;
    std::vector<gateway::providers::SecretUse> m_allowed;
    std::vector<gateway::providers::SecretUse> m_waiting;
};

/// The settings in the text of a configuration file; empty settings if there is none, or if it is invalid.
gateway::config::Settings settingsIn(const std::optional<std::string>& text);

/// The question whether a secret may be sent to a destination.
std::string approvalQuestion(const gateway::providers::SecretUse& use);

/// `signalboxd key approve`. Returns the exit status: 1 if anything still awaits approval, or nothing could be done.
int approveKeys(const KeyApproveRequest& request, const gateway::config::Settings& settings, const gateway::providers::Catalog& catalog,
                const QString& dataDir, const AskYesNo& ask, std::ostream& out, std::ostream& err);

/// The approved destinations for `settings`, for a command that runs beside the gateway and writes nothing.
gateway::providers::ApprovedOrigins approvedOrigins(const gateway::config::Settings& settings, const gateway::providers::Catalog& catalog, const QString& dataDir);

/// One line for each secret that awaits approval; empty: none.
std::string waitingList(const gateway::config::Settings& settings, const gateway::providers::Catalog& catalog, const QString& dataDir);

} // namespace app
