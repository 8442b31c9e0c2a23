#pragma once

#include "gateway/clients/client_setups.h"
#include "gateway/clients/consumer_keys.h"
#include "gateway/config/settings/settings.h"
#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <QObject>
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
};

/// Sets the tools of this machine up for the gateway: each gets a consumer and a key of its own. Main thread;
/// files are touched where `storage` lives, answers come from the event loop.
class ClientKeeper final : public QObject {
    Q_OBJECT
public:
    template <class T> using Done = std::function<void(Result<T>)>;
    /// What the configuration says, and how it is changed.
    using SettingsNow = std::function<const config::Settings&()>;
    using Change = std::function<void(const config::Settings&, std::function<void(Result<void>)>)>;

    /// `storage` must outlive it, and it the work of `storage`.
    ClientKeeper(clients::Surroundings surroundings, QObject& storage, SettingsNow settings, Change change);
    ~ClientKeeper() override;

    /// Null only if the program's own data is broken.
    std::shared_ptr<const clients::Catalogue> catalogue() const;

    /// `base`: where clients reach the gateway, such as "http://127.0.0.1:8080". Whose key the configuration refuses is marked.
    void detect(const std::string& base, std::function<void(std::vector<clients::ClientState>)> done);
    /// While it is watched, `filesChanged` is told: from the next `detect` on, for the files of clients that were set up by then.
    void setWatched(bool isWatched);
    /// Errors: as `ClientSetups::askVersion`, which runs the client's program for some seconds at most.
    void askVersion(const std::string& client, Done<std::string> done);
    /// `wish.knownKeys` is filled in from the configuration. Errors: as `ClientSetups::plan`.
    void plan(clients::SetupWish wish, Done<clients::SetupPlan> done);
    /// Makes a key for the client's consumer (and the consumer) where the plan needs one, writes the files; the key
    /// that the client had from an earlier set-up is refused from then on. If the files cannot be written, the new key
    /// is taken out again. Gives the new key, for steps that a person takes; it is kept nowhere. Empty: the client keeps
    /// the one that it has. A route that the plan wants is added by the same change. Errors: as `ClientSetups::apply` and `GatewayHost::change`.
    void setUp(const clients::SetupPlan& plan, Done<Secret> done);
    void planRestore(const std::string& client, Done<clients::RestorePlan> done);
    /// The client's key is refused from then on; the consumer stays, with its past. The route that the set-up added goes, if nobody has
    /// changed it.
    void restore(const clients::RestorePlan& plan, Done<void> done);
    /// Leaves the files as they are and forgets the set-up.
    void forget(const std::string& client, Done<void> done);
    /// Remembers the first request of each set-up, across restarts; `changed` tells of it. Any thread.
    void noteRequests(std::vector<SeenRequest> requests);

Q_SIGNALS:
    /// A set-up was made, taken back or forgotten, or its first request has come.
    void changed();
    /// A file of a client that is set up says something else than before, whoever wrote it: `detect` tells what became of it.
    void filesChanged();

private:
    class LateCatalogue;
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
    std::shared_ptr<LateCatalogue> m_catalogue;
    std::shared_ptr<Worker> m_worker; // used in the storage thread alone
};

} // namespace gateway::host
