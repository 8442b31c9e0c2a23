#pragma once

#include "app/process/command_line.h"
#include "gateway/clients/client_setups.h"
#include "gateway/config/document.h"
#include "gateway/core/result.h"

#include <iosfwd>
#include <optional>
#include <string>

namespace app {

/// `signalboxd clients`: what tools of this machine are known, and how each is set up for the gateway and set back. The
/// change is shown before anything is written; without a yes, on the terminal or by --yes, nothing is. Blocks.
class ClientsCommand {
public:
    /// All must outlive it. `in` is asked where standard input is a terminal.
    ClientsCommand(const CommandLine& line, std::istream& in, std::ostream& out, std::ostream& err);

    /// The exit status.
    int run();

private:
    gateway::Result<void> prepare();
    gateway::Result<void> carryOut(gateway::clients::ClientSetups& setups);
    void list(const gateway::clients::ClientSetups& setups);
    gateway::Result<void> show(const gateway::clients::ClientSetups& setups);
    gateway::Result<void> setUp(gateway::clients::ClientSetups& setups);
    gateway::Result<void> restore(gateway::clients::ClientSetups& setups, const std::string& name);
    /// What cannot be set back is said, and the others are all the same.
    gateway::Result<void> restoreAll(gateway::clients::ClientSetups& setups);
    gateway::Result<gateway::clients::SetupPlan> planOf(const gateway::clients::ClientSetups& setups) const;
    gateway::Result<gateway::clients::ClientState> takeState(const gateway::clients::ClientSetups& setups);
    void printSteps(const gateway::clients::ClientEntry& entry, const std::string& key);
    bool isAgreed(const std::string& question);
    gateway::Result<void> write(const gateway::config::Settings& next);
    gateway::Result<void> writeText(const std::string& after);

    const CommandLine& m_line;
    const ClientsRequest& m_request;
    std::istream& m_in;
    std::ostream& m_out;
    std::ostream& m_err;
    gateway::config::Document m_document;
    std::optional<std::string> m_text; ///< of the file; empty: there is none
    std::string m_base;
    std::string m_model; ///< that was asked for, or that the client has from its set-up
};

} // namespace app
