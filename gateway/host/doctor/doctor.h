#pragma once

#include "finding.h"
#include "surroundings.h"

#include "gateway/config/document.h"
#include "gateway/core/clock.h"
#include "gateway/http/proxy/proxy_rules.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/secret_uses.h"
#include "gateway/secrets/secret_store.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

struct Knock;
struct SideHost;

/// What to examine.
struct DoctorInputs {
    config::Settings settings; ///< in force, including the overrides of the command line
    std::vector<config::Issue> issues;
    std::shared_ptr<const providers::Catalog> catalog; ///< never null
    QString configFile;
    QString dataDir;
    Environment environment;
    providers::ApprovedOrigins approved; ///< where secrets may be sent
    /// Where the gateway in this process listens; empty: it runs in another process, if at all.
    std::optional<std::vector<std::string>> listensAt = {};
    /// Checks whether clients are still set up as written; called on a worker. Null: not available here.
    std::function<std::vector<Finding>()> lookAtClients = {};
    Milliseconds limit{8000}; ///< time limit for each connection test
};

/// Checks once for the usual problems. Main thread, which it never blocks: files are read by workers, connections are
/// tested from the event loop, and no request that costs anything is sent. Destroy it to cancel.
class Doctor final : public QObject {
    Q_OBJECT
public:
    /// `store` must outlive it.
    Doctor(DoctorInputs inputs, secrets::SecretStore& store, QObject* parent = nullptr);
    ~Doctor() override;

    void start();

Q_SIGNALS:
    /// Emitted for each finding, in no particular order.
    void found(const gateway::host::Finding& finding);
    void finished();

private:
    struct State;

    void inBackground(std::function<std::vector<Finding>()> work);
    void report(const std::vector<Finding>& findings);
    void done();
    void checkFiles();
    void checkPorts();
    void portAnswered(const std::string& url, const Knock& knock);
    void checkKeys();
    void findProxies();
    void checkProviders();
    void findSideHosts();
    void checkSideHost(const SideHost& host);
    http::ProxyRules proxyRules() const;

    const DoctorInputs m_inputs;
    secrets::SecretStore& m_store;
    std::unique_ptr<State> m_state;
};

} // namespace gateway::host
