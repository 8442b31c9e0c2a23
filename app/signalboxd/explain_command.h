#pragma once

#include "app/process/command_line.h"
#include "app/signalboxd/keys/secret_reading.h"
#include "gateway/config/settings/settings.h"
#include "gateway/core/clock.h"
#include "gateway/providers/catalog.h"
#include "gateway/routing/explanation.h"
#include "gateway/secrets/secret_store.h"

#include <QObject>

#include <functional>
#include <iosfwd>
#include <memory>
#include <string>

namespace app {

/// `signalboxd explain`: explains how a request would be handled, from the configuration, the currently readable keys
/// and the cooldowns in the state file. Sends nothing, prints no key. Main thread.
class ExplainCommand final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(int exitStatus)>;

    /// All must outlive the command.
    ExplainCommand(gateway::secrets::SecretStore& store, const gateway::providers::Catalog& catalog, std::ostream& out,
                   QObject* parent = nullptr);

    /// `done` receives the exit status, at once or from the event loop: 0 if the request would be tried, 1 if it would
    /// be rejected at once.
    void run(gateway::config::Settings settings, gateway::routing::Question question, const QString& dataDir, bool asJson,
             Done done);

private:
    void finish(SecretReading::Secrets secrets);

    SecretReading m_reading;
    const gateway::providers::Catalog& m_catalog;
    std::ostream& m_out;
    gateway::config::Settings m_settings;
    gateway::routing::Question m_question;
    QString m_dataDir;
    bool m_asJson = false;
    Done m_done;
};

/// Message that there is no provider `name`, neither in the configuration nor as a type; empty: there is one. Suggests
/// similar names. Pure.
std::string providerProblem(const gateway::config::Settings& settings, const gateway::providers::Catalog& catalog,
                            const std::string& name);

/// Message that there is no consumer `name` in the configuration; empty: there is one, or none was named. Pure.
std::string consumerProblem(const gateway::config::Settings& settings, const std::string& name);

/// `signalboxd explain --error`: how an upstream's response is classified. Pure.
std::string judgementText(const gateway::config::Settings& settings, const ExplainRequest& request,
                          const std::string& body, gateway::WallTime now);

} // namespace app
