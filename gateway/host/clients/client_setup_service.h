#pragma once

#include "tool_access.h"

#include "gateway/clients/given_keys.h"
#include "gateway/config/settings/settings.h"
#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <QString>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace gateway::host {

/// A request sent with a consumer's key.
struct SeenRequest {
    std::string consumer;
    WallTime startedAt{};
    std::string model; ///< requested model
    std::string failure = {}; ///< error sent instead of a response: "403 model_not_allowed"; empty: it succeeded
};

/// Sets up the tools of this machine to use the gateway, each with its own consumer and key. Main thread; files are
/// accessed where `storage` lives, results come from the event loop.
class ClientSetupService final : public ToolAccess {
public:
    /// Returns the current settings.
    using SettingsNow = std::function<const config::Settings&()>;
    using Change = std::function<void(const config::Settings&, std::function<void(Result<void>)>)>;

    /// `storage` must outlive this object, and this object the work queued in `storage`.
    ClientSetupService(clients::Surroundings surroundings, QObject& storage, SettingsNow settings, Change change);
    ~ClientSetupService() override;

    std::shared_ptr<const clients::ClientCatalog> catalog() const override;
    void detect(const std::string& base, std::function<void(std::vector<clients::ClientState>)> done) override;
    void setWatched(bool isWatched) override;
    void askVersion(const std::string& client, Done<std::string> done) override;
    void plan(clients::SetupWish wish, Done<clients::SetupPlan> done) override;
    void setUp(const clients::SetupPlan& plan, Done<Secret> done) override;
    void planRestore(const std::string& client, Done<clients::RestorePlan> done) override;
    void restore(const clients::RestorePlan& plan, Done<void> done) override;
    /// Forgets the set-up and leaves the client's files as they are.
    void forget(const std::string& client, Done<void> done);
    /// Records, across restarts, the first successful request of each set-up and how earlier ones failed; emits
    /// `changed`. Any thread.
    void noteRequests(std::vector<SeenRequest> requests);

private:
    class LateCatalog;
    class Worker;
    /// A key that is revoked once its replacement is in place.
    struct Outgoing {
        std::string consumer;
        std::string keySha256;
    };

    template <class T> void ask(std::function<Result<T>(clients::ClientSetups&)> work, Done<T> done);
    void giveKey(const clients::SetupPlan& plan, const clients::ClientState& before, const Done<Secret>& done);
    void write(const clients::SetupPlan& plan, const clients::GivenKey& given, const std::string& consumer, const Outgoing& old,
               const Done<Secret>& done);

    SettingsNow m_settings;
    Change m_change;
    QObject& m_storage;
    bool m_isWatched = false;
    std::shared_ptr<LateCatalog> m_catalog;
    std::shared_ptr<Worker> m_worker; // used only in the storage thread
};

} // namespace gateway::host
