#pragma once

#include "gateway/clients/client_setups.h"
#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <QObject>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace gateway::host {

/// Sets up the tools of this machine to use the gateway. Main thread; nothing blocks, results come from the event loop.
class ToolAccess : public QObject {
    Q_OBJECT
public:
    template <class T> using Done = std::function<void(Result<T>)>;

    using QObject::QObject;

    /// Null only if the program's own data is broken.
    virtual std::shared_ptr<const clients::ClientCatalog> catalog() const = 0;
    /// `base`: where clients reach the gateway, such as "http://127.0.0.1:8080". Marks clients whose key the
    /// configuration rejects.
    virtual void detect(const std::string& base, std::function<void(std::vector<clients::ClientState>)> done) = 0;
    /// Enables `filesChanged`: from the next `detect` on, for the files of the clients set up by then.
    virtual void setWatched(bool isWatched) = 0;
    /// Errors: as `ClientSetups::askVersion`, which runs the client's program for some seconds at most.
    virtual void askVersion(const std::string& client, Done<std::string> done) = 0;
    /// `wish.knownKeys` is filled in from the configuration. Errors: as `ClientSetups::plan`.
    virtual void plan(clients::SetupWish wish, Done<clients::SetupPlan> done) = 0;
    /// Creates a key for the client's consumer (and the consumer) if the plan needs one and writes the files; the
    /// client's key from an earlier set-up is then revoked. If the files cannot be written, the new key is removed
    /// again. Returns the new key, for manual steps; it is stored nowhere. Empty: the client keeps its key. A route
    /// that the plan requires is added in the same change. Errors: see `ClientSetups::apply` and
    /// `Configuration::change`.
    virtual void setUp(const clients::SetupPlan& plan, Done<Secret> done) = 0;
    virtual void planRestore(const std::string& client, Done<clients::RestorePlan> done) = 0;
    /// Revokes the client's key; the consumer stays, with its history. The route that the set-up added is removed
    /// unless somebody has changed it.
    virtual void restore(const clients::RestorePlan& plan, Done<void> done) = 0;

Q_SIGNALS:
    /// Emitted when a set-up was made, undone or forgotten, or when its first request succeeded or failed.
    void changed();
    /// Emitted when the content of a file of a set-up client has changed, whoever wrote it: `detect` returns the new
    /// state.
    void filesChanged();
};

} // namespace gateway::host
