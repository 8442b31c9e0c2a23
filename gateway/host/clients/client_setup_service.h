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

/// A request that came with the key of a consumer.
struct SeenRequest {
    std::string consumer;
    WallTime startedAt{};
    std::string model; ///< that it asked for
    std::string failure = {}; ///< what it was told in the place of an answer: "403 model_not_allowed"; empty: it was answered
};

/// Sets the tools of this machine up for the gateway: each gets a consumer and a key of its own. Main thread;
/// files are touched where `storage` lives, answers come from the event loop.
class ClientSetupService final : public ToolAccess {
public:
    /// What the configuration says, and how it is changed.
    using SettingsNow = std::function<const config::Settings&()>;
    using Change = std::function<void(const config::Settings&, std::function<void(Result<void>)>)>;

    /// `storage` must outlive it, and it the work of `storage`.
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
    /// Leaves the files as they are and forgets the set-up.
    void forget(const std::string& client, Done<void> done);
    /// Remembers the first request of each set-up that was answered, and how those before it failed, across restarts; `changed` tells of it. Any thread.
    void noteRequests(std::vector<SeenRequest> requests);

private:
    class LateCatalog;
    class Worker;
    /// A key that goes out of use once another one is in its place.
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
    std::shared_ptr<Worker> m_worker; // used in the storage thread alone
};

} // namespace gateway::host
