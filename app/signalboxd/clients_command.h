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
    /// Which of the names that the client asks for would get no answer, as far as the configuration tells.
    struct Unserved {
        std::string main;                ///< empty: it is served, or not known
        std::string mainWhere;           ///< what says that it asks for it; empty: it is written, or its own
        std::string mainWhy;             ///< what its first request would be told; empty: nothing serves it
        std::vector<std::string> others; ///< that it asks for in the background
        bool mayBeListed = false;        ///< a provider may have them in its own list, which is not read here
    };
    gateway::Result<Unserved> unservedBy(const gateway::clients::ClientEntry& entry, const std::vector<gateway::clients::AskedModel>& asked) const;
    /// What a gateway would do that has the configuration, and the client's consumer in it.
    gateway::Result<std::shared_ptr<const gateway::exchange::Snapshot>> snapshotFor(const gateway::clients::ClientEntry& entry) const;
    gateway::routing::Explanation explain(const gateway::clients::ClientEntry& entry, const std::string& model, const gateway::exchange::Snapshot& snapshot) const;
    /// Adds to `next` the route that was asked for, where there is a name for it. Errors: InvalidRequest, if its model is not served.
    gateway::Result<void> leadOthers(const gateway::clients::ClientEntry& entry, const Unserved& unserved, gateway::config::Settings& next, std::optional<gateway::clients::AddedRoute>& route);
    /// Where the gateway of this data folder listens, if it runs. Errors: InvalidRequest, if another address was asked for.
    gateway::Result<void> takeServed();
    /// Says what is in the way; returns why nothing is to be written without asking, or nothing.
    std::string sayConflicts(const gateway::clients::SetupPlan& plan);
    std::string sayUnserved(const gateway::clients::ClientEntry& entry, const Unserved& unserved);
    gateway::Result<void> agree(const std::string& question, const std::string& problem);
    gateway::Result<void> write(gateway::clients::ClientSetups& setups, const gateway::clients::SetupPlan& plan, const gateway::clients::ClientState& state, gateway::config::Settings next);
    gateway::Result<void> restore(gateway::clients::ClientSetups& setups, const std::string& name);
    /// What cannot be set back is said, and the others are all the same.
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
    std::optional<std::string> m_text; ///< of the file; empty: there is none
    std::string m_base;
    std::string m_model; ///< that was asked for, or that the client has from its set-up
};

} // namespace app
