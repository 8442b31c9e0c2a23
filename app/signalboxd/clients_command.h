#pragma once

#include "app/process/command_line.h"
#include "gateway/clients/client_setups.h"
#include "gateway/config/document.h"
#include "gateway/core/result.h"
#include "gateway/routing/explanation.h"

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gateway::exchange {
struct Snapshot;
}

namespace app {

/// `signalboxd clients`: lists the known tools of this machine, sets them up for the gateway, or undoes that. Shows the
/// change first; without confirmation, on the terminal or by --yes, nothing is written. Blocks.
class ClientsCommand {
public:
    /// All must outlive it. `in` is used for questions if standard input is a terminal.
    ClientsCommand(const CommandLine& line, std::istream& in, std::ostream& out, std::ostream& err);

    /// The exit status.
    int run();

private:
    gateway::Result<void> prepare();
    gateway::Result<void> carryOut(gateway::clients::ClientSetups& setups);
    void list(const gateway::clients::ClientSetups& setups);
    gateway::Result<void> show(const gateway::clients::ClientSetups& setups);
    gateway::Result<void> setUp(gateway::clients::ClientSetups& setups);
    /// Models requested by the client that would not be served, as far as the configuration shows.
    struct Unserved {
        std::string main;                ///< empty: it is served, or unknown
        std::string mainWhere;           ///< source of the request for it; empty: written by us, or the client's own
        std::string mainWhy;             ///< why its first request would fail; empty: nothing serves the model
        std::vector<std::string> others; ///< requested in the background
        bool mayBeListed = false;        ///< a provider may have them in its own list, which is not read here
    };
    gateway::Result<Unserved> unservedBy(const gateway::clients::ClientEntry& entry, const std::vector<gateway::clients::AskedModel>& asked) const;
    /// A snapshot for the configuration with the client's consumer in it.
    gateway::Result<std::shared_ptr<const gateway::exchange::Snapshot>> snapshotFor(const gateway::clients::ClientEntry& entry) const;
    gateway::routing::Explanation explain(const gateway::clients::ClientEntry& entry, const std::string& model, const gateway::exchange::Snapshot& snapshot) const;
    /// Adds the requested route to `next`, if there is a model for it. Errors: InvalidRequest, if its model is not
    /// served.
    gateway::Result<void> leadOthers(const gateway::clients::ClientEntry& entry, const Unserved& unserved, gateway::config::Settings& next, std::optional<gateway::clients::AddedRoute>& route);
    /// Uses the address of the gateway of this data folder, if it is running. Errors: InvalidRequest, if another
    /// address was requested.
    gateway::Result<void> takeServed();
    /// Prints the conflicts; returns why nothing is written without confirmation, or an empty text.
    std::string sayConflicts(const gateway::clients::SetupPlan& plan);
    std::string sayUnserved(const gateway::clients::ClientEntry& entry, const Unserved& unserved);
    gateway::Result<void> agree(const std::string& question, const std::string& problem);
    gateway::Result<void> write(gateway::clients::ClientSetups& setups, const gateway::clients::SetupPlan& plan, const gateway::clients::ClientState& state, gateway::config::Settings next);
    gateway::Result<void> restore(gateway::clients::ClientSetups& setups, const std::string& name);
    /// Failures are printed, and the other clients are still restored.
    gateway::Result<void> restoreAll(gateway::clients::ClientSetups& setups);
    gateway::Result<gateway::clients::SetupPlan> planOf(const gateway::clients::ClientSetups& setups) const;
    gateway::Result<gateway::clients::ClientState> takeState(const gateway::clients::ClientSetups& setups);
    void sayDone(const gateway::clients::ClientEntry& entry, const std::string& key);
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
    std::optional<std::string> m_text; ///< content of the file; empty: no file
    std::string m_base;
    std::string m_model; ///< as requested, or from the client's set-up
};

} // namespace app
