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

/// Asks one question that is answered by yes or no.
using AskYesNo = std::function<bool(const std::string& question)>;

/// Somebody at a terminal; null where standard input is none.
AskYesNo yesNoAtTerminal(std::istream& in, std::ostream& err);

/// How a command that writes a configuration lets secrets go to new origins.
struct ApprovalMode {
    bool isTrusted = false; ///< --trust: everything is approved
    AskYesNo ask = {};      ///< null: nobody is asked, and nothing approved
};

/// Decides where the secrets of a configuration may go that a command is about to write, and keeps the decision once it is written:
/// what could not be written has approved nothing. A gateway that runs sees both. Blocks; main thread.
class OriginApproval final {
public:
    /// `err` must outlive it.
    OriginApproval(const QString& dataDir, ApprovalMode mode, std::ostream& err);

    /// `before`: the configuration that `next` replaces; `brought`: what is imported or put back. Asks for each secret and origin that
    /// waits in `next` and is new there or was brought; what waited before goes on waiting. Errors: Io, where it is not known what is approved.
    gateway::Result<void> decide(const gateway::config::Settings& before, const gateway::config::Settings& next,
                                 const gateway::config::Settings& brought, const gateway::providers::Catalog& catalog);
    /// Once the configuration is written: keeps what `decide()` allowed, and names what it did not. Errors: Io, where the decision
    /// cannot be kept; with the command that makes up for it.
    gateway::Result<void> keep();

private:
    const QString m_dataDir;
    const ApprovalMode m_mode;
    std::ostream& m_err;
    std::vector<gateway::providers::SecretUse> m_allowed;
    std::vector<gateway::providers::SecretUse> m_waiting;
};

/// The settings in the text of a configuration file; those of an empty one where there is none, or where it is not valid.
gateway::config::Settings settingsIn(const std::optional<std::string>& text);

/// The question that binds a secret to an origin.
std::string approvalQuestion(const gateway::providers::SecretUse& use);

/// `signalboxd key approve`. Returns the exit status: 1 if anything still waits, or nothing could be done.
int approveKeys(const KeyApproveRequest& request, const gateway::config::Settings& settings, const gateway::providers::Catalog& catalog,
                const QString& dataDir, const AskYesNo& ask, std::ostream& out, std::ostream& err);

/// Where the secrets of `settings` may go, for a command that runs beside the gateway and writes nothing.
gateway::providers::ApprovedOrigins approvedOrigins(const gateway::config::Settings& settings, const gateway::providers::Catalog& catalog, const QString& dataDir);

/// One line for each secret that waits for an approval; empty: none does.
std::string waitingList(const gateway::config::Settings& settings, const gateway::providers::Catalog& catalog, const QString& dataDir);

} // namespace app
