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

/// What is examined.
struct DoctorInputs {
    config::Settings settings; ///< in force: with what the command line says
    std::vector<config::Issue> issues;
    std::shared_ptr<const providers::Catalog> catalog; ///< never null
    QString configFile;
    QString dataDir;
    Environment environment;
    providers::ApprovedOrigins approved; ///< where secrets may go
    /// Where this program's gateway listens; empty: it runs in another program, if at all.
    std::optional<std::vector<std::string>> listensAt = {};
    /// Whether clients still are as they were set up; called on a worker, null: it is not known here.
    std::function<std::vector<Finding>()> lookAtClients = {};
    Milliseconds limit{8000}; ///< for each door that is knocked at
};

/// Looks at everything that usually goes wrong, at most once. Main thread, which it never blocks: files are read by
/// workers, doors are knocked at from the event loop, and no request is made that costs anything. To stop it, let go of it.
class Doctor final : public QObject {
    Q_OBJECT
public:
    /// `store` must outlive it.
    Doctor(DoctorInputs inputs, secrets::SecretStore& store, QObject* parent = nullptr);
    ~Doctor() override;

    void start();

Q_SIGNALS:
    /// As they come, in no order.
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
